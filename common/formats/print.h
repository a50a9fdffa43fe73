// Formats in words: bits in their fields, and the value.
//
//   std::cout << float8_e4m3fn{0x7e}   // 448 [0 1111 110]
//   FieldBits(kFloat8E4M3Fn, 0x7e)     // "0 1111 110"
//   ShortestDecimal(kBFloat16, 0x3dcd) // "0.1": reads back to the same code
#pragma once

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <ostream>
#include <string>

#include "common/formats/encode.h"
#include "common/formats/float.h"
#include "common/formats/format.h"

namespace wbm::formats {

// Binary digits of the `count` lowest bits.
inline std::string BinaryDigits(uint64_t word, int count) {
  std::string digits;
  for (int i = count - 1; i >= 0; --i) {
    digits += ((word >> i) & 1) != 0 ? '1' : '0';
  }
  return digits;
}

// Sign, raw exponent and fraction, a space between; fields that the format
// has not are left out.
inline std::string FieldBits(const Format& format, uint64_t code) {
  std::string text;
  if (format.is_signed) text += (code & format.SignMask()) != 0 ? "1 " : "0 ";
  text += BinaryDigits(code >> format.mantissa_bits, format.exponent_bits);
  if (format.mantissa_bits > 0) {
    text += ' ' + BinaryDigits(code, format.mantissa_bits);
  }
  return text;
}

// "0x" and as many hex digits as the format's bits need.
inline std::string HexCode(const Format& format, uint64_t code) {
  const int digits = (format.Bits() + 3) / 4;
  std::string text = "0x";
  for (int i = digits - 1; i >= 0; --i) {
    text += "0123456789abcdef"[(code >> (4 * i)) & 15];
  }
  return text;
}

// Shortest decimal that a double reads back; "inf", "nan" and their negatives.
inline std::string ShortestDecimal(double x) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x);
  return std::string(buffer, end.ptr);
}

// C's %a: "0x1.cp+8".
inline std::string HexFloat(double x) {
  const Exact parts = Exactly(x);
  std::string text = parts.negative ? "-" : "";
  if (parts.kind == Exact::Kind::kNan) return text + "nan";
  if (parts.kind == Exact::Kind::kInfinity) return text + "inf";
  if (parts.significand == 0) return text + "0x0p+0";
  const int top = 63 - std::countl_zero(parts.significand);
  uint64_t fraction = (parts.significand << (63 - top)) << 1;
  text += "0x1";
  if (fraction != 0) text += '.';
  for (; fraction != 0; fraction <<= 4) {
    text += "0123456789abcdef"[fraction >> 60];
  }
  const int exponent = parts.exponent + top;
  text += exponent < 0 ? "p-" : "p+";
  return text + std::to_string(exponent < 0 ? -exponent : exponent);
}

// Shortest decimal that reads back to the same code of the format.
inline std::string ShortestDecimal(const Format& format, uint64_t code) {
  const double value = ToDouble(format, code);
  if (!format.IsFinite(code)) return ShortestDecimal(value);
  for (int digits = 1; digits <= 17; ++digits) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer - 1, value,
                                   std::chars_format::general, digits);
    *end.ptr = '\0';
    const double back = std::strtod(buffer, nullptr);
    if (Encode(format, Exactly(back)) == (code & format.CodeMask())) {
      return std::string(buffer, end.ptr);
    }
  }
  return ShortestDecimal(value);
}

template <const Format& F>
std::string ToString(Float<F> x) {
  return ShortestDecimal(ToDouble(x)) + " [" + FieldBits(F, x.bits) + "]";
}

template <const Format& F>
std::ostream& operator<<(std::ostream& out, Float<F> x) {
  return out << ToString(x);
}

}  // namespace wbm::formats
