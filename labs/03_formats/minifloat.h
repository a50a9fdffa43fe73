// The contract of lab 03: any small floating-point format, read and written.
//
// A code is laid out sign · exponent field E · fraction field F, the most
// significant bit first. With m = mantissa_bits, a code that is neither an
// infinity nor a NaN stands for
//
//     E > 0   ± (1 + F / 2^m) · 2^(E - bias)      normal: 1 is hidden     (1)
//     E = 0   ± (    F / 2^m) · 2^(1 - bias)      subnormal, and zero     (2)
//
// so a format is no more than a few numbers. You write the functions below in
// minifloat.cc, once for all formats; the experiment then does this:
//
//     Facts facts = FactsOf(kFloat8E4M3Fn);            // max_finite: 448
//     std::uint32_t code = Encode(0.1f, kFloat8E4M3Fn, Overflow::kSaturate);
//     double back = Decode(code, kFloat8E4M3Fn);       // 0.1015625
//
// Sources: IEEE 754-2019, 3.3-3.4 and 4.3.1; P. Micikevicius et al., "FP8
// Formats for Deep Learning", arXiv 2209.05433 (E4M3, E5M2); OCP 8-bit
// Floating Point Specification (OFP8) 1.0. Names follow ml_dtypes and MLIR.
#pragma once

#include <cstdint>
#include <vector>

namespace formats_lab {

// Which codes are no numbers.
enum class Specials : std::int32_t {
  kIeee = 0,     // E all ones: F = 0 is an infinity, any other F is a NaN
  kAllOnes = 1,  // E and F all ones: NaN. No infinities ("fn": finite, NaN)
};

struct Format {
  std::int32_t exponent_bits = 8;
  std::int32_t mantissa_bits = 23;  // as stored, without the hidden bit
  std::int32_t bias = 127;
  Specials specials = Specials::kIeee;

  friend bool operator==(const Format&, const Format&) = default;
};

inline constexpr Format kFloat64{11, 52, 1023};
inline constexpr Format kFloat32{8, 23, 127};
inline constexpr Format kTf32{8, 10, 127};
inline constexpr Format kBFloat16{8, 7, 127};
inline constexpr Format kFloat16{5, 10, 15};
inline constexpr Format kFloat8E5M2{5, 2, 15};
inline constexpr Format kFloat8E4M3Fn{4, 3, 7, Specials::kAllOnes};
// What E4M3 would be by IEEE's rules. Nobody trains with it; it shows what
// "fn" has bought.
inline constexpr Format kFloat8E4M3{4, 3, 7, Specials::kIeee};

// Rules for every function here:
//   * A code stands right-aligned in its integer; the bits above it are 0.
//   * Any format may come, not only those with a name: 2 <= exponent_bits <= 8,
//     1 <= mantissa_bits <= 23, and a range within float32's (1 - bias >= -126,
//     max_exponent <= 127). FactsOf takes kFloat64 besides.
//   * Results are exact unless it says "rounded". A double holds every number
//     of every such format, so nothing is lost in one.

// Task 3.1. The number that `code` stands for, by equations (1) and (2).
//   * Minus zero is -0.0. Infinities keep their sign. A NaN is any NaN.
// std::ldexp(x, n) is x · 2^n, exactly.
double Decode(std::uint32_t code, Format format);

// What a table of formats says about one of them. Its magnitudes are positive.
struct Facts {
  std::int32_t bits = 0;            // of a code, with the sign
  std::int32_t storage_bytes = 0;   // what memory needs for one: 1, 2, 4 or 8
  std::int32_t precision_bits = 0;  // p, with the hidden bit
  std::int32_t min_exponent = 0;    // e of the least normal number, 2^e
  std::int32_t max_exponent = 0;  // e of the greatest number: in [2^e, 2^(e+1))
  double max_finite = 0;
  double min_normal = 0;
  double max_subnormal = 0;
  double min_subnormal = 0;

  double epsilon = 0;        // from 1 to the next number
  double unit_roundoff = 0;  // half of it: relative error of rounding, at most

  // Where encoding to nearest leaves the format at either end. The middle
  // between max_finite and the number that would follow it, did the numbers go
  // on: beyond it encoding overflows. (On it, the tie goes to the even
  // neighbour.) +infinity for kFloat64: no double holds the middle.
  double overflow_above = 0;
  // The greatest magnitude that encodes to zero: half of min_subnormal, whose
  // tie goes to zero. 0 for kFloat64, for the same reason.
  double zero_up_to = 0;

  std::int32_t digits10 = 0;  // decimal digits that always survive:
                              // floor((p - 1) · log10 2)
  double decimal_digits = 0;  // p · log10 2, rounded
};

// Task 3.2. The facts, from the four numbers of the format.
Facts FactsOf(Format format);

// Task 3.3. Every finite number v of the format with low <= v < high, each
// once, in ascending order. The two zeros are one number; give it as +0.0.
//   * Empty when low >= high or when one of them is NaN. Infinite bounds are
//     fine: -infinity, infinity ask for all numbers.
//   * Precondition: a code has at most 19 bits (tf32), so they can be counted
//     through.
std::vector<double> FiniteValues(Format format, double low, double high);

// How the 2^bits codes of a format divide up, both signs together.
struct CodeCounts {
  std::int64_t zeros = 0;
  std::int64_t subnormals = 0;
  std::int64_t normals = 0;
  std::int64_t infinities = 0;
  std::int64_t nans = 0;

  friend bool operator==(const CodeCounts&, const CodeCounts&) = default;
};

// Task 3.3. Any format up to 32 bits.
CodeCounts CountCodes(Format format);

// Task 3.4. The integer nearest to n / 2^shift; a tie goes to the even one
// (IEEE 754 roundTiesToEven). This is all the rounding there is in a format
// conversion: n is a significand, and `shift` says how many of its last bits
// have no place any more.
//   * 0 <= shift, of any size: from shift = 33 on the result is 0. Shifting a
//     32-bit integer by 32 or more is undefined behaviour in C++ (an x86 shifts
//     by shift % 32): decide before you shift.
std::uint32_t RoundShift(std::uint32_t n, std::int32_t shift);

// What becomes of a value beyond overflow_above.
enum class Overflow : std::int32_t {
  kSaturate = 0,  // max_finite, with the value's sign. Infinities as well
  kInfinity = 1,  // an infinity with the value's sign; in a format that has
                  // none ("fn"), its NaN with the value's sign. Infinities too
};

// Task 3.5. The code of the number nearest to x; a tie goes to the neighbour
// whose code is even. One rounding, from the exact x.
//   * Subnormals are numbers like any other, in x and in the format: nothing is
//     flushed to zero.
//   * The sign stays, also that of zero.
//   * Overflow is decided after rounding: what rounds to max_finite has not
//     overflowed. See Overflow.
//   * A NaN becomes a NaN with the same sign, whatever the policy: in kIeee
//     formats the one whose fraction is 100…0 (a quiet NaN; x's payload is not
//     kept), in kAllOnes formats the only one there is.
std::uint32_t Encode(float x, Format format, Overflow overflow);

// Task 3.6. bfloat16 and tf32 have the exponent of float32, so that a float32
// needs no unpacking: its bits are moved, and one integer addition rounds.
// The results are those of Encode with Overflow::kInfinity, and of Decode.
std::uint16_t EncodeBFloat16(float x);
float DecodeBFloat16(std::uint16_t code);
// tf32 has no storage of its own. It is a float32 register whose last 13 bits
// are zero: the nearest tf32 number, as a float32. NaN: 0x7fc00000 or, with its
// sign, 0xffc00000.
float RoundToTf32(float x);

// Task 3.7. The other three, each with the overflow that it is used with:
// float16 and E5M2 (gradients, where a loss scaler wants to see an overflow) to
// infinity; E4M3 (weights and activations) saturating.
std::uint16_t EncodeFloat16(float x);
float DecodeFloat16(std::uint16_t code);
std::uint8_t EncodeFloat8E4M3Fn(float x);
float DecodeFloat8E4M3Fn(std::uint8_t code);
std::uint8_t EncodeFloat8E5M2(float x);
float DecodeFloat8E5M2(std::uint8_t code);

}  // namespace formats_lab
