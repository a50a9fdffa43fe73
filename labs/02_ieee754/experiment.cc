// Takes ten numbers apart and measures what float arithmetic loses, by the
// functions of floats.h.

#include "common/lab/experiment/experiment.h"

#include "absl/status/status.h"
#include "common/io/json.h"
#include "labs/02_ieee754/measure/figures.h"
#include "labs/02_ieee754/measure/results.h"
#include "labs/02_ieee754/measure/tables.h"

namespace ieee_lab {
namespace {

absl::Status Run(wbm::lab::Context& context) {
  context.Progress("decoding, adding, probing");
  const wbm::io::Json results = Results();
  absl::Status status = context.WriteJson("results.json", results);
  status.Update(context.WriteMarkdown("tables.md", Tables(results)));
  context.Progress("drawing two figures");
  status.Update(context.WriteFigure("ulp", UlpFigure()));
  status.Update(context.WriteFigure("absorption", AbsorptionFigure()));
  return status;
}

}  // namespace
}  // namespace ieee_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "02_ieee754",
       .description = "Ten numbers bit by bit, and what float arithmetic does "
                      "with them: absorption, NaN, subnormals.",
       .default_seed = 1,
       .run = ieee_lab::Run});
}
