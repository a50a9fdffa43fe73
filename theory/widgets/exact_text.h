// Numbers as a person types and reads them, exactly.
//
//   ReadExact("0.1")        // 1/10, 63 bits and a mark that more follow
//   ReadExact("1/3")        // also "0x1.8p3", "-1e-400", "inf", "nan"
//   WriteDecimal(Exactly(0.1f), text)    // 0.100000001490116119384765625
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "common/formats/exact.h"

namespace wbm::widgets {

// Longer text is not read, nor is a fraction of numbers with exponents beyond
// ±999.
inline constexpr size_t kMaxNumberText = 400;

// The longest text that WriteDecimal and WriteHex can make: the 767 digits of a
// float64 with sign, point and exponent.
inline constexpr size_t kMaxDecimalText = 800;

// The number, or empty if the text is none. What has more than 62 significant
// bits is cut after 63 or 64, and the last bit is then set ("to odd"): it
// rounds as the number itself does, in every mode, to every format with at most
// 61 significant bits, and compares as the number does. Magnitudes beyond
// 2^1300 and below 2^-1400 become those powers.
std::optional<formats::Exact> ReadExact(std::string_view text);

// Every digit of a finite number; "inf" and "nan" for the others. Plain from
// 1e-6 to 1e21, else with an exponent. Returns the length.
size_t WriteDecimal(const formats::Exact& x, std::span<char> text);

// C's hexadecimal notation: "0x1.8p+3".
size_t WriteHex(const formats::Exact& x, std::span<char> text);

}  // namespace wbm::widgets
