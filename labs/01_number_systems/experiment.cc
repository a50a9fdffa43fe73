// Writes the lab's tables and pictures, by the functions of numbers.h.

#include "common/lab/experiment/experiment.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "common/plot/figure.h"
#include "labs/01_number_systems/measure/doubts.h"
#include "labs/01_number_systems/measure/figures.h"
#include "labs/01_number_systems/measure/results.h"
#include "labs/01_number_systems/measure/sweep.h"
#include "labs/01_number_systems/measure/tables.h"

namespace bits_lab {
namespace {

absl::Status Run(wbm::lab::Context& context) {
  context.Progress("sending 5121 values through Q3.4");
  const absl::StatusOr<Sweep> sweep = SweepQ34();
  if (!sweep.ok()) return sweep.status();
  const absl::StatusOr<wbm::io::Json> results = Results(*sweep);
  if (!results.ok()) return results.status();
  const absl::StatusOr<wbm::plot::Figure> wheel = NumberWheel();
  if (!wheel.ok()) return wheel.status();

  for (const std::string& doubt : Doubts(*results)) context.Doubt(doubt);
  absl::Status status = context.WriteJson("results.json", *results);
  status.Update(context.WriteMarkdown("tables.md", Tables(*results)));
  context.Progress("drawing two figures");
  status.Update(context.WriteFigure("number_wheel", *wheel));
  status.Update(context.WriteFigure("q3_4_error", FixedPointError(*sweep)));
  return status;
}

}  // namespace
}  // namespace bits_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "01_number_systems",
       .description = "Numbers in three bases, in two's complement and in "
                      "fixed point: the handout's tables, by your functions.",
       .default_seed = 1,
       .run = bits_lab::Run});
}
