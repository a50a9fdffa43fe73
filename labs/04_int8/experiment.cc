// Sends three tensors through int8 and back, by the functions of quantizer.h,
// and writes down what that cost.

#include "common/lab/experiment/experiment.h"

#include <string>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/io/user_path.h"
#include "labs/04_int8/measure/doubts.h"
#include "labs/04_int8/measure/figures.h"
#include "labs/04_int8/measure/predictions.h"
#include "labs/04_int8/measure/results.h"
#include "labs/04_int8/measure/round_trip.h"
#include "labs/04_int8/measure/summary.h"
#include "labs/04_int8/measure/tensors.h"

ABSL_FLAG(std::string, variant, "A",
          "A: one row of given logits. B: 64 rows of random logits, drawn "
          "first, so that the other two tensors differ from A's");
ABSL_FLAG(std::string, predictions, "",
          "your predictions; default: the lab's predictions.json");

namespace int8_lab {
namespace {

using ::wbm::lab::Context;

absl::StatusOr<Variant> ChosenVariant() {
  const std::string name = absl::GetFlag(FLAGS_variant);
  if (name == "A") return Variant::kFixedLogits;
  if (name == "B") return Variant::kSixtyFourRows;
  return absl::InvalidArgumentError(
      absl::StrCat("--variant=", name, ": write --variant=A or --variant=B"));
}

absl::StatusOr<Predictions> ReadPredictions(Context& context) {
  constexpr char kOwn[] = "labs/04_int8/predictions.json";
  const std::string typed = absl::GetFlag(FLAGS_predictions);
  const std::string given = wbm::io::UserPath(typed);
  const absl::StatusOr<std::string> path =
      given.empty() ? wbm::io::Runfile(kOwn) : given;
  if (!path.ok()) return path.status();
  const absl::StatusOr<std::string> text = context.ReadInput(*path);
  if (!text.ok()) return text.status();
  return ParsePredictions(*text, given.empty() ? kOwn : typed);
}

absl::Status WriteTensors(Context& context, const Tensors& t, Variant variant) {
  const std::size_t rows = t.tense_logits.size() / kTenses;
  absl::Status status =
      context.WriteNpy("tense_logits.npy", t.tense_logits,
                       variant == Variant::kFixedLogits
                           ? std::vector<std::size_t>{t.tense_logits.size()}
                           : std::vector<std::size_t>{rows, kTenses});
  status.Update(
      context.WriteNpy("verb_probs.npy", t.verb_probs, {t.verb_probs.size()}));
  status.Update(context.WriteNpy("hidden.npy", t.hidden, {t.hidden.size()}));
  return status;
}

absl::Status Run(Context& context) {
  const absl::StatusOr<Variant> variant = ChosenVariant();
  if (!variant.ok()) return variant.status();
  // First of all: nothing is measured before it has been predicted.
  const absl::StatusOr<Predictions> expected = ReadPredictions(context);
  if (!expected.ok()) return expected.status();

  const Tensors tensors = MakeTensors(*variant, context.seed());
  context.Progress("measuring three tensors on two rulers");
  const absl::StatusOr<Measurements> measured = MeasureAll(tensors);
  if (!measured.ok()) return measured.status();
  const absl::StatusOr<wbm::io::Json> results = Results(*measured);
  if (!results.ok()) return results.status();

  for (const std::string& doubt : Doubts(*results)) context.Doubt(doubt);
  absl::Status status = WriteTensors(context, tensors, *variant);
  status.Update(context.WriteJson("results.json", *results));
  status.Update(
      context.WriteMarkdown("summary.md", Summary(*results, *expected)));
  context.Progress("drawing two figures");
  status.Update(
      context.WriteFigure("error_histogram", ErrorHistogram(measured->hidden)));
  status.Update(
      context.WriteFigure("verb_probs_rank", RankPlot(measured->verb_probs)));
  return status;
}

}  // namespace
}  // namespace int8_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "04_int8",
       .description =
           "Three tensors through int8 and back, on two rulers: what it cost.",
       .default_seed = 42,
       .run = int8_lab::Run});
}
