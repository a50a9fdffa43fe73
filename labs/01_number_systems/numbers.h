// The contract of lab 01: what a row of digits means.
//
// Bits mean nothing by themselves. The same eight, 1111 1111, are 255, or -1,
// or -1/16: it depends on the rule by which they are read. You write three such
// rules in numbers.cc, each in both directions:
//
//     ToBase(42, 2)                            -> "101010"
//     EncodeTwos({.value = -42, .bits = 8})    -> 0xD6 = 1101 0110
//     EncodeQ(2.75, {3, 4})                    -> 44   = 0|010.1100
//
// Rules for every function here:
//   * A function that cannot answer says so: it returns std::nullopt (it
//     "refuses"), never a plausible wrong number. An answer is returned as it
//     is: `return 'A';` works for std::optional<char>.
//   * All arithmetic is exact but for one rounding, which task 1.10 names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bits_lab {

// ---- Block A: positions. A digit d at position i in base b adds d * b^i.

// Task 1.1. The character that stands for a digit: '0'…'9' for 0…9, 'A'…'F' for
// 10…15. Refuses every other value.
std::optional<char> Digit(std::int32_t value);

// Task 1.2. n in the given base: capital letters, no leading zeros; zero is
// "0". Refuses a base outside 2…16.
std::optional<std::string> ToBase(std::uint64_t n, std::int32_t base);

// Task 1.3. The number that the digits stand for. Capital and small letters are
// alike, leading zeros are allowed. Refuses
//   * a base outside 2…16,
//   * an empty string, and any character that is no digit of the base ('2' in
//     base 2; signs, spaces and "0x" are no digits at all),
//   * a number beyond 2^64 - 1.
std::optional<std::uint64_t> FromBase(const std::string& digits,
                                      std::int32_t base);

// One digit's part in a number.
struct Term {
  char digit = '0';           // as task 1.1 writes it
  std::int32_t position = 0;  // 0 for the last digit, 1 for the one before it
  std::uint64_t value = 0;    // digit * base^position
};

// Task 1.4. The parts whose sum is n, as one reads them: highest position
// first. Digits that are zero add nothing and are left out, so zero has no
// terms.
//     Breakdown(42, 10)  ->  {'4', 1, 40}, {'2', 0, 2}
// Refuses a base outside 2…16.
std::optional<std::vector<Term>> Breakdown(std::uint64_t n, std::int32_t base);

// ---- Block B: two's complement. The first of n bits weighs -2^(n-1); the
// others weigh what they always do.

// What n bits can count.
struct IntegerRange {
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t levels = 0;  // how many different numbers: 2^bits
};

// Task 1.5. The range of an integer of 1…32 bits: from -2^(bits-1) to
// 2^(bits-1) - 1 when signed, from 0 to 2^bits - 1 when not. Refuses any other
// width.
std::optional<IntegerRange> RangeOf(std::int32_t bits, bool is_signed);

// A number, and how many bits it is to be written in.
struct Number {
  std::int64_t value = 0;
  std::int32_t bits = 8;
};

// Task 1.6. The bits of a signed number in two's complement, in the low
// `number.bits` bits of the result; the bits above are zero.
//     EncodeTwos({.value = -1, .bits = 4})  ->  0xF
// Refuses a width outside 1…32 and a value outside RangeOf(bits, true): 128 has
// no code of 8 bits, and the code of -128 is no substitute.
std::optional<std::uint32_t> EncodeTwos(Number number);

// Bits, and how many of them count.
struct Pattern {
  std::uint32_t code = 0;
  std::int32_t bits = 8;
};

// Task 1.7. The signed number that a pattern stands for in two's complement.
//     DecodeTwos({.code = 0xF, .bits = 4})  ->  -1
//     DecodeTwos({.code = 0xF, .bits = 8})  ->  15
// Refuses a width outside 1…32 and a code with a bit set above the width.
std::optional<std::int64_t> DecodeTwos(Pattern pattern);

// Task 1.8. The pattern of the negative number: flip each of the `bits` bits,
// add one, and drop what is carried out of the width. Refuses what task 1.7
// refuses.
std::optional<std::uint32_t> Negate(Pattern pattern);

// ---- Block C: fixed point. An integer that counts steps of 2^-n.

// Qm.n: one sign bit, m integer bits, n fraction bits, in two's complement.
// m >= 0, n >= 0, and 1 + m + n <= 32; anything else is no format. (Some
// makers count the sign bit in m. Texas Instruments and this course do not.)
struct QFormat {
  std::int32_t integer_bits = 3;
  std::int32_t fraction_bits = 4;
};

struct QFacts {
  std::int32_t bits = 0;  // 1 + m + n
  double resolution = 0;  // distance between neighbours: 2^-n
  double least = 0;       // -2^m
  double most = 0;        // 2^m - 2^-n
};

// Task 1.9. Width, step and ends of a format; refuses what is no format.
std::optional<QFacts> FactsOf(QFormat q);

// The integer that is stored, and the format that says what it counts.
struct Fixed {
  std::int32_t raw = 0;
  QFormat format;
};

// Task 1.9. The value: raw * 2^-n, which a double holds exactly. Refuses what
// is no format, and a raw integer that does not fit into its 1 + m + n bits.
std::optional<double> DecodeQ(Fixed fixed);

// Task 1.10. The raw integer whose value is nearest to x. A tie goes to the
// even one (IEEE 754 roundTiesToEven, as Python's round does): in Q3.4, x =
// 0.03125 is half a step and gives 0, x = 0.09375 is a step and a half and
// gives 2.
//   * What lies beyond the ends saturates: it gets the last code on its side,
//     and so do the infinities.
//   * Refuses NaN, and what is no format.
// In C++ casting a double that does not fit into std::int32_t is undefined
// behaviour: bring it into the range first.
std::optional<std::int32_t> EncodeQ(double x, QFormat q);

// An array in fixed point.
struct FixedArray {
  std::vector<std::int32_t> raw;
  std::int64_t saturated = 0;  // how many did not fit
};

// Task 1.11. EncodeQ of every element. An element counts as saturated when its
// nearest multiple of 2^-n (a tie going to the even one) is beyond an end. In
// Q3.4, 7.95 does not count: the nearest multiple is 7.9375, the last mark.
//   * Refuses what is no format, and an array with a NaN anywhere.
//   * An empty array gives an empty one and is no error.
std::optional<FixedArray> EncodeAll(std::span<const double> x, QFormat q);

}  // namespace bits_lab
