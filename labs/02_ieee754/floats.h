// The contract of lab 02: what each bit of a float does.
//
// A binary float is three fields, side by side: sign s, exponent field E and
// fraction field F. In all but two rows of E they stand for
//
//     x = (-1)^s * 1.F * 2^(E - bias)                                     (1)
//
// and those two rows, E all zeros and E all ones, hold everything that makes
// floats interesting: zeros, subnormals, infinities, NaNs. You write the
// functions below in floats.cc, for three formats at once:
//
//     Split({0x40490FDB, Format::kFloat32})  -> sign 0, exponent 128,
//                                               fraction 0x490FDB
//     Decode({0x4248, Format::kFloat16}).value             -> 3.140625
//     Encode({-13.625, Format::kFloat32})                  -> 0xC15A0000
//     Ulp({0x3F80, Format::kBfloat16})                     -> 0.0078125
//
// Rules for every function here:
//   * A code is held in the low bits of a uint32; the bits above the format's
//     width are zero, and you may rely on that.
//   * Values are double, which holds every value of the three formats exactly:
//     nothing here may round, except where a task says so (2.8, 2.9, 2.11).
//   * The floating-point modes of the processor are left as they were found.
//
// Source: IEEE Std 754-2019, 3.4 (encodings), 4.3.1 (ties to even), 5.3.1
// (nextUp), 9.6 (maximum). bfloat16 is float32 without its last 16 bits.
#pragma once

#include <xmmintrin.h>  // _mm_getcsr and _mm_setcsr, for task 2.11

#include <cstdint>
#include <optional>
#include <span>

namespace ieee_lab {

enum class Format : std::int32_t { kFloat32, kFloat16, kBfloat16 };

// Bits, and the format by which they are to be read.
struct Code {
  std::uint32_t bits = 0;
  Format format = Format::kFloat32;
};

// ---- Block A: take it apart.

// How a format spends its bits: 1 + exponent_bits + fraction_bits.
struct Layout {
  std::int32_t bits = 0;
  std::int32_t exponent_bits = 0;
  std::int32_t fraction_bits = 0;
  std::int32_t bias = 0;  // 2^(exponent_bits - 1) - 1
};

// Task 2.1. float32 is 1 + 8 + 23, float16 1 + 5 + 10, bfloat16 1 + 8 + 7.
Layout LayoutOf(Format format);

// The three fields as unsigned integers, each moved to the low end.
struct Fields {
  std::uint32_t sign = 0;      // 0 or 1
  std::uint32_t exponent = 0;  // E: as stored, the bias not taken off
  std::uint32_t fraction = 0;  // F
};

// Task 2.2. Cuts a code into its fields, from the highest bit: sign, exponent,
// fraction.
Fields Split(Code code);

enum class Kind : std::int32_t {
  kZero,       // E = 0, F = 0, with either sign
  kSubnormal,  // E = 0, F not 0
  kNormal,     // every other E
  kInfinity,   // E all ones, F = 0
  kNan,        // E all ones, F not 0
};

// Task 2.3. Which of the five a code is.
Kind Classify(Code code);

// What a code means.
struct Decoded {
  Kind kind = Kind::kZero;

  // Of a normal number E - bias. Of a subnormal one 1 - bias, the same as the
  // least normal's (-126 in float32), and not 0 - bias. 0 for the other kinds.
  std::int32_t exponent = 0;

  // Of a normal number 1.F, in [1, 2). A subnormal one has no implicit one: its
  // significand is 0.F, in (0, 1). 0 for the other kinds.
  double significand = 0;

  // (-1)^s * significand * 2^exponent, exactly; zeros and infinities with
  // their sign; NaN (any) for a NaN.
  double value = 0;
};

// Task 2.4. Reads a code by equation (1) and by what Decoded says of the rest.
Decoded Decode(Code code);

// ---- Block B: put it together, and walk along the line.

// A real number, and the format in which a code is wanted for it.
struct Real {
  double value = 0;
  Format format = Format::kFloat32;
};

// Task 2.5. The code whose value is *exactly* x.value, or nothing when there is
// none: 0.1 has no code in any format, 65536 none in float16, 2^-150 none in
// float32. (What to do with those is rounding, and lab 03.)
//   * -0.0 has a code of its own; so has each infinity.
//   * Any NaN gets the quiet NaN with sign 0 and of F only the highest bit set:
//     0x7FC00000, 0x7E00, 0x7FC0.
std::optional<std::uint32_t> Encode(Real x);

// Task 2.6. One unit in the last place: what |x| grows by when F grows by one.
// 2^(exponent - fraction_bits) for normal and subnormal numbers; for a zero the
// least subnormal. NaN for infinities and NaNs.
double Ulp(Code code);

// Task 2.6. The bits of the next number above, as IEEE 754's nextUp:
//   * from either zero: the least positive subnormal;
//   * from the least negative subnormal: -0;
//   * from the largest finite number: infinity; from -infinity: the most
//     negative finite number;
//   * +infinity and NaNs stay as they are, bit for bit.
std::uint32_t NextUp(Code code);

struct Facts {
  double epsilon = 0;        // distance from 1 to the next number above
  double unit_roundoff = 0;  // half of it: the most that rounding to nearest
                             // can cost, relative to a normal number
  double max_finite = 0;
  double min_normal = 0;     // least positive normal number
  double min_subnormal = 0;  // least positive number
  // Every decimal number of so many significant digits (and within range)
  // survives the way to the format and back: floor(fraction_bits * log10(2)).
  // C++ calls it digits10.
  std::int32_t decimal_digits = 0;
};

// Task 2.7. What the layout alone decides.
Facts FactsOf(Format format);

// ---- Block C: arithmetic that loses things.

// When does an update vanish?
struct Absorption {
  // Updates smaller than this leave the weight as it was, larger ones move it.
  double threshold = 0;
  // An update of exactly `threshold` ends half-way between two numbers and goes
  // to the even one. Is that the weight?
  bool tie_absorbed = false;
};

// Task 2.8. Half the distance to the neighbour on the side to which the update
// moves: away from zero when `growing`, towards zero when not. At a power of
// two the two sides differ, for the numbers below it lie twice as close (but
// not at the least normal number: subnormals are no closer). Beyond the largest
// finite number the next one would be the next power of two.
// Refuses (std::nullopt) zeros, infinities and NaNs.
std::optional<Absorption> AbsorptionOf(Code weight, bool growing);

// Task 2.8. The same, measured: the largest float32 d >= 0 that float32
// arithmetic absorbs,
//
//     weight + d == weight      or, towards zero,      weight - d == weight
//
// (for a negative weight with the signs of d exchanged). Find it by bisection
// with real additions, not from a formula: for non-negative floats, the order
// of the values is the order of their bits read as integers.
// Precondition: the weight is finite and not zero.
float LargestAbsorbed(float weight, bool growing);

// Two partners for a given number.
struct Partners {
  float b = 0;
  float c = 0;
};

// Task 2.9. Floating-point addition is not associative. Given a, give b and c,
// c not 0, such that in float32
//
//     (a + b) + c == c      and      a + (b + c) == 0.
//
// Precondition: 2^-100 <= |a| <= 2^100.
Partners NonAssociative(float a);

// Task 2.10. The largest element, as IEEE 754's `maximum`: a NaN anywhere makes
// the result NaN, and +0 is larger than -0. (std::max, std::fmax and every
// plain comparison lose a NaN, at least in one order of the arguments.) The
// maximum of nothing is -infinity.
float Maximum(std::span<const float> x);

// Two bits of the processor's control word MXCSR.
struct UnderflowMode {
  bool flush_to_zero = false;       // FTZ, 0x8000: a subnormal result becomes 0
  bool denormals_are_zero = false;  // DAZ, 0x0040: a subnormal operand counts
                                    // as 0
};

// What float32 arithmetic did with subnormals.
struct Probe {
  float half_of_least_normal = 0;  // 2^-126 / 2
  float subnormal_times_one = 0;   // 2^-149 * 1
  float subnormal_times_2_24 = 0;  // 2^-149 * 2^24, a normal number
  bool subnormal_is_zero = false;  // 2^-149 == 0
};

// Task 2.11. Sets the mode, lets the processor compute the four, and puts MXCSR
// back as it was: the mode belongs to the thread, and everything that runs
// after you would compute by it. _mm_getcsr() reads MXCSR, _mm_setcsr() writes
// it. The compiler likes to compute constants itself, by its own rules; an
// operand that is `volatile` it must leave to the processor.
Probe ProbeSubnormals(UnderflowMode mode);

}  // namespace ieee_lab
