// A tile of 6 x 16: 12 accumulators of the 16 registers.
#include <immintrin.h>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 6;
constexpr int kCols = 16;
constexpr int kLanes = 8;

// With kApart, A is read through a pointer to every third row, which leaves
// few enough of them for the registers; the rows between are at one and two
// strides from there.
template <int kTileRows, bool kApart>
[[gnu::target("avx2,fma")]] void Run(std::ptrdiff_t depth, const Panel& a,
                                     const Panel& b, float* c,
                                     std::ptrdiff_t stride, bool add) {
  constexpr int kPointers = kApart ? (kTileRows + 2) / 3 : 1;
  const float* a_rows[kPointers];
  __m256 left[kTileRows];
  __m256 right[kTileRows];
#pragma GCC unroll 14
  for (int i = 0; i < kPointers; ++i) a_rows[i] = a.data + 3 * i * a.lane;
#pragma GCC unroll 14
  for (int i = 0; i < kTileRows; ++i) {
    left[i] = _mm256_setzero_ps();
    right[i] = _mm256_setzero_ps();
  }
  const float* b_row = b.data;
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    const __m256 b_left = _mm256_loadu_ps(b_row);
    const __m256 b_right = _mm256_loadu_ps(b_row + kLanes);
#pragma GCC unroll 14
    for (int i = 0; i < kTileRows; ++i) {
      const float* a_i =
          kApart ? a_rows[i / 3] + i % 3 * a.lane : a_rows[0] + i;
      const __m256 factor = _mm256_broadcast_ss(a_i);
      left[i] = _mm256_fmadd_ps(factor, b_left, left[i]);
      right[i] = _mm256_fmadd_ps(factor, b_right, right[i]);
    }
#pragma GCC unroll 14
    for (int i = 0; i < kPointers; ++i) a_rows[i] += a.step;
    b_row += b.step;
  }
#pragma GCC unroll 14
  for (int i = 0; i < kTileRows; ++i) {
    float* row = c + i * stride;
    if (add) {
      left[i] = _mm256_add_ps(_mm256_loadu_ps(row), left[i]);
      right[i] = _mm256_add_ps(_mm256_loadu_ps(row + kLanes), right[i]);
    }
    _mm256_storeu_ps(row, left[i]);
    _mm256_storeu_ps(row + kLanes, right[i]);
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

const GemmKernel kGemmAvx2 = {"avx2", kRows, kCols,
                              kGemmTiles<SideBySide, kRows>.data(),
                              kGemmTiles<Apart, kRows>.data()};

}  // namespace wbm::kernels
