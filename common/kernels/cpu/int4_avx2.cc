#if defined(__x86_64__)

#include "common/kernels/cpu/int4_versions.h"
#include "common/kernels/cpu/x86.h"

namespace wbm::kernels {
namespace {

using quant::NibbleOrder;

WBM_AVX2 inline __m256i Load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}
WBM_AVX2 inline void Store(void* to, __m256i v) {
  _mm256_storeu_si256(static_cast<__m256i*>(to), v);
}

// Words low + 16 * high of 16 pairs, as 16-bit numbers below 256.
WBM_AVX2 inline __m256i PairsToWords(__m256i codes, bool low_first) {
  const __m256i nibbles = _mm256_and_si256(codes, _mm256_set1_epi8(15));
  return _mm256_maddubs_epi16(nibbles,
                              _mm256_set1_epi16(low_first ? 0x1001 : 0x0110));
}

// 64 codes as neighbours. The pack works within halves; put them in order.
WBM_AVX2 inline __m256i PackPairs(__m256i a, __m256i b, bool low_first) {
  const __m256i packed = _mm256_packus_epi16(PairsToWords(a, low_first),
                                             PairsToWords(b, low_first));
  return _mm256_permute4x64_epi64(packed, 0b11011000);
}

// Two blocks of 32 codes, the second 16 in the high nibbles.
WBM_AVX2 inline __m256i PackHalves(__m256i a, __m256i b) {
  const __m256i low = _mm256_permute2x128_si256(a, b, 0x20);
  const __m256i high = _mm256_permute2x128_si256(a, b, 0x31);
  const __m256i nibble = _mm256_set1_epi8(15);
  return _mm256_or_si256(_mm256_and_si256(low, nibble),
                         _mm256_slli_epi16(_mm256_and_si256(high, nibble), 4));
}

// (nibble ^ 8) - 8 extends the sign.
WBM_AVX2 inline __m256i Extend(__m256i nibbles) {
  const __m256i eight = _mm256_set1_epi8(8);
  const __m256i low = _mm256_and_si256(nibbles, _mm256_set1_epi8(15));
  return _mm256_sub_epi8(_mm256_xor_si256(low, eight), eight);
}

WBM_AVX2 inline void StorePairs(__m256i first, __m256i second,
                                std::int8_t* codes) {
  const __m256i even = _mm256_unpacklo_epi8(first, second);
  const __m256i odd = _mm256_unpackhi_epi8(first, second);
  Store(codes, _mm256_permute2x128_si256(even, odd, 0x20));
  Store(codes + 32, _mm256_permute2x128_si256(even, odd, 0x31));
}

}  // namespace

WBM_AVX2 void PackInt4BlocksAvx2(const std::int8_t* codes, NibbleOrder order,
                                 std::uint8_t* bytes, std::size_t blocks) {
  const bool low_first = order == NibbleOrder::kPairLowFirst;
  for (; blocks > 0; --blocks, codes += 64, bytes += 32) {
    const __m256i a = Load(codes);
    const __m256i b = Load(codes + 32);
    Store(bytes, order == NibbleOrder::kSplitHalves32
                     ? PackHalves(a, b)
                     : PackPairs(a, b, low_first));
  }
}

WBM_AVX2 void UnpackInt4BlocksAvx2(const std::uint8_t* bytes, NibbleOrder order,
                                   std::int8_t* codes, std::size_t blocks) {
  for (; blocks > 0; --blocks, codes += 64, bytes += 32) {
    const __m256i packed = Load(bytes);
    const __m256i low = Extend(packed);
    const __m256i high = Extend(_mm256_srli_epi16(packed, 4));
    if (order == NibbleOrder::kSplitHalves32) {
      Store(codes, _mm256_permute2x128_si256(low, high, 0x20));
      Store(codes + 32, _mm256_permute2x128_si256(low, high, 0x31));
    } else if (order == NibbleOrder::kPairLowFirst) {
      StorePairs(low, high, codes);
    } else {
      StorePairs(high, low, codes);
    }
  }
}

}  // namespace wbm::kernels

#endif  // defined(__x86_64__)
