#include "labs/02_ieee754/measure/results.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"
#include "common/io/markdown_table.h"
#include "labs/02_ieee754/floats.h"
#include "labs/02_ieee754/measure/nan_spread.h"
#include "labs/02_ieee754/measure/nearest_code.h"
#include "labs/02_ieee754/measure/survival.h"

namespace ieee_lab {
namespace {

using ::wbm::io::Json;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Json Number(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  return x;
}

std::string KindName(Kind kind) {
  switch (kind) {
    case Kind::kZero:
      return "zero";
    case Kind::kSubnormal:
      return "subnormal";
    case Kind::kNormal:
      return "normal";
    case Kind::kInfinity:
      return "infinity";
    case Kind::kNan:
      return "NaN";
  }
  return "none";
}

// "0 10000000 10010010000111111011011": the code's own bits, with a space where
// the layout says that a field ends.
std::string Bits(Code code) {
  const bool wide = code.format == Format::kFloat32;
  std::string text = std::bitset<32>(code.bits).to_string();
  if (!wide) text = text.substr(16);
  const int exponent_bits = LayoutOf(code.format).exponent_bits;
  const std::size_t split =
      1 + static_cast<std::size_t>(std::clamp(exponent_bits, 0, 14));
  return text.substr(0, 1) + " " + text.substr(1, split - 1) + " " +
         text.substr(split);
}

std::string Hex(Code code) {
  const int digits = code.format == Format::kFloat32 ? 8 : 4;
  return absl::StrFormat("0x%0*X", digits, code.bits);
}

// The line by which a code is read: "(-1)^0 * 1.25 * 2^2" of a number that has
// a significand, "E = 255, F = 0: infinity" of the others.
std::string Formula(const Fields& fields, const Decoded& decoded) {
  if (decoded.kind == Kind::kNormal || decoded.kind == Kind::kSubnormal) {
    return absl::StrCat(
        "(-1)^", fields.sign, " * ",
        wbm::io::Cell(Number(decoded.significand), wbm::io::kAllDigits),
        " * 2^", decoded.exponent);
  }
  return absl::StrCat("E = ", fields.exponent, ", F ",
                      fields.fraction == 0 ? "= 0" : "not 0", ": ",
                      KindName(decoded.kind));
}

Json OneValue(double x, Format format) {
  const Code code = NearestCode(x, format);
  const Fields fields = Split(code);
  const Decoded decoded = Decode(code);
  Json json;
  json["bits"] = Bits(code);
  json["hex"] = Hex(code);
  json["kind"] = KindName(decoded.kind);
  json["sign"] = fields.sign;
  json["exponent_field"] = fields.exponent;
  json["fraction_field"] = fields.fraction;
  json["exponent"] = decoded.exponent;
  json["significand"] = Number(decoded.significand);
  json["formula"] = Formula(fields, decoded);
  json["value"] = Number(decoded.value);
  if (std::isfinite(x)) json["error"] = Number(std::abs(decoded.value - x));
  return json;
}

Json Values() {
  const std::vector<std::pair<std::string, double>> values = {
      {"pi", std::numbers::pi},
      {"0.1", 0.1},
      {"5", 5},
      {"-13.625", -13.625},
      {"1", 1},
      {"0", 0},
      {"inf", kInf},
      {"-inf", -kInf},
      {"nan", kNan},
      {"2^-127", 0x1p-127}};
  Json json;
  for (const auto& [name, x] : values) {
    for (Format format : kFormats) {
      json[name][Name(format)] = OneValue(x, format);
    }
  }
  return json;
}

Json AllFacts() {
  Json json;
  for (Format format : kFormats) {
    const Facts facts = FactsOf(format);
    Json& row = json[Name(format)];
    row["epsilon"] = Number(facts.epsilon);
    row["unit_roundoff"] = Number(facts.unit_roundoff);
    row["max_finite"] = Number(facts.max_finite);
    row["min_normal"] = Number(facts.min_normal);
    row["min_subnormal"] = Number(facts.min_subnormal);
    row["decimal_digits"] = facts.decimal_digits;
    row["ulp_at_1"] = Number(Ulp(NearestCode(1, format)));
    row["ulp_at_1024"] = Number(Ulp(NearestCode(1024, format)));
    row["one_part_in"] = Number(1 / facts.epsilon);
  }
  return json;
}

double Threshold(Code weight, bool growing) {
  const std::optional<Absorption> found = AbsorptionOf(weight, growing);
  return found.has_value() ? found->threshold : kNan;
}

Json AbsorptionTable() {
  const Code one = NearestCode(1, Format::kBfloat16);
  double least = kInf, most = 0;
  for (int i = 0; i < 128; ++i) {
    const double weight = 1 + i * 0x1p-7;
    const double relative =
        Threshold(NearestCode(weight, Format::kBfloat16), true) / weight;
    least = std::min(least, relative);
    most = std::max(most, relative);
  }
  Json json;
  json["bfloat16"] = {{"at_1_growing", Number(Threshold(one, true))},
                      {"at_1_shrinking", Number(Threshold(one, false))},
                      {"smallest_relative", Number(least)},
                      {"largest_relative", Number(most)}};
  for (const float weight : {1.0f, 1e8f}) {
    json["float32"][weight == 1 ? "at_1" : "at_1e8"] = {
        {"growing", Number(LargestAbsorbed(weight, true))},
        {"shrinking", Number(LargestAbsorbed(weight, false))}};
  }
  volatile float one_float = 1, tiny = 1e-8f;
  volatile double one_double = 1, tiny_double = 1e-8;
  json["1 + 1e-8 == 1"] = {{"float32", one_float + tiny == one_float},
                           {"float64", one_double + tiny_double == one_double}};
  return json;
}

// 1 + epsilon and 1 + epsilon/2, rounded to the format, as the sums of the
// format would be: both are exact in double.
Json OnePlus() {
  Json json;
  for (Format format : kFormats) {
    const double epsilon = FactsOf(format).epsilon;
    const double whole = Decode(NearestCode(1 + epsilon, format)).value;
    const double half = Decode(NearestCode(1 + epsilon / 2, format)).value;
    json[Name(format)] = {{"1 + epsilon", Number(whole)},
                          {"1 + epsilon/2", Number(half)},
                          {"epsilon/2 is lost", half == 1}};
  }
  return json;
}

Json BothOrders(float a, float b, float c) {
  volatile float ab = a + b, bc = b + c;
  return {{"a", Number(a)},
          {"b", Number(b)},
          {"c", Number(c)},
          {"(a + b) + c", Number(ab + c)},
          {"a + (b + c)", Number(a + bc)}};
}

Json Associativity() {
  const Partners found = NonAssociative(1e8f);
  return {{"yours", BothOrders(1e8f, found.b, found.c)},
          {"1e8, 1, -1e8", BothOrders(1e8f, 1, -1e8f)}};
}

Json Arithmetic() {
  volatile float inf = std::numeric_limits<float>::infinity();
  volatile float nan = std::numeric_limits<float>::quiet_NaN();
  volatile float zero = 0, one = 1, two = 2;
  return {{"inf + 1", Number(inf + one)},   {"inf + inf", Number(inf + inf)},
          {"inf * 2", Number(inf * two)},   {"1 / inf", Number(one / inf)},
          {"1 / 0", Number(one / zero)},    {"inf / inf", Number(inf / inf)},
          {"inf - inf", Number(inf - inf)}, {"0 * inf", Number(zero * inf)},
          {"nan + 1", Number(nan + one)},   {"nan * 0", Number(nan * zero)},
          {"nan == nan", nan == nan},       {"nan < 1", nan < one},
          {"nan >= 1", nan >= one}};
}

Json Probes() {
  Json json = Json::array();
  for (bool ftz : {false, true}) {
    for (bool daz : {false, true}) {
      const Probe probe = ProbeSubnormals({ftz, daz});
      json.push_back({{"flush_to_zero", ftz},
                      {"denormals_are_zero", daz},
                      {"2^-126 / 2", Number(probe.half_of_least_normal)},
                      {"2^-149 * 1", Number(probe.subnormal_times_one)},
                      {"2^-149 * 2^24", Number(probe.subnormal_times_2_24)},
                      {"2^-149 == 0", probe.subnormal_is_zero}});
    }
  }
  return json;
}

}  // namespace

Json Results() {
  Json json;
  json["values"] = Values();
  json["facts"] = AllFacts();
  json["one_plus"] = OnePlus();
  json["absorption"] = AbsorptionTable();
  json["associativity"] = Associativity();
  json["arithmetic"] = Arithmetic();
  json["nan_spread"] = {{"maximum", SpreadOfNan(Relu::kMaximum)},
                        {"fmax", SpreadOfNan(Relu::kFmax)}};
  json["probe"] = Probes();
  json["survival"] = Survival();
  return json;
}

}  // namespace ieee_lab
