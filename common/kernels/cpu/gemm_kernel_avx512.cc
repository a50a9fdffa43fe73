// A tile of 14 x 32: 28 accumulators, two vectors of B, and A broadcast from
// memory, which is all 32 registers less one.
#include <immintrin.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 14;
constexpr int kCols = 32;
constexpr int kLanes = 16;
constexpr int kAhead = 16;  // steps; the panels come from the L2 cache

// With kApart, A is read through a pointer to every third row, which leaves
// few enough of them for the registers; the rows between are at one and two
// strides from there.
template <int kTileRows, bool kApart>
[[gnu::target("avx512f,prefer-vector-width=512")]] void Run(
    std::ptrdiff_t depth, const Panel& a, const Panel& b, float* c,
    std::ptrdiff_t stride, bool add) {
  constexpr int kPointers = kApart ? (kTileRows + 2) / 3 : 1;
  const float* a_rows[kPointers];
  __m512 left[kTileRows];
  __m512 right[kTileRows];
#pragma GCC unroll 14
  for (int i = 0; i < kPointers; ++i) a_rows[i] = a.data + 3 * i * a.lane;
#pragma GCC unroll 14
  for (int i = 0; i < kTileRows; ++i) {
    left[i] = _mm512_setzero_ps();
    right[i] = _mm512_setzero_ps();
    _mm_prefetch(c + i * stride, _MM_HINT_T0);
    _mm_prefetch(c + i * stride + kLanes, _MM_HINT_T0);
  }
  const float* b_row = b.data;
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    if (!kApart) _mm_prefetch(a_rows[0] + kAhead * a.step, _MM_HINT_T0);
    _mm_prefetch(b_row + kAhead * b.step, _MM_HINT_T0);
    _mm_prefetch(b_row + kAhead * b.step + kLanes, _MM_HINT_T0);
    const __m512 b_left = _mm512_loadu_ps(b_row);
    const __m512 b_right = _mm512_loadu_ps(b_row + kLanes);
#pragma GCC unroll 14
    for (int i = 0; i < kTileRows; ++i) {
      const float* a_i =
          kApart ? a_rows[i / 3] + i % 3 * a.lane : a_rows[0] + i;
      const __m512 factor = _mm512_set1_ps(*a_i);
      left[i] = _mm512_fmadd_ps(factor, b_left, left[i]);
      right[i] = _mm512_fmadd_ps(factor, b_right, right[i]);
    }
#pragma GCC unroll 14
    for (int i = 0; i < kPointers; ++i) a_rows[i] += a.step;
    b_row += b.step;
  }
#pragma GCC unroll 14
  for (int i = 0; i < kTileRows; ++i) {
    float* row = c + i * stride;
    if (add) {
      left[i] = _mm512_add_ps(_mm512_loadu_ps(row), left[i]);
      right[i] = _mm512_add_ps(_mm512_loadu_ps(row + kLanes), right[i]);
    }
    _mm512_storeu_ps(row, left[i]);
    _mm512_storeu_ps(row + kLanes, right[i]);
  }
}

struct SideBySide {
  template <int kTileRows>
  static constexpr GemmTile Tile = Run<kTileRows, false>;
};
struct Apart {
  template <int kTileRows>
  static constexpr GemmTile Tile = Run<kTileRows, true>;
};

}  // namespace

const GemmKernel kGemmAvx512 = {"avx512", kRows, kCols,
                                kGemmTiles<SideBySide, kRows>.data(),
                                kGemmTiles<Apart, kRows>.data()};

}  // namespace wbm::kernels
