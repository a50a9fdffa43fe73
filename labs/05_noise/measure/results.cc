#include "labs/05_noise/measure/results.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "common/io/json.h"
#include "labs/05_noise/measure/inputs.h"
#include "labs/05_noise/measure/measure_sqnr.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::io::Json;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Json Number(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  return x;
}

Json Number(std::optional<double> x) { return Number(x.value_or(kNan)); }

Json SqnrOf(const std::vector<double>& x, Shape shape, GridKind kind,
            double limit) {
  Json json;
  for (int bits = 2; bits <= 16; ++bits) {
    const Grid grid{kind, bits, limit};
    json[std::to_string(bits)] = {
        {"measured", Number(MeasuredSqnrDb(x, grid))},
        {"predicted", Number(PredictedSqnrDb(shape, 1, grid))}};
  }
  return json;
}

Json Sqnr(const Inputs& inputs) {
  const double most = MaxAbs(inputs.gaussian);
  Json json;
  for (GridKind kind : {GridKind::kSymmetric, GridKind::kMidRise}) {
    const bool symmetric = kind == GridKind::kSymmetric;
    json[symmetric ? "symmetric" : "mid_rise"] = {
        {"uniform", SqnrOf(inputs.uniform, Shape::kUniform, kind, 1)},
        {"sine", SqnrOf(inputs.sine, Shape::kSine, kind, 1)},
        {"gaussian", SqnrOf(inputs.gaussian, Shape::kGaussian, kind, most)}};
  }
  return json;
}

Json OneBit(const std::vector<double>& x) {
  double sum = 0;
  for (double v : x) sum += std::abs(v);
  const double mean = sum / static_cast<double>(x.size());
  return {{"mean_abs", Number(mean)},
          {"sqnr_db",
           Number(MeasuredSqnrDb(x, {GridKind::kMidRise, 1, 2 * mean}))}};
}

// The slope of the measured SQNR from `first` to `last` bits.
Json Slope(const Json& rows, int first, int last) {
  std::vector<double> bits, db;
  for (int b = first; b <= last; ++b) {
    const Json& measured = rows[std::to_string(b)]["measured"];
    bits.push_back(b);
    db.push_back(measured.is_number() ? measured.get<double>() : kNan);
  }
  const std::optional<Line> line = FitLine(bits, db);
  return line.has_value() ? Number(line->slope) : Number(kNan);
}

Json Slopes(const Json& sqnr) {
  const Json& symmetric = sqnr["symmetric"]["uniform"];
  const Json& mid_rise = sqnr["mid_rise"]["uniform"];
  return {{"symmetric_2_to_8", Slope(symmetric, 2, 8)},
          {"symmetric_6_to_12", Slope(symmetric, 6, 12)},
          {"symmetric_8_to_16", Slope(symmetric, 8, 16)},
          {"mid_rise_2_to_16", Slope(mid_rise, 2, 16)}};
}

// How far from uniform and from independent the noise of one grid is.
Json NoiseOn(const std::vector<double>& x, const Grid& grid) {
  const std::vector<double> y = RoundTrip(x, grid);
  const std::optional<double> step = StepOf(grid);
  if (y.size() != x.size() || !step.has_value()) {
    return {{"over_model", "nan"}, {"correlation", "nan"}};
  }
  double xx = 0, ee = 0, xe = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double error = y[i] - x[i];
    xx += x[i] * x[i];
    ee += error * error;
    xe += x[i] * error;
  }
  const double mean = ee / static_cast<double>(x.size());
  return {{"over_model", Number(mean / (*step * *step / 12))},
          {"correlation", Number(xe / std::sqrt(xx * ee))}};
}

Json NoiseModel(const std::vector<double>& x) {
  const double most = MaxAbs(x);
  Json json;
  for (int bits : {2, 3, 4, 5, 6, 8}) {
    json[std::to_string(bits)] = NoiseOn(x, {GridKind::kSymmetric, bits, most});
  }
  return json;
}

double ModelDb(int bits, double clip) {
  const std::optional<ClipNoise> noise = GaussianClipNoise(bits, clip);
  if (!noise.has_value()) return kNan;
  return -10 * std::log10(noise->granular + noise->overload);
}

Json Clip(const std::vector<double>& x) {
  const double most = MaxAbs(x);
  Json json;
  for (int bits = 2; bits <= 8; ++bits) {
    const double best = BestClip(bits).value_or(kNan);
    json[std::to_string(bits)] = {
        {"best_clip", Number(best)},
        {"model_db", Number(ModelDb(bits, best))},
        {"measured_db",
         Number(MeasuredSqnrDb(x, {GridKind::kSymmetric, bits, best}))},
        {"unclipped_db",
         Number(MeasuredSqnrDb(x, {GridKind::kSymmetric, bits, most}))}};
  }
  return json;
}

Json EntropyOn(const std::vector<double>& x, const Grid& grid) {
  const std::optional<std::vector<std::int32_t>> codes = Quantize(x, grid);
  return codes.has_value() ? Number(EntropyBits(*codes)) : Number(kNan);
}

Json Entropy(const std::vector<double>& x) {
  const double most = MaxAbs(x);
  Json json;
  for (int bits = 2; bits <= 8; ++bits) {
    const double best = BestClip(bits).value_or(kNan);
    json[std::to_string(bits)] = {
        {"unclipped", EntropyOn(x, {GridKind::kSymmetric, bits, most})},
        {"best_clip", EntropyOn(x, {GridKind::kSymmetric, bits, best})}};
  }
  return json;
}

Json Divergence(const std::vector<double>& p) {
  const double most = MaxAbs(p);
  Json json;
  for (int bits : {4, 6, 8, 10, 12, 16}) {
    const std::vector<double> q =
        RoundTrip(p, {GridKind::kSymmetric, bits, most});
    json[std::to_string(bits)] = {
        {"zeros_created", std::count(q.begin(), q.end(), 0.0)},
        {"p_from_q", Number(DivergenceBits(p, q))},
        {"q_from_p", Number(DivergenceBits(q, p))}};
  }
  return json;
}

}  // namespace

Json Results(const Inputs& inputs) {
  Json json;
  json["gaussian_max"] = Number(MaxAbs(inputs.gaussian));
  json["sqnr"] = Sqnr(inputs);
  json["one_bit"] = {{"uniform", OneBit(inputs.uniform)},
                     {"gaussian", OneBit(inputs.gaussian)}};
  json["slope"] = Slopes(json["sqnr"]);
  json["noise_model"] = NoiseModel(inputs.gaussian);
  json["clip"] = Clip(inputs.gaussian);
  json["entropy"] = Entropy(inputs.gaussian);
  json["divergence"] = Divergence(inputs.probabilities);
  return json;
}

}  // namespace noise_lab
