// Rounding a quotient to the nearest integer, ties to the even one.
//
//   RoundHalfEven(2.5)   // 2
//   RoundHalfEven(3.5)   // 4
//
// Every quantizer of this folder rounds through this one function. It does not
// read the rounding mode of the machine, and gives the same result in a
// constant expression and at run time.
//
// Why double: the quantizers divide two floats and round the quotient. Let
// x = X 2^a and s = S 2^b with |X| < 2^24 and 2^23 <= S < 2^24. A quotient that
// is not itself a tie T/2 is at least 2^-26 away from it, since x - (T/2)s is a
// multiple of 2^(b-1) or of 2^a. Below 2^17 the spacing of double is 2^-36, so
// the division in double can neither make a tie nor break one: the result is
// the exact quotient's nearest integer, rounded once.

#pragma once

#include <cstdint>

namespace wbm::quant {

// The integer nearest to `q`, ties to even, held to [-2^40, 2^40].
// NaN gives 0, infinities give the ends.
constexpr std::int64_t RoundHalfEven(double q) {
  constexpr double kEnd = 1099511627776.0;  // 2^40
  if (q != q) return 0;
  if (q >= kEnd) return std::int64_t{1} << 40;
  if (q <= -kEnd) return -(std::int64_t{1} << 40);
  const auto toward_zero = static_cast<std::int64_t>(q);
  const double rest = q - static_cast<double>(toward_zero);
  const double size = rest < 0 ? -rest : rest;
  const bool away = size > 0.5 || (size == 0.5 && toward_zero % 2 != 0);
  if (!away) return toward_zero;
  return q < 0 ? toward_zero - 1 : toward_zero + 1;
}

}  // namespace wbm::quant
