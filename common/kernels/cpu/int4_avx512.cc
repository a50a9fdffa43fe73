#if defined(__x86_64__)

#include "common/kernels/cpu/int4_versions.h"
#include "common/kernels/cpu/x86.h"

namespace wbm::kernels {
namespace {

using quant::NibbleOrder;

// 32 words low + 16 * high, cut to bytes in order.
WBM_AVX512 inline __m256i PackPairs(__m512i codes, bool low_first) {
  const __m512i nibbles = _mm512_and_si512(codes, _mm512_set1_epi8(15));
  return _mm512_cvtepi16_epi8(_mm512_maddubs_epi16(
      nibbles, _mm512_set1_epi16(low_first ? 0x1001 : 0x0110)));
}

// Two blocks of 32 codes, the second 16 in the high nibbles.
WBM_AVX512 inline __m256i PackHalves(__m512i codes) {
  const __m512i halves = _mm512_shuffle_i64x2(codes, codes, 0b11011000);
  const __m512i nibbles = _mm512_and_si512(halves, _mm512_set1_epi8(15));
  const __m256i low = _mm512_castsi512_si256(nibbles);
  const __m256i high = _mm512_extracti64x4_epi64(nibbles, 1);
  return _mm256_or_si256(low, _mm256_slli_epi16(high, 4));
}

// (nibble ^ 8) - 8 extends the sign.
WBM_AVX512 inline __m512i Extend(__m512i nibbles) {
  const __m512i eight = _mm512_set1_epi8(8);
  const __m512i low = _mm512_and_si512(nibbles, _mm512_set1_epi8(15));
  return _mm512_sub_epi8(_mm512_xor_si512(low, eight), eight);
}

// Each byte becomes a word; the low nibble stays, or goes up.
WBM_AVX512 inline __m512i UnpackPairs(__m256i packed, bool low_first) {
  const __m512i words = _mm512_cvtepu8_epi16(packed);
  const __m512i up = _mm512_slli_epi16(words, low_first ? 4 : 8);
  const __m512i stay = low_first ? words : _mm512_srli_epi16(words, 4);
  return Extend(_mm512_mask_mov_epi8(stay, 0xaaaaaaaaaaaaaaaaull, up));
}

WBM_AVX512 inline __m512i UnpackHalves(__m256i packed) {
  const __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(packed),
                                          _mm256_srli_epi16(packed, 4), 1);
  return Extend(_mm512_shuffle_i64x2(both, both, 0b11011000));
}

}  // namespace

WBM_AVX512 void PackInt4BlocksAvx512(const std::int8_t* codes,
                                     NibbleOrder order, std::uint8_t* bytes,
                                     std::size_t blocks) {
  const bool low_first = order == NibbleOrder::kPairLowFirst;
  for (; blocks > 0; --blocks, codes += 64, bytes += 32) {
    const __m512i all = _mm512_loadu_si512(codes);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(bytes),
                        order == NibbleOrder::kSplitHalves32
                            ? PackHalves(all)
                            : PackPairs(all, low_first));
  }
}

WBM_AVX512 void UnpackInt4BlocksAvx512(const std::uint8_t* bytes,
                                       NibbleOrder order, std::int8_t* codes,
                                       std::size_t blocks) {
  const bool low_first = order == NibbleOrder::kPairLowFirst;
  for (; blocks > 0; --blocks, codes += 64, bytes += 32) {
    const __m256i packed =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    _mm512_storeu_si512(codes, order == NibbleOrder::kSplitHalves32
                                   ? UnpackHalves(packed)
                                   : UnpackPairs(packed, low_first));
  }
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
