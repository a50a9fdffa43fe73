// One scale or many, packed weights, and a rotation: measured by the functions
// of scales.cc.

#include "common/lab/experiment/experiment.h"

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "labs/06_granularity/measure/doubts.h"
#include "labs/06_granularity/measure/figures.h"
#include "labs/06_granularity/measure/results.h"
#include "labs/06_granularity/measure/tables.h"

namespace granularity_lab {
namespace {

absl::Status Run(wbm::lab::Context& context) {
  const absl::StatusOr<std::uint32_t> seed = context.Seed32();
  if (!seed.ok()) return seed.status();
  context.Progress("quantizing, multiplying, rotating");
  const absl::StatusOr<wbm::io::Json> results = Results(*seed);
  if (!results.ok()) return results.status();
  for (const std::string& doubt : Doubts(*results, *seed)) {
    context.Doubt(doubt);
  }
  absl::Status status = context.WriteJson("results.json", *results);
  status.Update(context.WriteMarkdown("tables.md", Tables(*results)));
  context.Progress("drawing two figures");
  status.Update(
      context.WriteFigure("channel_error", ChannelErrorFigure(*results)));
  status.Update(context.WriteFigure("rotation", RotationFigure(*results)));
  return status;
}

}  // namespace
}  // namespace granularity_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "06_granularity",
       .description = "Int8 with one scale or many, a product with packed int4 "
                      "weights, a Hadamard rotation against outliers.",
       .default_seed = 42,
       .run = granularity_lab::Run});
}
