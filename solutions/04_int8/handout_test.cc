// The handout says what is so: its tables come from the plan and from the
// solution, its templates ask what is graded.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "labs/04_int8/measure/predictions.h"
#include "labs/04_int8/measure/results.h"
#include "labs/04_int8/measure/round_trip.h"
#include "labs/04_int8/measure/tensors.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::wbm::io::Json;

std::string Text(const std::string& path) {
  const absl::StatusOr<std::string> full = wbm::io::Runfile(path);
  if (!full.ok()) return full.status().ToString();
  const absl::StatusOr<std::string> text = wbm::io::ReadFile(*full);
  return text.ok() ? *text : text.status().ToString();
}

std::string Handout() { return Text("labs/04_int8/README.md"); }

// Line breaks and quotation marks of Markdown do not count.
std::string Flowing(const std::string& text) {
  const std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \n>"), absl::SkipEmpty());
  return absl::StrJoin(words, " ");
}

// The template asks every question that is read, and no other.
TEST(Handout04, UntouchedPredictionsAreRefusedFieldByField) {
  const absl::StatusOr<Predictions> predictions =
      ParsePredictions(Text("labs/04_int8/predictions.json"), "p.json");
  const std::string message(predictions.status().message());
  EXPECT_THAT(message, HasSubstr("most_accurate: is not filled in"));
  EXPECT_THAT(message, HasSubstr("verb_probs_step: is not filled in"));
  EXPECT_THAT(message, HasSubstr("tense_logits_same_winner: is not filled in"));
  EXPECT_THAT(message, Not(HasSubstr("is missing")));
  EXPECT_THAT(message, Not(HasSubstr("misspelt")));
}

// Worked examples.

TEST(Handout04, SixWeightsAreComputed) {
  const std::vector<float> w = {-0.45f, 0.12f, -0.03f, 0.67f, -0.89f, 0.34f};
  const absl::StatusOr<RoundTrip> trip = SymmetricRoundTrip(w);
  ASSERT_TRUE(trip.ok()) << trip.status();
  const float scale = trip->ruler.scale;
  std::string table = absl::StrFormat("scale = 0.89 / 127 = %.7f\n\n", scale);
  absl::StrAppend(&table, "| w | w / scale | code | back | error |\n",
                  "| ---: | ---: | ---: | ---: | ---: |\n");
  for (std::size_t i = 0; i < w.size(); ++i) {
    absl::StrAppendFormat(&table, "| %g | %.3f | %d | %.5f | %.5f |\n", w[i],
                          w[i] / scale, trip->codes[i], trip->y[i],
                          std::abs(w[i] - trip->y[i]));
  }
  EXPECT_THAT(Handout(), HasSubstr(table));
  EXPECT_THAT(Flowing(Handout()),
              HasSubstr(absl::StrFormat(
                  "The largest error, %.5f, is below half a step, %.5f.",
                  trip->cost.max_abs, scale / 2)));
}

// A ruler laid without regard to zero, in plain float32.
Affine FromMinToMax(std::span<const float> x) {
  const auto [lo, hi] = std::minmax_element(x.begin(), x.end());
  const float scale = (*hi - *lo) / 255;
  return {scale, -128 - static_cast<int>(std::nearbyint(*lo / scale))};
}

// QuantizeAsymmetric without its objection to such a zero point.
std::int8_t Code(float x, Affine ruler) {
  const int code =
      static_cast<int>(std::nearbyint(x / ruler.scale)) + ruler.zero_point;
  return static_cast<std::int8_t>(std::clamp(code, -128, 127));
}

std::string RulerRow(const std::string& name, const std::vector<float>& x,
                     Affine ruler) {
  std::vector<std::int8_t> codes;
  for (float v : x) codes.push_back(Code(v, ruler));
  const std::vector<float> y = Dequantize(codes, ruler);
  const std::vector<float> zero =
      Dequantize(std::vector<std::int8_t>{Code(0, ruler)}, ruler);
  const absl::StatusOr<ErrorStats> cost = MeasureError(x, y);
  if (!cost.ok()) return cost.status().ToString();
  return absl::StrFormat("| %s | %.6f | %d | %.4f | %.4f | %.4f |\n", name,
                         ruler.scale, ruler.zero_point, cost->max_abs,
                         cost->mean_abs, zero[0]);
}

TEST(Handout04, ThreeRulersForTheLogitsAreComputed) {
  const std::vector<float> x =
      MakeTensors(Variant::kFixedLogits, 42).tense_logits;
  const Affine bare = FromMinToMax(x);
  const Affine clipped = {bare.scale, std::clamp(bare.zero_point, -128, 127)};
  const absl::StatusOr<Affine> widened = ChooseAsymmetric(x);
  ASSERT_TRUE(widened.ok()) << widened.status();
  EXPECT_THAT(
      Handout(),
      HasSubstr(absl::StrCat(
          RulerRow("from min x to max x", x, bare),
          RulerRow("the same, zero point clipped to −128", x, clipped),
          RulerRow("widened to include zero (this lab)", x, *widened))));
  EXPECT_THAT(
      Flowing(Handout()),
      HasSubstr(absl::StrFormat("Widening costs %.0f %% of the scale",
                                100 * (widened->scale / bare.scale) - 100)));
}

TEST(Handout04, NotesHoldTheExpectedResults) {
  const absl::StatusOr<Measurements> measured =
      MeasureAll(MakeTensors(Variant::kFixedLogits, 42));
  ASSERT_TRUE(measured.ok()) << measured.status();
  const absl::StatusOr<Json> results = Results(*measured);
  ASSERT_TRUE(results.ok()) << results.status();
  const std::string notes = Text("solutions/04_int8/NOTES.md");
  for (const auto& [tensor, rulers] : results->items()) {
    for (const auto& [ruler, r] : rulers.items()) {
      std::string row =
          absl::StrFormat("| %s | %s | %.4g | %d", tensor, ruler,
                          r["scale"].get<double>(), r["zero_point"].get<int>());
      for (const char* field : {"mae", "max_err", "rel_err", "rel_err_median",
                                "rel_err_norm", "sqnr_db"}) {
        absl::StrAppendFormat(&row, " | %.4g", r[field].get<double>());
      }
      absl::StrAppendFormat(&row, " | %d |\n", r["n_codes"].get<int>());
      EXPECT_THAT(notes, HasSubstr(row));
    }
  }
}

}  // namespace
}  // namespace int8_lab
