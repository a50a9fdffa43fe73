// Quantizes three inputs on two grids with 1 to 16 bits, by the functions of
// noise.h, and holds what is measured against what is predicted.

#include "common/lab/experiment/experiment.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "labs/05_noise/measure/figures.h"
#include "labs/05_noise/measure/inputs.h"
#include "labs/05_noise/measure/results.h"
#include "labs/05_noise/measure/tables.h"

namespace noise_lab {
namespace {

absl::Status Run(wbm::lab::Context& context) {
  context.Progress("quantizing three inputs on two grids");
  const absl::StatusOr<std::uint32_t> seed = context.Seed32();
  if (!seed.ok()) return seed.status();
  const Inputs inputs = MakeInputs(*seed);
  const wbm::io::Json results = Results(inputs);
  absl::Status status = context.WriteJson("results.json", results);
  status.Update(context.WriteMarkdown("tables.md", Tables(results)));
  context.Progress("drawing three figures");
  status.Update(context.WriteFigure("sqnr", SqnrFigure(results)));
  status.Update(context.WriteFigure("deviation", DeviationFigure(results)));
  status.Update(context.WriteFigure("clipping", ClippingFigure(inputs)));
  return status;
}

}  // namespace
}  // namespace noise_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "05_noise",
       .description = "The noise of uniform quantizers: SQNR against bits, "
                      "where to clip, and what the codes carry.",
       .default_seed = 42,
       .run = noise_lab::Run});
}
