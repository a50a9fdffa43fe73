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

WBM_AVX512 float RowTimes(const std::uint8_t* row, const float16* scales,
                          const float* x, std::size_t cols,
                          std::size_t group_size) {
  __m512 total = _mm512_setzero_ps();
  for (std::size_t begin = 0; begin < cols; begin += group_size) {
    const std::size_t end = std::min(begin + group_size, cols);
    __m512 part = _mm512_setzero_ps();
    for (std::size_t col = begin; col < end; col += 16) {
      part = _mm512_fmadd_ps(Weights(row + col / 2), _mm512_loadu_ps(x + col),
                             part);
    }
    const __m512 scale = _mm512_set1_ps(_cvtsh_ss((scales++)->bits));
    total = _mm512_add_ps(total, _mm512_mul_ps(scale, part));
  }
  alignas(64) float lanes[16];
  _mm512_store_ps(lanes, total);
  return quant::SumOfLanes(lanes);
}

}  // namespace

WBM_AVX512 void W4GemvAvx512(const quant::W4Matrix& w,
                             std::span<const float16> x, std::span<float> y) {
  const std::vector<float> wide = Widen(x);
  for (std::size_t row = 0; row < w.shape.rows; ++row) {
    y[row] = RowTimes(w.packed.data() + row * w.RowBytes(),
                      w.scales.data() + row * w.GroupsPerRow(), wide.data(),
                      w.shape.cols, w.group_size);
  }
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
