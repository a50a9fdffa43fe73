#include "labs/03_formats/measure/tables.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

double RoundTrip(float x, Format format) {
  return Decode(Encode(x, format, Overflow::kInfinity), format);
}

}  // namespace

std::vector<FormatRow> FormatTable() {
  const std::vector<std::pair<std::string, Format>> formats = {
      {"float64", kFloat64},
      {"float32", kFloat32},
      {"tf32", kTf32},
      {"bfloat16", kBFloat16},
      {"float16", kFloat16},
      {"float8_e5m2", kFloat8E5M2},
      {"float8_e4m3fn", kFloat8E4M3Fn},
      {"float8_e4m3", kFloat8E4M3},
  };
  std::vector<FormatRow> table;
  for (const auto& [name, format] : formats) {
    table.push_back({name, format, FactsOf(format)});
  }
  return table;
}

std::vector<ValueRow> LargeValues() {
  std::vector<ValueRow> rows;
  for (float x : {100.0f, 1000.0f, 10000.0f, 65504.0f, 65505.0f, 65519.0f,
                  65520.0f, 70000.0f, 100000.0f}) {
    rows.push_back({x, RoundTrip(x, kFloat16), RoundTrip(x, kBFloat16)});
  }
  return rows;
}

std::vector<StepRow> StepsFromOne() {
  std::vector<StepRow> rows;
  for (int k = 1; k <= 12; ++k) {
    const float x = 1 + std::ldexp(1.0f, -k);
    rows.push_back(
        {k, RoundTrip(x, kFloat16) != 1, RoundTrip(x, kBFloat16) != 1});
  }
  return rows;
}

std::vector<SampleRow> Samples() {
  const std::vector<std::pair<std::string, double>> numbers = {
      {"pi", std::numbers::pi}, {"0.1", 0.1}};
  const std::vector<std::pair<std::string, Format>> formats = {
      {"float16", kFloat16},
      {"bfloat16", kBFloat16},
      {"float8_e4m3fn", kFloat8E4M3Fn},
      {"float8_e5m2", kFloat8E5M2}};
  std::vector<SampleRow> rows;
  for (const auto& [text, x] : numbers) {
    for (const auto& [name, format] : formats) {
      const std::uint32_t code =
          Encode(static_cast<float>(x), format, Overflow::kInfinity);
      const double value = Decode(code, format);
      rows.push_back({text, name, code, value, std::abs(value - x)});
    }
  }
  return rows;
}

std::vector<GapRow> Gaps(Format format) {
  std::vector<GapRow> rows;
  for (int k = -40; k <= 20; ++k) {
    const float x = std::ldexp(1.0f, k);
    const std::uint32_t code = Encode(x, format, Overflow::kInfinity);
    const double low = Decode(code, format);
    const double high = Decode(code + 1, format);
    if (low == static_cast<double>(x) && std::isfinite(high)) {
      rows.push_back({k, high - low});
    }
  }
  return rows;
}

std::vector<double> NonNegative(Format format) {
  return FiniteValues(format, 0, std::numeric_limits<double>::infinity());
}

}  // namespace formats_lab
