// A digest of conversions over formats, modes and policies; for tests that
// compare compilers, compile time and run time, and floating-point settings.
#pragma once

#include <bit>
#include <cstdint>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"

namespace wbm::formats {

// 64-bit FNV-1a over the codes of a few random doubles, all special ones
// among them, in every format, mode and policy.
constexpr uint64_t ConversionChecksum(uint64_t seed, int inputs) {
  uint64_t hash = 0xcbf29ce484222325u;
  uint64_t word = seed;
  for (int i = 0; i < inputs; ++i) {
    word = word * 6364136223846793005u + 1442695040888963407u;
    // Exponents of about -20 … 20, and at times the bits as they come.
    const uint64_t narrow =
        (word & 0x800fffffffffffffu) | ((1003 + (word >> 52) % 41) << 52);
    const Exact x = Unpack(kFloat64, i % 5 == 4 ? word : narrow);
    for (const Format* format : kAllFormats) {
      for (int mode = 0; mode <= 8; ++mode) {
        const Conversion how = {
            .rounding = {static_cast<RoundingMode>(mode), 8, word >> 7},
            .saturation = static_cast<Saturation>((i + mode) % 3)};
        hash = (hash ^ Encode(*format, x, how)) * 0x100000001b3u;
      }
    }
  }
  return hash;
}

}  // namespace wbm::formats
