#pragma once

// How GoogleTest shows codes in a lab's public tests. By itself it takes a byte
// for a character, '\xF9' (249, 0xF9), and a pattern of bits for a number:
// 4294967254. Here they look as the handouts write them:
//
//   std::int8_t   -42             a code of a signed quantizer
//   std::uint8_t  0xF9 (249)      a byte, a packed pair, an 8-bit float
//   std::uint32_t 214 (0xD6)      a pattern of bits, counted and seen
//
// `public_test_lib` of every lab includes it before its first test.

#include <cstdint>
#include <ostream>

#include "gtest/gtest.h"

namespace wbm::lab::internal {

// 0xF9, 0x07: capital digits, whole bytes.
inline void PrintHex(std::uint32_t bits, std::ostream& out) {
  int digits = 2;
  while (digits < 8 && (bits >> (4 * digits)) != 0) digits += 2;
  out << "0x";
  while (digits-- > 0) {
    out << "0123456789ABCDEF"[(bits >> (4 * digits)) & 0xF];
  }
}

}  // namespace wbm::lab::internal

// GoogleTest documents no hook for the types of the language; this is where
// its containers, optionals and comparisons all pass.
namespace testing::internal {

template <>
class UniversalPrinter<std::int8_t> {
 public:
  static void Print(const std::int8_t& value, std::ostream* out) {
    *out << static_cast<int>(value);
  }
};

template <>
class UniversalPrinter<std::uint8_t> {
 public:
  static void Print(const std::uint8_t& value, std::ostream* out) {
    wbm::lab::internal::PrintHex(value, *out);
    *out << " (" << static_cast<unsigned>(value) << ")";
  }
};

template <>
class UniversalPrinter<std::uint32_t> {
 public:
  static void Print(const std::uint32_t& value, std::ostream* out) {
    *out << value;
    if (value < 10) return;
    *out << " (";
    wbm::lab::internal::PrintHex(value, *out);
    *out << ")";
  }
};

}  // namespace testing::internal
