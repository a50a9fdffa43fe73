#if defined(__x86_64__)

#include <algorithm>
#include <cstring>
#include <vector>

#include "common/kernels/cpu/w4a16_gemv_versions.h"
#include "common/kernels/cpu/x86.h"

namespace wbm::kernels {
namespace {

using formats::float16;

WBM_AVX2 std::vector<float> Widen(std::span<const float16> x) {
  std::vector<float> wide(x.size());
  for (std::size_t i = 0; i < x.size(); i += 8) {
    _mm256_storeu_ps(&wide[i], _mm256_cvtph_ps(_mm_loadu_si128(
                                   reinterpret_cast<const __m128i*>(&x[i]))));
  }
  return wide;
}

// Eight weights from four bytes: each lane shifts its nibble to the top, then
// back with its sign.
WBM_AVX2 inline __m256 Weights(const std::uint8_t* bytes) {
  std::int32_t word;
  std::memcpy(&word, bytes, sizeof word);
  const __m256i top = _mm256_sllv_epi32(
      _mm256_set1_epi32(word), _mm256_setr_epi32(28, 24, 20, 16, 12, 8, 4, 0));
  return _mm256_cvtepi32_ps(_mm256_srai_epi32(top, 28));
}

struct Lanes {
  __m256 low, high;
};

WBM_AVX2 inline Lanes GroupTimes(const std::uint8_t* bytes, const float* x,
                                 std::size_t size) {
  Lanes part = {_mm256_setzero_ps(), _mm256_setzero_ps()};
  for (std::size_t i = 0; i < size; i += 16) {
    part.low = _mm256_fmadd_ps(Weights(bytes + i / 2), _mm256_loadu_ps(x + i),
                               part.low);
    part.high = _mm256_fmadd_ps(Weights(bytes + i / 2 + 4),
                                _mm256_loadu_ps(x + i + 8), part.high);
  }
  return part;
}

WBM_AVX2 float RowTimes(const std::uint8_t* row, const float16* scales,
                        const float* x, std::size_t cols,
                        std::size_t group_size) {
  Lanes total = {_mm256_setzero_ps(), _mm256_setzero_ps()};
  for (std::size_t begin = 0; begin < cols; begin += group_size) {
    const std::size_t size = std::min(group_size, cols - begin);
    const Lanes part = GroupTimes(row + begin / 2, x + begin, size);
    const __m256 scale = _mm256_set1_ps(_cvtsh_ss((scales++)->bits));
    total.low = _mm256_add_ps(total.low, _mm256_mul_ps(scale, part.low));
    total.high = _mm256_add_ps(total.high, _mm256_mul_ps(scale, part.high));
  }
  alignas(32) float lanes[16];
  _mm256_store_ps(lanes, total.low);
  _mm256_store_ps(lanes + 8, total.high);
  return quant::SumOfLanes(lanes);
}

}  // namespace

WBM_AVX2 void W4GemvAvx2(const quant::W4Matrix& w, std::span<const float16> x,
                         std::span<float> y) {
  const std::vector<float> wide = Widen(x);
  for (std::size_t row = 0; row < w.shape.rows; ++row) {
    y[row] = RowTimes(w.packed.data() + row * w.RowBytes(),
                      w.scales.data() + row * w.GroupsPerRow(), wide.data(),
                      w.shape.cols, w.group_size);
  }
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
