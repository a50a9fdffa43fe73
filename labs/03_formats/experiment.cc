// Tabulates and draws the formats of minifloat.h, by its own functions.

#include "common/lab/experiment/experiment.h"

#include "absl/status/status.h"
#include "labs/03_formats/measure/figures.h"
#include "labs/03_formats/measure/results.h"

namespace formats_lab {
namespace {

absl::Status Run(wbm::lab::Context& context) {
  context.Progress("tabulating eight formats");
  const wbm::io::Json results = Results();
  absl::Status status = context.WriteJson("results.json", results);
  status.Update(context.WriteMarkdown("formats.md", Markdown(results)));
  context.Progress("drawing three figures");
  status.Update(context.WriteFigure("range_precision",  //
                                    RangeAgainstPrecision()));
  status.Update(context.WriteFigure("fp8_number_line", Fp8NumberLine()));
  status.Update(context.WriteFigure("ulp_magnitude", UlpAgainstMagnitude()));
  return status;
}

}  // namespace
}  // namespace formats_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "03_formats",
       .description = "The number formats of machine learning, tabulated and "
                      "drawn by your functions.",
       .run = formats_lab::Run});
}
