#include "labs/01_number_systems/measure/results.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "labs/01_number_systems/measure/refusals.h"
#include "labs/01_number_systems/measure/sweep.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::wbm::io::Json;

constexpr std::int32_t kWidth = 8;
// No number of 64 bits has more digits in any base.
constexpr std::size_t kMostDigits = 64;

std::string DigitsOf(std::uint64_t n, std::int32_t base, Refusals& refusals) {
  const std::string call = absl::StrCat("ToBase(", n, ", ", base, ")");
  const std::string digits = refusals.Take(ToBase(n, base), call);
  if (digits.size() <= kMostDigits) return digits;
  refusals.Add(absl::StrCat(call, " has ", digits.size(), " digits"));
  return "";
}

// With leading zeros to `width` digits.
std::string Padded(std::uint64_t n, std::int32_t base, std::size_t width,
                   Refusals& refusals) {
  const std::string digits = DigitsOf(n, base, refusals);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string Bits(std::uint32_t code, Refusals& refusals) {
  return Padded(code, 2, kWidth, refusals);
}

Json Base(std::uint64_t n, std::int32_t base, Refusals& refusals) {
  Json json;
  json["number"] = n;
  json["base"] = base;
  json["digits"] = DigitsOf(n, base, refusals);
  const std::vector<Term> terms = refusals.Take(
      Breakdown(n, base), absl::StrCat("Breakdown(", n, ", ", base, ")"));
  if (terms.size() > kMostDigits) refusals.Add("Breakdown has too many terms");
  std::uint64_t sum = 0;
  json["terms"] = Json::array();
  for (std::size_t i = 0; i < std::min(terms.size(), kMostDigits); ++i) {
    json["terms"].push_back({{"digit", std::string(1, terms[i].digit)},
                             {"position", terms[i].position},
                             {"value", terms[i].value}});
    sum += terms[i].value;
  }
  json["sum"] = sum;
  return json;
}

Json Bases(Refusals& refusals) {
  Json json = Json::array();
  for (std::uint64_t n : {42u, 255u, 1024u}) {
    for (std::int32_t base : {2, 10, 16}) {
      json.push_back(Base(n, base, refusals));
    }
  }
  return json;
}

std::uint32_t CodeOf(std::int64_t value, Refusals& refusals) {
  return refusals.Take(EncodeTwos({.value = value, .bits = kWidth}),
                       absl::StrCat("EncodeTwos({", value, ", 8})"));
}

Json TwosRow(std::int64_t value, Refusals& refusals) {
  const std::uint32_t code = CodeOf(value, refusals);
  Json json;
  json["value"] = value;
  json["bits"] = Bits(code, refusals);
  json["hex"] = Padded(code, 16, 2, refusals);
  if (value >= 0) return json;
  const auto magnitude = static_cast<std::uint32_t>(-value);
  const std::uint32_t negative =
      refusals.Take(Negate({.code = magnitude, .bits = kWidth}),
                    absl::StrCat("Negate({", magnitude, ", 8})"));
  std::string flipped = Bits(magnitude, refusals);
  for (char& bit : flipped) bit = bit == '0' ? '1' : '0';
  json["magnitude"] = Bits(magnitude, refusals);
  json["flipped"] = flipped;
  json["plus_one"] = Bits(negative, refusals);
  json["agrees"] = negative == code;
  return json;
}

Json TwosComplement(Refusals& refusals) {
  Json json;
  json["width"] = kWidth;
  json["rows"] = Json::array();
  for (std::int64_t value : {42, -42, 127, -128, 0, 1, -1}) {
    json["rows"].push_back(TwosRow(value, refusals));
  }
  json["out_of_range"] = Json::array();
  for (std::int64_t value : {128, -129, -256}) {
    const bool refused = !EncodeTwos({.value = value, .bits = kWidth});
    json["out_of_range"].push_back({{"value", value}, {"refused", refused}});
  }
  return json;
}

Json Range(std::int32_t bits, bool is_signed, Refusals& refusals) {
  const IntegerRange range = refusals.Take(RangeOf(bits, is_signed),
                                           absl::StrCat("RangeOf(", bits, ")"));
  return {
      {"least", range.least}, {"most", range.most}, {"levels", range.levels}};
}

Json Ranges(Refusals& refusals) {
  Json json = Json::array();
  for (std::int32_t bits : {8, 4, 2, 1}) {
    json.push_back({{"bits", bits},
                    {"signed", Range(bits, true, refusals)},
                    {"unsigned", Range(bits, false, refusals)}});
  }
  return json;
}

// JSON has no NaN; a wrong function can return one.
double Finite(double value, const std::string& what, Refusals& refusals) {
  if (std::isfinite(value)) return value;
  refusals.Add(absl::StrCat(what, " is ", value, ", not a finite number"));
  return 0;
}

// "0|010.1100": sign, integer bits, fraction bits.
std::string Laid(std::int32_t raw, Refusals& refusals) {
  std::string bits = Bits(CodeOf(raw, refusals), refusals);
  if (bits.size() != kWidth) {
    refusals.Add(absl::StrCat("the code of ", raw, " has no eight bits"));
    return "";
  }
  return bits.insert(4, ".").insert(1, "|");
}

Json Q34Value(double x, Refusals& refusals) {
  const std::int32_t raw =
      refusals.Take(EncodeQ(x, kQ34), absl::StrCat("EncodeQ(", x, ")"));
  const std::string call = absl::StrCat("DecodeQ(", raw, ")");
  const double back =
      Finite(refusals.Take(DecodeQ({.raw = raw, .format = kQ34}), call), call,
             refusals);
  return {{"x", x},
          {"raw", raw},
          {"bits", Laid(raw, refusals)},
          {"back", back},
          {"error", std::abs(back - x)}};
}

Json Q34(const Sweep& sweep, Refusals& refusals) {
  const QFacts facts = refusals.Take(FactsOf(kQ34), "FactsOf(Q3.4)");
  Json json;
  json["bits"] = facts.bits;
  json["resolution"] = Finite(facts.resolution, "the resolution", refusals);
  json["least"] = Finite(facts.least, "the least value", refusals);
  json["most"] = Finite(facts.most, "the largest value", refusals);
  json["values"] = Json::array();
  for (double x : {2.75, -3.5, 0.0625, 7.9375, -8.0, 0.1, std::numbers::pi,
                   // ties, and what is beyond the ends
                   0.03125, 0.09375, -0.09375, 7.95, 8.0, -8.5, 100.0}) {
    json["values"].push_back(Q34Value(x, refusals));
  }
  json["sweep"] = {{"from", sweep.x.front()},
                   {"to", sweep.x.back()},
                   {"values", sweep.x.size()},
                   {"saturated", sweep.saturated},
                   {"max_error_inside", sweep.max_error},
                   {"mean_error_inside", sweep.mean_error}};
  return json;
}

}  // namespace

absl::StatusOr<Json> Results(const Sweep& sweep) {
  Refusals refusals;
  Json json;
  json["bases"] = Bases(refusals);
  json["twos_complement"] = TwosComplement(refusals);
  json["ranges"] = Ranges(refusals);
  json["q3_4"] = Q34(sweep, refusals);
  if (!refusals.status().ok()) return refusals.status();
  return json;
}

}  // namespace bits_lab
