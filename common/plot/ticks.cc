#include "common/plot/ticks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace wbm::plot {
namespace {

// Ends of the axis that differ from a tick only by rounding still get one.
constexpr double kSlack = 1e-9;

std::string Print(double value, std::chars_format format, int digits) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 value, format, digits);
  return std::string(buffer.data(), end.ptr);
}

std::string WithMinusSign(std::string text) {
  const std::size_t at = text.find('-');
  if (at != std::string::npos) text.replace(at, 1, "−");
  return text;
}

std::string Superscript(int exponent) {
  constexpr std::array<std::string_view, 10> kDigits = {
      "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text;
  for (const char c : std::to_string(exponent)) {
    text += c == '-' ? "⁻" : kDigits[static_cast<std::size_t>(c - '0')];
  }
  return text;
}

// The double nearest to 10^exponent (std::pow may be off by one ULP).
double PowerOfTen(int exponent) {
  return std::strtod(("1e" + std::to_string(exponent)).c_str(), nullptr);
}

double NiceStep(double width, int most) {
  const double raw = width / most;
  const int exponent = static_cast<int>(std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    const double step = factor * PowerOfTen(exponent);
    if (step >= raw * (1 - kSlack)) return step;
  }
  return PowerOfTen(exponent + 1);
}

std::string TimesPowerOfTen(double value, int digits) {
  const std::string text =
      Print(value, std::chars_format::scientific, std::max(digits, 0));
  const std::size_t e = text.find('e');
  const int exponent = std::atoi(text.c_str() + e + 1);
  return WithMinusSign(text.substr(0, e)) + "×10" + Superscript(exponent);
}

// All labels of an axis have the same number of digits after the point.
std::string LinearLabel(double value, double step, double largest) {
  const int of_step = static_cast<int>(std::floor(std::log10(step) + kSlack));
  if (std::abs(value) < step / 2) return "0";
  if (largest >= 1e7 || largest < 1e-3) {
    const int own =
        static_cast<int>(std::floor(std::log10(std::abs(value)) + kSlack));
    return TimesPowerOfTen(value, own - of_step);
  }
  return WithMinusSign(
      Print(value, std::chars_format::fixed, std::max(0, -of_step)));
}

std::vector<Tick> LinearTicks(const Range& range, int most) {
  const double step = NiceStep(range.high - range.low, most);
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  std::vector<Tick> ticks;
  const double first = std::ceil(range.low / step - kSlack);
  const double last = std::floor(range.high / step + kSlack);
  // Counted, since k + 1 == k for a range narrower than its ULPs.
  for (int i = 0; i <= most + 1 && first + i <= last; ++i) {
    const double k = first + i;
    ticks.push_back({k * step, LinearLabel(k * step, step, largest)});
  }
  return ticks;
}

struct Exponents {
  int first;
  int last;
};

Exponents ExponentsIn(const Axis& axis, const Range& range) {
  return {static_cast<int>(std::ceil(ToAxisSpace(axis, range.low) - kSlack)),
          static_cast<int>(std::floor(ToAxisSpace(axis, range.high) + kSlack))};
}

// Labelled exponents are multiples of the stride, so that 0 is among them.
int Stride(const Exponents& e, int most) {
  return std::max(1, (e.last - e.first + most) / std::max(1, most));
}

bool IsMultiple(int exponent, int stride) { return exponent % stride == 0; }

std::string DecadeLabel(int digit, int exponent, bool plain) {
  if (plain)
    return ShortestDecimal(exponent < 0 ? digit / PowerOfTen(-exponent)
                                        : digit * PowerOfTen(exponent));
  return (digit > 1 ? std::to_string(digit) + "×" : "") + "10" +
         Superscript(exponent);
}

// 2 to 9 times a power of ten; over a short axis 2 and 5 are labelled.
void AddMinor(int exponent, const Range& range, bool label, bool plain,
              std::vector<Tick>& ticks) {
  for (int digit = 2; digit < 10; ++digit) {
    // Negative powers by division: 5 / 1000 is the double nearest to 0.005.
    const double at = exponent < 0 ? digit / PowerOfTen(-exponent)
                                   : digit * PowerOfTen(exponent);
    if (at < range.low || at > range.high) continue;
    if (label && (digit == 2 || digit == 5)) {
      ticks.push_back({at, DecadeLabel(digit, exponent, plain)});
    } else {
      ticks.push_back({at, "", true});
    }
  }
}

std::vector<Tick> DecadeTicks(const Axis& axis, const Range& range, int most) {
  const Exponents e = ExponentsIn(axis, range);
  const int stride = Stride(e, most);
  const int decades = e.last - e.first;
  const bool plain = e.first >= -3 && e.last <= 4;
  std::vector<Tick> ticks;
  for (int k = e.first - 1; k <= e.last; ++k) {
    if (k >= e.first && IsMultiple(k, stride)) {
      ticks.push_back({PowerOfTen(k), DecadeLabel(1, k, plain)});
    } else if (k >= e.first) {
      ticks.push_back({PowerOfTen(k), "", true});
    }
    if (decades <= 6) AddMinor(k, range, decades <= 1, plain, ticks);
  }
  return ticks;
}

std::string BinaryLabel(int exponent, bool plain) {
  if (plain) return ShortestDecimal(std::ldexp(1.0, exponent));
  return "2" + Superscript(exponent);
}

std::vector<Tick> BinaryTicks(const Axis& axis, const Range& range, int most) {
  const Exponents e = ExponentsIn(axis, range);
  const int stride = Stride(e, most);
  const bool plain = e.first >= 0 && e.last <= 13;
  std::vector<Tick> ticks;
  for (int k = e.first; k <= e.last; ++k) {
    const double at = std::ldexp(1.0, k);
    if (IsMultiple(k, stride)) {
      ticks.push_back({at, BinaryLabel(k, plain)});
    } else {
      ticks.push_back({at, "", true});
    }
  }
  return ticks;
}

std::vector<Tick> CategoryTicks(const Axis& axis, const Range& range) {
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < axis.categories.size(); ++i) {
    const auto at = static_cast<double>(i);
    if (at >= range.low && at <= range.high) {
      ticks.push_back({at, axis.categories[i]});
    }
  }
  return ticks;
}

}  // namespace

std::vector<Tick> Ticks(const Axis& axis, const Range& range, int most) {
  if (!axis.categories.empty()) return CategoryTicks(axis, range);
  if (axis.scale == Scale::kLinear) return LinearTicks(range, most);
  const Exponents e = ExponentsIn(axis, range);
  // Less than two whole powers in sight: a log axis marked like a linear one.
  if (e.last - e.first < 1) return LinearTicks(range, most);
  return axis.scale == Scale::kLog2 ? BinaryTicks(axis, range, most)
                                    : DecadeTicks(axis, range, most);
}

std::string ShortestDecimal(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 40> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), end.ptr);
}

std::string ThreeDigits(double value) {
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (size < 1e-3 || size >= 1e5) return TimesPowerOfTen(value, 2);
  const int exponent = static_cast<int>(std::floor(std::log10(size)));
  return WithMinusSign(
      Print(value, std::chars_format::fixed, std::max(0, 2 - exponent)));
}

}  // namespace wbm::plot
