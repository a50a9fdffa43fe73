#include "labs/06_granularity/measure/results.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "labs/06_granularity/measure/matrices.h"
#include "labs/06_granularity/scales.h"

namespace granularity_lab {
namespace {

using ::wbm::io::Json;

constexpr std::pair<const char*, Sharing> kSharings[] = {
    {"per_tensor", {Share::kTensor, 0}},
    {"per_channel", {Share::kChannel, 0}},
    {"per_group", {Share::kGroup, 64}}};

double Mean(std::span<const double> x) {
  return std::accumulate(x.begin(), x.end(), 0.0) /
         static_cast<double>(x.size());
}

double Deviation(std::vector<double> x) {
  const double mean = Mean(x);
  for (double& value : x) value = (value - mean) * (value - mean);
  return std::sqrt(Mean(x));
}

absl::Status CheckLength(std::size_t got, std::size_t wanted,
                         const char* what) {
  if (got == wanted) return absl::OkStatus();
  return absl::FailedPreconditionError(std::string(what) +
                                       " has a length that does not fit");
}

absl::StatusOr<std::vector<double>> RoundTripMse(const std::vector<float>& w,
                                                 Shape shape, Sharing sharing) {
  const auto scales = ChooseScales(w, shape, sharing, 127);
  if (!scales.ok()) return scales.status();
  const auto codes = Quantize(w, shape, sharing, *scales, 127);
  if (!codes.ok()) return codes.status();
  const auto back = Dequantize(*codes, shape, sharing, *scales);
  if (!back.ok()) return back.status();
  auto mse = MsePerChannel(w, *back, shape);
  if (!mse.ok()) return mse.status();
  const absl::Status status = CheckLength(
      mse->size(), static_cast<std::size_t>(shape.rows), "MsePerChannel");
  if (!status.ok()) return status;
  return mse;
}

Json StorageJson(const Storage& storage) {
  Json json;
  json["code_bytes"] = storage.code_bytes;
  json["scale_bytes"] = storage.scale_bytes;
  json["bits_per_weight"] = storage.bits_per_weight;
  return json;
}

absl::StatusOr<Json> GranularityJson(std::uint32_t seed) {
  const std::vector<float> w = Channels(seed);
  Json json;
  for (const auto& [name, sharing] : kSharings) {
    const auto mse = RoundTripMse(w, kChannelsShape, sharing);
    if (!mse.ok()) return mse.status();
    for (std::size_t row = 0; row < mse->size(); ++row) {
      json["channel"][std::to_string(row)][name] = (*mse)[row];
    }
    json["total"][name] = Mean(*mse);
    json["storage"][name] =
        StorageJson(StorageOf(kChannelsShape, sharing, 8, 32));
  }
  const Json total = json["total"];
  for (const char* name : {"per_channel", "per_group"}) {
    json["times_better_than_per_tensor"][name] =
        total["per_tensor"].get<double>() / total[name].get<double>();
  }
  return json;
}

// W x in double, of the weights and activations before any rounding.
std::vector<double> Exact(const Layer& layer) {
  const std::size_t cols = layer.activations.size();
  std::vector<double> y(layer.weights.size() / cols, 0.0);
  for (std::size_t i = 0; i < layer.weights.size(); ++i) {
    y[i / cols] += static_cast<double>(layer.weights[i]) *
                   static_cast<double>(layer.activations[i % cols]);
  }
  return y;
}

struct ProductError {
  double norm_relative = 0;
  double median_relative = 0;
  double mean_relative = 0;
  double mse = 0;
  double max_abs = 0;
  double max_abs_y = 0;  // of the exact product
};

ProductError Compare(const std::vector<double>& exact,
                     const std::vector<float>& y) {
  double error_square = 0, square = 0;
  ProductError cost;
  std::vector<double> relative;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double error = std::abs(static_cast<double>(y[i]) - exact[i]);
    error_square += error * error;
    square += exact[i] * exact[i];
    cost.max_abs = std::max(cost.max_abs, error);
    cost.max_abs_y = std::max(cost.max_abs_y, std::abs(exact[i]));
    relative.push_back(error / std::abs(exact[i]));
  }
  cost.norm_relative = std::sqrt(error_square / square);
  cost.mean_relative = Mean(relative);
  cost.mse = error_square / static_cast<double>(exact.size());
  std::sort(relative.begin(), relative.end());
  const std::size_t half = relative.size() / 2;
  cost.median_relative = (relative[half - 1] + relative[half]) / 2;
  return cost;
}

absl::StatusOr<ProductError> Product(const Layer& layer, NibbleOrder order) {
  const Sharing sharing{Share::kGroup, 32};
  const auto scales = ChooseScales(layer.weights, kWeightsShape, sharing, 7);
  if (!scales.ok()) return scales.status();
  PackedMatrix w{kWeightsShape, 32, ThroughFloat16(*scales), {}};
  const auto codes =
      Quantize(layer.weights, kWeightsShape, sharing, w.scales, 7);
  if (!codes.ok()) return codes.status();
  const auto packed = PackInt4(*codes, order);
  if (!packed.ok()) return packed.status();
  w.packed = *packed;
  const auto y = GemvW4A16(w, ThroughFloat16(layer.activations));
  if (!y.ok()) return y.status();
  const std::vector<double> exact = Exact(layer);
  const absl::Status status = CheckLength(y->size(), exact.size(), "GemvW4A16");
  if (!status.ok()) return status;
  return Compare(exact, *y);
}

absl::StatusOr<Json> W4A16Json(std::uint32_t seed) {
  const Layer layer = LayerOf(seed);
  const auto right = Product(layer, NibbleOrder::kLowFirst);
  if (!right.ok()) return right.status();
  const auto wrong = Product(layer, NibbleOrder::kHighFirst);
  if (!wrong.ok()) return wrong.status();
  const Storage storage = StorageOf(kWeightsShape, {Share::kGroup, 32}, 4, 16);
  Json json;
  json["norm_relative"] = right->norm_relative;
  json["median_relative"] = right->median_relative;
  json["mean_relative"] = right->mean_relative;
  json["mse"] = right->mse;
  json["max_abs"] = right->max_abs;
  json["max_abs_y"] = right->max_abs_y;
  json["norm_relative_in_the_wrong_nibble_order"] = wrong->norm_relative;
  json["storage"] = StorageJson(storage);
  json["times_smaller_than_float32"] = 32 / storage.bits_per_weight;
  return json;
}

Json Sizes(std::vector<double> x) {
  for (double& value : x) value = std::abs(value);
  Json json;
  json["max_abs"] = *std::max_element(x.begin(), x.end());
  json["min_abs"] = *std::min_element(x.begin(), x.end());
  json["std_of_abs"] = Deviation(x);
  return json;
}

struct Trial {
  SplitError direct;
  SplitError rotated;
  int rest_kept = 0;  // ordinary weights that are not 0 without rotation
};

absl::StatusOr<Trial> RunTrial(std::uint32_t seed) {
  const std::vector<double> w = WithOutliers(seed);
  std::vector<float> floats(w.begin(), w.end());
  const Shape row{1, static_cast<std::int32_t>(w.size())};
  const auto scales = ChooseScales(floats, row, {}, 7);
  if (!scales.ok()) return scales.status();
  const auto codes = Quantize(floats, row, {}, *scales, 7);
  if (!codes.ok()) return codes.status();
  const auto back = Dequantize(*codes, row, {}, *scales);
  if (!back.ok()) return back.status();
  const auto direct =
      SplitMse(w, std::vector<double>(back->begin(), back->end()), kOutliers);
  if (!direct.ok()) return direct.status();
  const auto again = RotatedRoundTrip(w, 7);
  if (!again.ok()) return again.status();
  const auto rotated = SplitMse(w, *again, kOutliers);
  if (!rotated.ok()) return rotated.status();
  Trial trial{*direct, *rotated, 0};
  for (std::size_t i = 3; i < codes->size(); ++i) {
    if ((*codes)[i] != 0) ++trial.rest_kept;
  }
  return trial;
}

Json SplitJson(const SplitError& error) {
  Json json;
  json["outliers"] = error.outliers;
  json["rest"] = error.rest;
  json["all"] = error.all;
  return json;
}

absl::StatusOr<Json> FiftySeeds() {
  std::vector<double> gains;
  int rest_worse = 0;
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const auto trial = RunTrial(seed);
    if (!trial.ok()) return trial.status();
    gains.push_back(trial->direct.all / trial->rotated.all);
    if (trial->rotated.rest > trial->direct.rest) ++rest_worse;
  }
  Json json;
  json["least_gain"] = *std::min_element(gains.begin(), gains.end());
  json["greatest_gain"] = *std::max_element(gains.begin(), gains.end());
  json["rest_worse"] = rest_worse;
  return json;
}

absl::StatusOr<Json> RotationJson(std::uint32_t seed) {
  const std::vector<double> w = WithOutliers(seed);
  const auto rotated = HadamardRotate(w);
  if (!rotated.ok()) return rotated.status();
  absl::Status status = CheckLength(rotated->size(), w.size(), "the rotation");
  if (!status.ok()) return status;
  const auto trial = RunTrial(seed);
  if (!trial.ok()) return trial.status();
  auto fifty = FiftySeeds();
  if (!fifty.ok()) return fifty.status();
  Json json;
  json["before"] = Sizes(w);
  json["after"] = Sizes(*rotated);
  json["direct"] = SplitJson(trial->direct);
  json["rotated"] = SplitJson(trial->rotated);
  json["gain"] = trial->direct.all / trial->rotated.all;
  json["rest_kept_without_rotation"] = trial->rest_kept;
  json["fifty_seeds"] = *std::move(fifty);
  return json;
}

}  // namespace

absl::StatusOr<Json> Results(std::uint32_t seed) {
  Json json;
  for (const auto& [name, part] :
       {std::pair("granularity", &GranularityJson),
        std::pair("w4a16", &W4A16Json), std::pair("rotation", &RotationJson)}) {
    absl::StatusOr<Json> measured = part(seed);
    if (!measured.ok()) return measured.status();
    json[name] = *std::move(measured);
  }
  return json;
}

}  // namespace granularity_lab
