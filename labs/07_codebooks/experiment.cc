// Looks for levels: for a bell curve, for blocks of weights, for probabilities,
// by the functions of codebook.h.

#include "common/lab/experiment/experiment.h"

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "labs/07_codebooks/measure/doubts.h"
#include "labs/07_codebooks/measure/figures.h"
#include "labs/07_codebooks/measure/measured.h"
#include "labs/07_codebooks/measure/results.h"
#include "labs/07_codebooks/measure/tables.h"

namespace codebook_lab {
namespace {

absl::Status Run(wbm::lab::Context& context) {
  context.Progress("designing levels, quantizing weights and probabilities");
  const absl::StatusOr<std::uint32_t> seed = context.Seed32();
  if (!seed.ok()) return seed.status();
  const absl::StatusOr<Measured> measured = Measure(*seed);
  if (!measured.ok()) return measured.status();
  const wbm::io::Json results = Results(*measured);
  for (const std::string& doubt : Doubts(results)) context.Doubt(doubt);
  absl::Status status = context.WriteJson("results.json", results);
  status.Update(context.WriteMarkdown("tables.md", Tables(results)));
  context.Progress("drawing three figures");
  status.Update(context.WriteFigure("levels", LevelsFigure(*measured)));
  status.Update(context.WriteFigure("mse_by_bits", ErrorByBits(*measured)));
  status.Update(context.WriteFigure("verb_probs", VerbProbsFigure(*measured)));
  return status;
}

}  // namespace
}  // namespace codebook_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "07_codebooks",
       .description = "Where the levels go: Lloyd-Max, NF4, three levels, and "
                      "logarithms of probabilities.",
       .default_seed = 42,
       .run = codebook_lab::Run});
}
