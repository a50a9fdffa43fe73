#include "labs/11_drift/measure/formats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/quant/granularity.h"

namespace drift_lab {
namespace {

namespace formats = ::wbm::formats;
namespace quant = ::wbm::quant;

constexpr std::size_t kGroup = 64;

float Through(const formats::Format& format, float x) {
  const formats::Conversion saturating = formats::SaturateFinite();
  const auto code = formats::Encode(format, formats::Exactly(x), saturating);
  return static_cast<float>(formats::ToDouble(format, code));
}

void RoundEach(const formats::Format& format, std::vector<float>& values) {
  for (float& value : values) value = Through(format, value);
}

// Scaled so that the largest magnitude is the format's greatest number.
void RoundScaled(const formats::Format& format, std::vector<float>& values) {
  float largest = 0;
  for (float value : values) largest = std::max(largest, std::abs(value));
  if (largest == 0) return;
  const double scale =
      largest / formats::ToDouble(format, format.MaxFiniteCode());
  for (float& value : values) {
    const auto scaled = static_cast<float>(value / scale);
    value = static_cast<float>(Through(format, scaled) * scale);
  }
}

void RoundInGroups(quant::IntegerGrid grid, Array& array) {
  if (array.values.empty()) return;
  const std::size_t rows =
      array.shape.size() < 2 ? 1 : static_cast<std::size_t>(array.shape[0]);
  const quant::MatrixShape shape{rows, array.values.size() / rows};
  array.values = quant::DequantizeMatrix(quant::QuantizeMatrix(
      array.values, shape, quant::Grouping::PerGroup(kGroup), grid));
}

void Store(const std::string& format, Array& array) {
  if (format == "bf16") RoundEach(formats::kBFloat16, array.values);
  if (format == "fp8") RoundEach(formats::kFloat8E4M3Fn, array.values);
  if (format == "fp8_scaled") {
    RoundScaled(formats::kFloat8E4M3Fn, array.values);
  }
  if (format == "int8") RoundInGroups(quant::kSymmetricInt8, array);
  if (format == "int4") RoundInGroups(quant::kSymmetricInt4, array);
}

}  // namespace

std::span<const WeightFormat> WeightFormats() {
  static const auto& formats = *new std::array<WeightFormat, 6>{{
      {"fp16", "fp16", 16, 11},
      {"bf16", "bf16", 16, 8},
      {"fp8", "fp8 E4M3", 8, 4},
      {"fp8_scaled", "fp8 E4M3, scaled", 8, 4},
      {"int8", "int8, groups of 64", 8.5, 0},
      {"int4", "int4, groups of 64", 4.5, 0},
  }};
  return formats;
}

const WeightFormat& FormatNamed(const std::string& name) {
  const auto formats = WeightFormats();
  return *std::find_if(formats.begin(), formats.end(),
                       [&](const WeightFormat& f) { return f.name == name; });
}

absl::Status CheckFormat(const std::string& name) {
  std::string names;
  for (const WeightFormat& format : WeightFormats()) {
    if (format.name == name) return absl::OkStatus();
    absl::StrAppend(&names, names.empty() ? "" : ", ", format.name);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--format=", name, ": write one of ", names));
}

Weights StoreWeights(const Weights& weights, const std::string& format) {
  if (format == "fp16") return CastWeights(weights);
  Weights stored = weights;
  for (auto& [name, array] : stored.arrays) Store(format, array);
  return stored;
}

}  // namespace drift_lab
