// The x86 intrinsics, and the attributes of functions that use them.
//
//   WBM_AVX512 void AddAvx512(...);
//
// A function with the attribute is compiled for that instruction set, whatever
// the file's flags are; call it only where isa.h says that the CPU has it.
// Include only inside #if defined(__x86_64__).
#pragma once

#include <cstddef>
#include <cstdint>

// GCC 12 warns about its own header (bug 105593): _mm512_undefined_*() returns
// what it says, an undefined value that a full mask never reads.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#pragma GCC diagnostic pop

#define WBM_AVX2 [[gnu::target("avx2,fma,f16c")]]
#define WBM_AVX512 \
  [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma,f16c")]]

namespace wbm::kernels {

// Asks for the `bytes` that lie kPrefetchAhead bytes after `from`. The hardware
// stops prefetching at the end of a page; asking four pages ahead keeps more
// reads in flight. Harmless beyond the end of an array (hence no arithmetic on
// pointers): what cannot be read is not fetched.
inline constexpr std::size_t kPrefetchAhead = 16384;

inline void PrefetchAhead(const void* from, std::size_t bytes) {
  const auto at = reinterpret_cast<std::uintptr_t>(from) + kPrefetchAhead;
  for (std::size_t line = 0; line < bytes; line += 64) {
    _mm_prefetch(reinterpret_cast<const char*>(at + line), _MM_HINT_T0);
  }
}

}  // namespace wbm::kernels
