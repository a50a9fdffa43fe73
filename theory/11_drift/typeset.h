// Numbers as people write them, for the tables of the chapter.
//
//   Scientific(1.84e-4)      // "1.84·10⁻⁴"
//   Scientific(-2.4e-4, 2)   // "−2.4·10⁻⁴"
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace drift_chapter {

inline std::string Scientific(double x, int digits = 3) {
  static constexpr const char* kRaised[] = {"⁰", "¹", "²", "³", "⁴",
                                            "⁵", "⁶", "⁷", "⁸", "⁹"};
  if (x == 0) return "0";
  char text[40];
  std::snprintf(text, sizeof text, "%.*e", digits - 1, std::fabs(x));
  const std::string whole = text;
  const std::size_t e = whole.find('e');
  const int exponent = std::atoi(text + e + 1);
  const std::string front = (x < 0 ? "−" : "") + whole.substr(0, e);
  if (exponent == 0) return front;
  std::string raised = exponent < 0 ? "⁻" : "";
  for (const char digit : std::to_string(std::abs(exponent))) {
    raised += kRaised[digit - '0'];
  }
  return front + "·10" + raised;
}

}  // namespace drift_chapter
