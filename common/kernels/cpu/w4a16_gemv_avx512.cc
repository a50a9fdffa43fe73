#if defined(__x86_64__)

#include <algorithm>
#include <cstring>
#include <vector>

#include "common/kernels/cpu/w4a16_gemv_versions.h"
#include "common/kernels/cpu/x86.h"

namespace wbm::kernels {
namespace {

using formats::float16;

WBM_AVX512 std::vector<float> Widen(std::span<const float16> x) {
  std::vector<float> wide(x.size());
  for (std::size_t i = 0; i < x.size(); i += 16) {
    _mm512_storeu_ps(&wide[i], _mm512_cvtph_ps(_mm256_loadu_si256(
                                   reinterpret_cast<const __m256i*>(&x[i]))));
  }
  return wide;
}

// Sixteen weights from eight bytes: each lane shifts its nibble to the bottom
// and looks its number up. The permutation reads four bits of a lane alone.
WBM_AVX512 inline __m512 Weights(const std::uint8_t* bytes) {
  const __m512i halves = _mm512_permutexvar_epi32(
      _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1),
      _mm512_castsi128_si512(
          _mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes))));
  const __m512i nibbles =
      _mm512_srlv_epi32(halves, _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28,
                                                  0, 4, 8, 12, 16, 20, 24, 28));
  const __m512 numbers =
      _mm512_setr_ps(0, 1, 2, 3, 4, 5, 6, 7, -8, -7, -6, -5, -4, -3, -2, -1);
  return _mm512_permutexvar_ps(nibbles, numbers);
}

// kRows rows at a time: a row alone would wait for each of its sums.
template <std::size_t kRows>
WBM_AVX512 void RowsTimes(const quant::W4Matrix& w, std::size_t first,
                          const float* x, float* y) {
  const std::uint8_t* rows = w.packed.data() + first * w.RowBytes();
  const float16* scales = w.scales.data() + first * w.GroupsPerRow();
  __m512 total[kRows] = {};
  for (std::size_t begin = 0; begin < w.shape.cols; begin += w.group_size) {
    const std::size_t end = std::min(begin + w.group_size, w.shape.cols);
    __m512 part[kRows] = {};
    for (std::size_t col = begin; col < end; col += 16) {
      const __m512 activations = _mm512_loadu_ps(x + col);
#pragma GCC unroll 4
      for (std::size_t r = 0; r < kRows; ++r) {
        const std::uint8_t* bytes = rows + r * w.RowBytes() + col / 2;
        part[r] = _mm512_fmadd_ps(Weights(bytes), activations, part[r]);
      }
    }
#pragma GCC unroll 4
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m512 scale =
          _mm512_set1_ps(_cvtsh_ss(scales[r * w.GroupsPerRow()].bits));
      total[r] = _mm512_add_ps(total[r], _mm512_mul_ps(scale, part[r]));
    }
    ++scales;
  }
#pragma GCC unroll 4
  for (std::size_t r = 0; r < kRows; ++r) {
    alignas(64) float lanes[16];
    _mm512_store_ps(lanes, total[r]);
    y[r] = quant::SumOfLanes(lanes);
  }
}

}  // namespace

WBM_AVX512 void W4GemvAvx512(const quant::W4Matrix& w,
                             std::span<const float16> x, std::span<float> y) {
  const std::vector<float> wide = Widen(x);
  std::size_t row = 0;
  for (; row + 4 <= w.shape.rows; row += 4) {
    RowsTimes<4>(w, row, wide.data(), &y[row]);
  }
  for (; row < w.shape.rows; ++row) {
    RowsTimes<1>(w, row, wide.data(), &y[row]);
  }
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
