// Every function refuses, or gives nothing: it has to earn nothing.
#include "labs/03_formats/minifloat.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace formats_lab {

double Decode(std::uint32_t code, Format format) { return {}; }

Facts FactsOf(Format format) { return {}; }

std::vector<double> FiniteValues(Format format, double low, double high) {
  return {};
}

CodeCounts CountCodes(Format format) { return {}; }

std::uint32_t RoundShift(std::uint32_t n, std::int32_t shift) { return {}; }

std::uint32_t Encode(float x, Format format, Overflow overflow) { return {}; }

std::uint16_t EncodeBFloat16(float x) { return {}; }

float DecodeBFloat16(std::uint16_t code) { return {}; }

float RoundToTf32(float x) { return {}; }

std::uint16_t EncodeFloat16(float x) { return {}; }

float DecodeFloat16(std::uint16_t code) { return {}; }

std::uint8_t EncodeFloat8E4M3Fn(float x) { return {}; }

float DecodeFloat8E4M3Fn(std::uint8_t code) { return {}; }

std::uint8_t EncodeFloat8E5M2(float x) { return {}; }

float DecodeFloat8E5M2(std::uint8_t code) { return {}; }

}  // namespace formats_lab
