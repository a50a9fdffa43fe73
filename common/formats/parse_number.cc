#include "common/formats/parse_number.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace wbm::formats {
namespace {

constexpr std::string_view kDigits = "0123456789";

// 0.digits · 10^exponent, no leading or trailing zeros in `digits`.
struct Decimal {
  std::string digits;
  long exponent = 0;
};

// Splits unsigned decimal text that strtod has accepted.
Decimal SplitDecimal(std::string_view text) {
  Decimal result;
  const size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    // strtol saturates, and a saturated exponent is as good as a true one.
    result.exponent =
        std::strtol(std::string(text.substr(e + 1)).c_str(), nullptr, 10);
    constexpr long kFar = 1000000000;
    result.exponent = std::min(std::max(result.exponent, -kFar), kFar);
    text = text.substr(0, e);
  }
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  result.digits = whole;
  if (point != std::string_view::npos) result.digits += text.substr(point + 1);
  result.exponent += static_cast<long>(whole.size());
  const size_t first = result.digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  result.exponent -= static_cast<long>(first);
  result.digits.erase(0, first);
  result.digits.erase(result.digits.find_last_not_of('0') + 1);
  return result;
}

int Compare(const Decimal& a, const Decimal& b) {
  if (a.digits.empty() || b.digits.empty()) {
    return static_cast<int>(b.digits.empty()) -
           static_cast<int>(a.digits.empty());
  }
  if (a.exponent != b.exponent) return a.exponent < b.exponent ? -1 : 1;
  return a.digits.compare(b.digits);
}

// Every digit of a finite double: none has more than 767.
Decimal ExactDecimal(double magnitude) {
  char buffer[800];
  std::snprintf(buffer, sizeof buffer, "%.766e", magnitude);
  return SplitDecimal(buffer);
}

// `nearest` is strtod's answer for the decimal `text`, both without a sign.
Exact NudgeTowardTruth(double nearest, std::string_view text) {
  const Decimal truth = SplitDecimal(text);
  if (truth.digits.empty()) return Exactly(0.0);
  if (std::isinf(nearest)) return {Exact::Kind::kFinite, false, 1, 1100};
  const int side = Compare(truth, ExactDecimal(nearest));
  Exact x = Exactly(nearest);
  if (side == 0) return x;
  x.significand = 4 * x.significand + (side > 0 ? 1 : ~uint64_t{0});
  x.exponent -= 2;
  return x;
}

bool IsHex(std::string_view unsigned_text) {
  return unsigned_text.starts_with("0x") || unsigned_text.starts_with("0X");
}

}  // namespace

std::optional<Exact> ParseNumber(const std::string& text) {
  const bool negative = text.starts_with('-');
  const bool sign = negative || text.starts_with('+');
  const std::string rest = text.substr(sign ? 1 : 0);
  if (rest.empty()) return std::nullopt;
  Exact x;
  if (rest == "inf" || rest == "infinity") {
    x.kind = Exact::Kind::kInfinity;
  } else if (rest == "nan") {
    x = Exactly(std::numeric_limits<double>::quiet_NaN());
  } else {
    // strtod would also take blanks, "infinity" in any case, "nan(…)".
    if (kDigits.find(rest[0]) == std::string_view::npos && rest[0] != '.') {
      return std::nullopt;
    }
    char* end = nullptr;
    const double nearest = std::strtod(rest.c_str(), &end);
    if (*end != '\0') return std::nullopt;
    x = IsHex(rest) ? Exactly(nearest) : NudgeTowardTruth(nearest, rest);
  }
  x.negative = negative;
  return x;
}

std::optional<uint64_t> ParseCode(const std::string& text) {
  constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
  if (!IsHex(text) || text.size() < 3 || text.size() > 18) return std::nullopt;
  if (text.find_first_not_of(kHexDigits, 2) != std::string::npos) {
    return std::nullopt;
  }
  return std::strtoull(text.c_str() + 2, nullptr, 16);
}

}  // namespace wbm::formats
