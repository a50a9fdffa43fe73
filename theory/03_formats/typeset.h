#pragma once

// Numbers as people write them, for the tables of the chapter.
//
//   Power(2, -14)      // "2⁻¹⁴"
//   Decimal(65504)     // "65504"
//   Decimal(0x1p-24)   // "5.96·10⁻⁸"

#include <cmath>
#include <cstdio>
#include <string>

namespace formats_chapter {

// base^exponent, the exponent raised.
inline std::string Power(int base, int exponent) {
  static constexpr const char* kRaised[] = {"⁰", "¹", "²", "³", "⁴",
                                            "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string raised = exponent < 0 ? "⁻" : "";
  for (const char digit : std::to_string(std::abs(exponent))) {
    raised += kRaised[digit - '0'];
  }
  return std::to_string(base) + raised;
}

// Up to `digits` significant digits; plain from 10⁻⁴ to 10⁶.
inline std::string Decimal(double x, int digits = 3) {
  char text[64];
  const double size = std::abs(x);
  if (!std::isfinite(x))
    return std::isnan(x) ? "NaN" : x < 0 ? "−∞" : "∞";
  if (x == 0 || (size >= 1e-4 && size < 1e6)) {
    std::snprintf(text, sizeof text, "%.*g",
                  x == std::trunc(x) ? 7 : digits, x);
    return text;
  }
  std::snprintf(text, sizeof text, "%.*e", digits - 1, x);
  const std::string whole = text;
  const std::size_t e = whole.find('e');
  std::string front = whole.substr(0, e);
  if (front.find('.') != std::string::npos) {
    front.erase(front.find_last_not_of('0') + 1);
    if (front.back() == '.') front.pop_back();
  }
  const std::string power = Power(10, std::stoi(whole.substr(e + 1)));
  return front == "1" ? power : front + "·" + power;
}

// The text with its spaces made unbreakable: "0 1111 110" stays on one
// line.
inline std::string Together(const std::string& text) {
  std::string joined;
  for (const char c : text) {
    if (c == ' ') {
      joined += "\u00a0";
    } else {
      joined += c;
    }
  }
  return joined;
}

}  // namespace formats_chapter
