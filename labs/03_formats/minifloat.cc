#include "labs/03_formats/minifloat.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "common/lab/not_yet.h"

namespace formats_lab {

double Decode(std::uint32_t code, Format format) {
  // TODO 3.1: Read a code
  NOT_YET("3.1");
}

Facts FactsOf(Format format) {
  // TODO 3.2: The facts of a format
  NOT_YET("3.2");
}

std::vector<double> FiniteValues(Format format, double low, double high) {
  // TODO 3.3: Enumerate
  NOT_YET("3.3");
}

CodeCounts CountCodes(Format format) {
  // TODO 3.3: Enumerate
  NOT_YET("3.3");
}

std::uint32_t RoundShift(std::uint32_t n, std::int32_t shift) {
  // TODO 3.4: Round by shifting
  NOT_YET("3.4");
}

std::uint32_t Encode(float x, Format format, Overflow overflow) {
  // TODO 3.5: Write a code
  NOT_YET("3.5");
}

std::uint16_t EncodeBFloat16(float x) {
  // TODO 3.6: bfloat16 and tf32 by one addition
  NOT_YET("3.6");
}

float DecodeBFloat16(std::uint16_t code) {
  // TODO 3.6: bfloat16 and tf32 by one addition
  NOT_YET("3.6");
}

float RoundToTf32(float x) {
  // TODO 3.6: bfloat16 and tf32 by one addition
  NOT_YET("3.6");
}

std::uint16_t EncodeFloat16(float x) {
  // TODO 3.7: Names for the other three
  NOT_YET("3.7");
}

float DecodeFloat16(std::uint16_t code) {
  // TODO 3.7: Names for the other three
  NOT_YET("3.7");
}

std::uint8_t EncodeFloat8E4M3Fn(float x) {
  // TODO 3.7: Names for the other three
  NOT_YET("3.7");
}

float DecodeFloat8E4M3Fn(std::uint8_t code) {
  // TODO 3.7: Names for the other three
  NOT_YET("3.7");
}

std::uint8_t EncodeFloat8E5M2(float x) {
  // TODO 3.7: Names for the other three
  NOT_YET("3.7");
}

float DecodeFloat8E5M2(std::uint8_t code) {
  // TODO 3.7: Names for the other three
  NOT_YET("3.7");
}

}  // namespace formats_lab
