#include "labs/04_int8/measure/results.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/numerics/error_stats.h"
#include "labs/04_int8/measure/round_trip.h"
#include "labs/04_int8/measure/tensors.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::io::Json;

constexpr std::int32_t kTop = 10;

Json Number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json Common(std::span<const float> x, const RoundTrip& trip) {
  Json json;
  json["scale"] = Number(wbm::io::ShortestDouble(trip.ruler.scale));
  json["zero_point"] = trip.ruler.zero_point;
  json["mae"] = Number(trip.cost.mean_abs);
  json["max_err"] = Number(trip.cost.max_abs);
  json["rel_err"] = Number(trip.cost.mean_relative);
  json["rel_err_median"] = Number(trip.cost.median_relative);
  json["rel_err_norm"] = Number(trip.cost.norm_relative);
  json["cos_sim"] = Number(trip.cost.cosine);
  json["sqnr_db"] = Number(wbm::numerics::SqnrDb(x, trip.y));
  json["n_codes"] = trip.n_codes;
  return json;
}

// Every field null where the functions gave no value.
Json At0001(const RoundTrip& trip, bool symmetric) {
  Json json = {{"code", nullptr}, {"value", nullptr}, {"rel_err", nullptr}};
  const std::vector<float> x = {0.001f};
  const absl::StatusOr<std::vector<std::int8_t>> codes =
      symmetric ? QuantizeSymmetric(x, trip.ruler.scale)
                : QuantizeAsymmetric(x, trip.ruler);
  if (!codes.ok() || codes->size() != 1) return json;
  const std::vector<float> y = Dequantize(*codes, trip.ruler);
  if (y.size() != 1) return json;
  const double exact = static_cast<double>(x[0]);
  json["code"] = codes->front();
  json["value"] = Number(wbm::io::ShortestDouble(y[0]));
  json["rel_err"] = Number(std::abs(static_cast<double>(y[0]) - exact) / exact);
  return json;
}

absl::StatusOr<Json> Top(std::span<const float> x, const RoundTrip& trip) {
  const absl::StatusOr<TopKStability> top = CompareTopK(x, trip.y, kTop);
  if (!top.ok()) {
    return absl::FailedPreconditionError(
        absl::StrCat("CompareTopK refused two tensors that it has to accept: ",
                     top.status().message()));
  }
  const std::set<std::int32_t> before(top->before.begin(), top->before.end());
  const std::set<std::int32_t> after(top->after.begin(), top->after.end());
  Json json;
  json["k"] = kTop;
  json["before"] = top->before;
  json["after"] = top->after;
  json["jaccard"] = Number(top->jaccard);
  json["same_set"] = before == after;
  json["order_kept"] = top->order_kept;
  json["top1_kept"] = !top->before.empty() && !top->after.empty() &&
                      top->before.front() == top->after.front();
  json["set_determined"] = top->set_determined;
  json["ties"] = top->ties;
  return json;
}

absl::Status AddVerbProbs(std::span<const float> x, const RoundTrip& trip,
                          bool symmetric, Json& json) {
  int zeros_created = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    zeros_created += x[i] != 0 && trip.y[i] == 0;
  }
  json["zeros_created"] = zeros_created;
  json["sum_after"] =
      Number(std::accumulate(trip.y.begin(), trip.y.end(), 0.0));
  json["at_0.001"] = At0001(trip, symmetric);
  absl::StatusOr<Json> top = Top(x, trip);
  if (!top.ok()) return top.status();
  json["top10"] = *top;
  return absl::OkStatus();
}

// The index of softmax's largest value. Softmax in double, so that logits that
// differ in float32 still differ after it.
std::ptrdiff_t Winner(std::span<const float> logits) {
  const double top = *std::max_element(logits.begin(), logits.end());
  std::vector<double> weights;
  for (float logit : logits) weights.push_back(std::exp(logit - top));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& w : weights) w /= sum;
  return std::max_element(weights.begin(), weights.end()) - weights.begin();
}

void AddTenses(std::span<const float> x, const RoundTrip& trip, Json& json) {
  const std::span<const float> y = trip.y;
  const std::size_t rows = x.size() / kTenses;
  int same_winner = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    same_winner += Winner(x.subspan(row * kTenses, kTenses)) ==
                   Winner(y.subspan(row * kTenses, kTenses));
  }
  json["rows"] = rows;
  json["same_winner"] = same_winner;
}

Json Both(const Measured& m) {
  Json json;
  json["symmetric"] = Common(m.x, m.symmetric);
  json["asymmetric"] = Common(m.x, m.asymmetric);
  return json;
}

}  // namespace

absl::StatusOr<Json> Results(const Measurements& measurements) {
  const auto& [logits, probs, hidden] = measurements;
  Json json;
  json["tense_logits"] = Both(logits);
  AddTenses(logits.x, logits.symmetric, json["tense_logits"]["symmetric"]);
  AddTenses(logits.x, logits.asymmetric, json["tense_logits"]["asymmetric"]);

  json["verb_probs"] = Both(probs);
  absl::Status status = AddVerbProbs(probs.x, probs.symmetric, true,
                                     json["verb_probs"]["symmetric"]);
  if (!status.ok()) return status;
  status = AddVerbProbs(probs.x, probs.asymmetric, false,
                        json["verb_probs"]["asymmetric"]);
  if (!status.ok()) return status;

  json["hidden"] = Both(hidden);
  return json;
}

}  // namespace int8_lab
