#include "labs/07_codebooks/measure/results.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/quant/codebook.h"
#include "common/quant/lloyd_max.h"
#include "common/quant/normal_float.h"
#include "labs/07_codebooks/measure/operations.h"

namespace codebook_lab {
namespace {

using ::wbm::io::Json;

Json DesignJson(const Design& design) {
  return {{"mse", design.mse},
          {"iterations", design.iterations},
          {"converged", design.converged},
          {"levels", design.levels}};
}

Json BellCurveJson(const std::vector<BellCurve>& curves) {
  Json json;
  for (const BellCurve& curve : curves) {
    Json& row = json[absl::StrCat(curve.bits)];
    const double mse = curve.lloyd_max.mse;
    row["lloyd_max"] = DesignJson(curve.lloyd_max);
    row["exact_mse"] =
        wbm::quant::LloydMaxNormal(std::size_t{1} << curve.bits).mse;
    row["best_uniform_mse"] = curve.best_uniform;
    row["to_the_largest_mse"] = curve.to_the_largest;
    row["gain_over_best_uniform"] = curve.best_uniform / mse;
    row["gain_over_to_the_largest"] = curve.to_the_largest / mse;
  }
  return json;
}

// The least error under N(0, 1) over all scales of the levels: a search by
// thirds, the error having one valley between 1 and 5 times the levels.
double BestScaledMse(const std::vector<double>& levels) {
  const auto error = [&](double scale) {
    std::vector<double> scaled;
    for (double level : levels) scaled.push_back(scale * level);
    return wbm::quant::NormalMse(wbm::quant::MakeCodebook(scaled));
  };
  double low = 1, high = 5;
  for (int i = 0; i < 80; ++i) {
    const double third = (high - low) / 3;
    if (error(low + third) < error(high - third)) {
      high -= third;
    } else {
      low += third;
    }
  }
  return error((low + high) / 2);
}

double LargestDistance(const std::vector<double>& x,
                       const std::vector<double>& y) {
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    largest = std::max(largest, std::abs(x[i] - y[i]));
  }
  return largest;
}

Json Nf4Json(const std::vector<float>& nf4) {
  const std::vector<double> levels(nf4.begin(), nf4.end());
  const std::vector<double> published(wbm::quant::kNf4Levels.begin(),
                                      wbm::quant::kNf4Levels.end());
  const wbm::quant::QuantizerDesign best = wbm::quant::LloydMaxNormal(16);
  std::vector<double> normalised = best.codebook.levels;
  const double outermost = normalised.back();
  for (double& level : normalised) level /= outermost;
  Json json;
  json["levels"] = nf4;
  json["largest_distance_to_table"] = LargestDistance(levels, published);
  json["lloyd_max_levels"] = normalised;
  json["largest_distance_to_lloyd_max"] = LargestDistance(levels, normalised);
  json["best_scaled_mse"] = BestScaledMse(levels);
  json["lloyd_max_mse"] = best.mse;
  return json;
}

Json BlocksJson(const std::vector<BlockTrip>& blocks) {
  Json json;
  for (const BlockTrip& trip : blocks) {
    json[absl::StrCat(trip.levels, "_", trip.block_size)] = {
        {"levels", trip.levels},
        {"block_size", trip.block_size},
        {"mse", trip.mse}};
  }
  return json;
}

Json TernaryJson(const TernaryTrip& trip) {
  const std::vector<std::int8_t>& codes = trip.ternary.codes;
  const auto count = [&](int code) {
    return std::count(codes.begin(), codes.end(), code);
  };
  const auto share = [&](int code) {
    return static_cast<double>(count(code)) / static_cast<double>(codes.size());
  };
  return {{"alpha", trip.ternary.alpha},
          {"least_squares_scale", trip.least_squares},
          {"count_minus", count(-1)},
          {"count_zero", count(0)},
          {"count_plus", count(1)},
          {"share_minus", share(-1)},
          {"share_zero", share(0)},
          {"share_plus", share(1)},
          {"entropy_bits", trip.entropy},
          {"weight_error_alpha", trip.weights_alpha},
          {"weight_error_least_squares", trip.weights_least_squares},
          {"output_error_alpha", trip.output_alpha},
          {"output_error_least_squares", trip.output_least_squares},
          {"output_mean_relative_error", trip.output_mean_relative}};
}

Json OperationsJson(const TernaryTrip& trip) {
  const std::vector<std::int8_t>& codes = trip.ternary.codes;
  const auto json = [](const Operations& operations) -> Json {
    return {{"multiplications", operations.multiplications},
            {"additions", operations.additions}};
  };
  const auto cols = static_cast<std::int64_t>(codes.size()) / trip.rows;
  return {{"float32", json(DenseProduct(trip.rows, cols))},
          {"ternary", json(TernaryProduct(codes, trip.rows))}};
}

Json TripJson(const std::vector<float>& p, const ProbabilityTrip& trip) {
  int zeros = 0;
  double sum = 0, largest = 0, mean = 0, mean_abs = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double x = p[i], y = trip.back[i];
    zeros += x != 0 && y == 0;
    sum += y;
    largest = std::max(largest, std::abs(y - x) / x);
    mean += std::abs(y - x) / x;
    mean_abs += std::abs(y - x);
  }
  const double count = static_cast<double>(p.size());
  Json json = {{"zeros_created", zeros},
               {"max_relative", largest},
               {"mean_relative", mean / count},
               {"mean_absolute", mean_abs / count},
               {"sum_after", sum}};
  if (trip.step > 0) {
    json["step"] = trip.step;
    json["bound_relative"] = std::exp2(trip.step / 2) - 1;
  }
  return json;
}

}  // namespace

Json Results(const Measured& m) {
  Json json;
  json["bell_curve"] = BellCurveJson(m.bell_curve);
  json["uniform_start"]["after_100"] = DesignJson(m.from_uniform_100);
  json["uniform_start"]["converged"] = DesignJson(m.from_uniform);
  json["nf4"] = Nf4Json(m.nf4);
  json["blocks"] = BlocksJson(m.blocks);
  json["ternary"] = TernaryJson(m.ternary);
  json["ternary_product"] = OperationsJson(m.ternary);
  for (const ProbabilityTrip& trip : m.trips) {
    json["verb_probs"][trip.name] = TripJson(m.verb_probs, trip);
  }
  return json;
}

}  // namespace codebook_lab
