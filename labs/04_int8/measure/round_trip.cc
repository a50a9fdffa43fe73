#include "labs/04_int8/measure/round_trip.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "labs/04_int8/measure/tensors.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

// An error of the code under test, whatever its kind: the person who runs the
// experiment did nothing wrong.
absl::Status From(const char* function, const absl::Status& status) {
  return absl::FailedPreconditionError(absl::StrCat(
      function, " refused a tensor that it has to accept: ", status.message()));
}

absl::Status SameLength(const char* function, std::size_t got,
                        std::size_t given) {
  if (got == given) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(function, " returned ", got, " values for ", given));
}

// What both rulers do alike, once there are codes.
absl::StatusOr<RoundTrip> Finish(std::span<const float> x, RoundTrip trip) {
  trip.y = Dequantize(trip.codes, trip.ruler);
  absl::Status status = SameLength("Dequantize", trip.y.size(), x.size());
  if (!status.ok()) return status;
  absl::StatusOr<ErrorStats> cost = MeasureError(x, trip.y);
  if (!cost.ok()) return From("MeasureError", cost.status());
  trip.cost = *cost;
  trip.n_codes = CountCodes(trip.codes);
  return trip;
}

absl::StatusOr<Measured> Measure(std::string name, std::vector<float> x) {
  absl::StatusOr<RoundTrip> symmetric = SymmetricRoundTrip(x);
  if (!symmetric.ok()) return symmetric.status();
  absl::StatusOr<RoundTrip> asymmetric = AsymmetricRoundTrip(x);
  if (!asymmetric.ok()) return asymmetric.status();
  return Measured{std::move(name), std::move(x), *std::move(symmetric),
                  *std::move(asymmetric)};
}

}  // namespace

absl::StatusOr<RoundTrip> SymmetricRoundTrip(std::span<const float> x) {
  RoundTrip trip;
  absl::StatusOr<float> scale = ChooseSymmetric(x);
  if (!scale.ok()) return From("ChooseSymmetric", scale.status());
  trip.ruler = {.scale = *scale, .zero_point = 0};
  absl::StatusOr<std::vector<std::int8_t>> codes = QuantizeSymmetric(x, *scale);
  if (!codes.ok()) return From("QuantizeSymmetric", codes.status());
  trip.codes = *std::move(codes);
  absl::Status status =
      SameLength("QuantizeSymmetric", trip.codes.size(), x.size());
  if (!status.ok()) return status;
  return Finish(x, std::move(trip));
}

absl::StatusOr<RoundTrip> AsymmetricRoundTrip(std::span<const float> x) {
  RoundTrip trip;
  absl::StatusOr<Affine> ruler = ChooseAsymmetric(x);
  if (!ruler.ok()) return From("ChooseAsymmetric", ruler.status());
  trip.ruler = *ruler;
  absl::StatusOr<std::vector<std::int8_t>> codes =
      QuantizeAsymmetric(x, *ruler);
  if (!codes.ok()) return From("QuantizeAsymmetric", codes.status());
  trip.codes = *std::move(codes);
  absl::Status status =
      SameLength("QuantizeAsymmetric", trip.codes.size(), x.size());
  if (!status.ok()) return status;
  return Finish(x, std::move(trip));
}

absl::StatusOr<Measurements> MeasureAll(const Tensors& tensors) {
  absl::StatusOr<Measured> logits =
      Measure("tense_logits", tensors.tense_logits);
  if (!logits.ok()) return logits.status();
  absl::StatusOr<Measured> probs = Measure("verb_probs", tensors.verb_probs);
  if (!probs.ok()) return probs.status();
  absl::StatusOr<Measured> hidden = Measure("hidden", tensors.hidden);
  if (!hidden.ok()) return hidden.status();
  return Measurements{*std::move(logits), *std::move(probs),
                      *std::move(hidden)};
}

}  // namespace int8_lab
