// What lab 01's functions have to return, by ways that share no step with the
// solution: digits by the standard library, two's complement by walking round
// the wheel and by adding up weights, the nearest fixed-point number by trying
// all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "labs/01_number_systems/numbers.h"

namespace bits_lab::oracle {

// n in a base of 2…16, by std::to_chars.
std::string Digits(std::uint64_t n, std::int32_t base);

// The number that `digits` stand for, capital or small, in 128 bits; nothing
// when a character is no digit of the base or the number is beyond 2^64 - 1.
// For up to 80 digits.
std::optional<std::uint64_t> Read(const std::string& digits, std::int32_t base);

// 2^n by doubling, for 0 <= n <= 62.
std::int64_t Power(std::int32_t n);

// wheel[code] is the number of that code, for all codes of `bits` bits: counts
// up from 0 with the code and falls from the largest number to the least.
std::vector<std::int64_t> Wheel(std::int32_t bits);

// The sum of the weights of the bits that are set; the first weighs
// -2^(bits-1).
std::int64_t SumOfWeights(Pattern pattern);

// The raw integers of format q that are nearest to x: one, or two when x is
// half-way between them. By trying every one; for formats of up to 12 bits and
// an x that is a multiple of 2^-40 and below 2^11, so that differences are
// exact in double.
std::vector<std::int32_t> NearestRaw(double x, QFormat q);

}  // namespace bits_lab::oracle
