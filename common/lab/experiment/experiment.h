#pragma once

// The program behind `bazel run //labs/NN_topic:experiment`.
//
// A lab's experiment.cc measures with the lab's contract functions and hands
// each result to the Context; everything around that is here:
//
//   absl::Status Run(wbm::lab::Context& context) {
//     ...
//     return context.WriteJson("results.json", results);
//   }
//
//   int main(int argc, char** argv) {
//     return wbm::lab::RunExperiment(
//         argc, argv,
//         {.lab = "04_int8",
//          .description = "Measures the int8 round trip.",
//          .default_seed = 42,
//          .run = Run});
//   }
//
// Extra flags are ABSL_FLAGs of experiment.cc. Every experiment has
//   --out=DIR    (needed) the folder to fill; made if absent
//   --seed=N     default: the experiment's default_seed
//   --figure_data  also write each figure as NAME.figure.json (figure_json.h)
//   --help       description, flags, and the outputs that lab.json promises
// and relative paths are meant from where the person typed the command.
//
// The folder is filled at the end and as a whole: outputs go to a temporary
// folder beside it and move in when all are there, manifest.json (hashes of
// inputs and outputs, seed, flags, machine, times) last. After a failure the
// folder is as it was. Nothing is written through a symbolic link.
//
// Exit codes: 0 done; 1 the experiment failed (a task is not written yet, or
// an error that the message names); 2 wrong use (a flag, a path, or an input
// that is not as it should be: an InvalidArgument or NotFound from `run`);
// 3 this machine could not do it (no gnuplot, no space); 4 a call to the code
// under test failed at the grader's boundary (crash, time-out, ...): see
// call_failed.h.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/manifest.h"
#include "common/lab/experiment/output_folder.h"
#include "common/plot/figure.h"
#include "nlohmann/json.hpp"

namespace wbm::lab {

// What a running experiment may do. Names are plain file names or one folder
// deep ("figures/errors"), of letters, digits and "._-"; no name twice.
class Context {
 public:
  Context(std::string lab, OutputFolder& out, io::Manifest& manifest,
          std::uint64_t seed);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  std::uint64_t seed() const { return seed_; }
  // For NumPy's RandomState, which takes 32 bits. InvalidArgument for a seed
  // that has more: cut off, two seeds would give one stream.
  absl::StatusOr<std::uint32_t> Seed32() const;

  // `name` with its extension: "results.json".
  absl::Status WriteJson(std::string_view name,
                         const nlohmann::ordered_json& value);
  absl::Status WriteMarkdown(std::string_view name, std::string_view text);
  // A header and rows of the same width; cells are quoted as needed.
  absl::Status WriteCsv(std::string_view name,
                        const std::vector<std::string>& header,
                        const std::vector<std::vector<std::string>>& rows);
  // Row-major; the product of `shape` is `values.size()`.
  absl::Status WriteNpy(std::string_view name, const std::vector<float>& values,
                        const std::vector<std::size_t>& shape);
  // `name` without extension: writes name.png, name.svg and name.csv.
  absl::Status WriteFigure(std::string_view name, const plot::Figure& figure);

  // The file's bytes; its hash goes into the manifest under the file's name
  // (without folders, which would name the machine). At most 64 MiB. Relative
  // paths are meant from where the person typed the command.
  absl::StatusOr<std::string> ReadInput(std::string_view path);

  // Why this machine cannot draw figures; empty while it can.
  const std::string& machine_fault() const { return machine_fault_; }

  // Says that an output cannot be right, and why, in plain words: "the largest
  // error is 0.7 steps; rounding to the nearest costs at most half a step".
  // Shown when all is written, and kept in the manifest, not in the results:
  // the numbers are what the code gives, and the run is no failure.
  void Doubt(std::string_view what);
  const std::vector<std::string>& doubts() const { return doubts_; }

  // How long `what` took, for the manifest's stamps.
  void AddDuration(const std::string& what, double seconds);

  // A line on stderr: "[04_int8 1.2 s] measuring hidden".
  void Progress(std::string_view message);

 private:
  std::string lab_;
  OutputFolder& out_;
  io::Manifest& manifest_;
  std::uint64_t seed_;
  std::string machine_fault_;
  std::vector<std::string> doubts_;
  std::chrono::steady_clock::time_point start_;
};

struct Experiment {
  std::string lab;          // "04_int8"
  std::string description;  // for --help
  std::uint64_t default_seed = 0;
  std::function<absl::Status(Context&)> run;
};

// Returns the exit code. Flags are parsed here; do not call ParseCommandLine.
int RunExperiment(int argc, char** argv, const Experiment& experiment);

}  // namespace wbm::lab
