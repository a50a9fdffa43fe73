// The loop of the vector conversions: whole blocks, what is left over, and
// arrays too large for the caches. For the files of one instruction set alone;
// their block functions have internal linkage, so these templates do too.
#pragma once

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "common/kernels/cpu/stream_bytes.h"

namespace wbm::kernels {

// Into L2, which keeps more lines on their way from memory than L1 can.
inline constexpr size_t kPrefetchAheadBytes = 8192;

// Calls block(in, out) for each kBlock elements; the rest goes through a padded
// copy, so that every element meets the same code.
template <size_t kBlock, auto block, typename In, typename Out>
[[gnu::flatten]] void ForBlocks(const In* in, Out* out, size_t n) {
  size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    const char* ahead =
        reinterpret_cast<const char*>(in + i) + kPrefetchAheadBytes;
    for (size_t line = 0; line < kBlock * sizeof(In); line += 64) {
      __builtin_prefetch(ahead + line, 0, 2);
    }
    block(in + i, out + i);
  }
  if (i == n) return;
  In rest[kBlock] = {};
  Out result[kBlock];
  std::copy(in + i, in + n, rest);
  block(rest, result);
  std::copy(result, result + (n - i), out + i);
}

// Stores past the caches are seen before all that follow.
inline void EndStream() {
#if defined(__x86_64__)
  _mm_sfence();
#endif
}

// ForBlocks, but for large arrays with streaming_block, whose stores need the
// alignment that the first few elements bring about.
template <size_t kBlock, auto block, auto streaming_block, typename In,
          typename Out>
void ForManyBlocks(const In* in, Out* out, size_t n) {
  if (n * std::max(sizeof(In), sizeof(Out)) < kStreamBytes) {
    return ForBlocks<kBlock, block>(in, out, n);
  }
  constexpr size_t kLine = 64 / sizeof(Out);
  const size_t past = reinterpret_cast<uintptr_t>(out) % 64 / sizeof(Out);
  const size_t first = (kLine - past) % kLine;
  const size_t end = first + (n - first) / kBlock * kBlock;
  ForBlocks<kBlock, block>(in, out, first);
  ForBlocks<kBlock, streaming_block>(in + first, out + first, end - first);
  EndStream();
  ForBlocks<kBlock, block>(in + end, out + end, n - end);
}

}  // namespace wbm::kernels
