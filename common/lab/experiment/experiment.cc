#include "common/lab/experiment/experiment.h"

#include <charconv>
#include <exception>
#include <filesystem>
#include <iostream>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>

#include "absl/flags/flag.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/npy.h"
#include "common/io/runfiles.h"
#include "common/io/user_path.h"
#include "common/lab/call_failed.h"
#include "common/lab/each.h"
#include "common/lab/not_yet.h"
#include "common/lab/plan/lab_plan.h"
#include "common/os/command_line.h"
#include "common/plot/csv.h"
#include "common/plot/figure_json.h"
#include "common/plot/run_gnuplot.h"
#include "common/plot/write_figure.h"

ABSL_FLAG(std::string, out, "", "the folder to fill; made if it is not there");
ABSL_FLAG(std::string, seed, "",
          "of the random streams; the lab's own when not given");
ABSL_FLAG(bool, figure_data, false,
          "also write each figure as NAME.figure.json, to be drawn anew");

namespace wbm::lab {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr int kMachine = 3;
constexpr int kCallFailed = 4;

constexpr char kManifest[] = "manifest.json";

int Complain(const Experiment& experiment, const std::string& message,
             int code) {
  std::cerr << experiment.lab << ": " << message << "\n";
  return code;
}

// What lab.json, which lies beside the experiment, promises.
std::string Promised(const std::string& lab) {
  const absl::StatusOr<std::string> path =
      io::Runfile("labs/" + lab + "/lab.json");
  const absl::StatusOr<LabPlan> plan =
      path.ok() ? ReadLabPlan(*path) : path.status();
  if (!plan.ok()) return "  what the handout says\n";
  std::string text;
  for (const PlannedOutput& output : plan->outputs) {
    text += "  " + output.file + ": " + output.what + "\n";
  }
  return text;
}

int ShowHelp(const Experiment& experiment) {
  std::cout << experiment.description << "\n\nUse:\n  bazel run //labs/"
            << experiment.lab << ":experiment -- --out=DIR\n\nFlags:\n"
            << os::FlagsHelp() << "\nThe lab's seed is "
            << experiment.default_seed << ".\n\nWrites:\n"
            << Promised(experiment.lab)
            << "\nExit codes: 0 done, 1 failed, 2 wrong use, 3 this machine "
               "could not do it, 4 a call to the code under test failed.\n";
  return kDone;
}

std::optional<std::uint64_t> ChosenSeed(std::uint64_t standard) {
  const std::string text = absl::GetFlag(FLAGS_seed);
  if (text.empty()) return standard;
  std::uint64_t seed = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return seed;
}

// The folders of a path would name the machine.
std::string FileName(const std::string& value) {
  return value.substr(value.rfind('/') + 1);
}

void RecordFlags(io::Manifest& manifest) {
  for (const auto& [name, value] : os::FlagValues()) {
    if (name == "out" || name == "seed") continue;
    manifest.AddFlag(name, FileName(value));
  }
}

int CodeOf(const absl::Status& status) {
  const bool wrong_use =
      absl::IsInvalidArgument(status) || absl::IsNotFound(status);
  return wrong_use ? kWrongUse : kFailed;
}

std::string NextStep(const Experiment& experiment, const NotYet& not_yet) {
  std::ostringstream text;
  text << "nothing was written, a task comes first.\nNext: task "
       << not_yet.task() << " is still to be written: " << not_yet.file() << ":"
       << not_yet.line() << "\n  Stuck: bazel run //labs/" << experiment.lab
       << ":hint -- " << not_yet.task();
  return text.str();
}

// Runs the lab's part. Exit code kDone: go on and write.
int Measure(const Experiment& experiment, Context& context) {
  try {
    const absl::Status status = experiment.run(context);
    FreshWorker();  // the last one is looked at as it goes
    if (status.ok()) return kDone;
    if (!context.machine_fault().empty()) {
      return Complain(experiment, context.machine_fault(), kMachine);
    }
    return Complain(experiment, std::string(status.message()), CodeOf(status));
  } catch (const NotYet& not_yet) {
    return Complain(experiment, NextStep(experiment, not_yet), kFailed);
  } catch (const CallFailed& failed) {
    const bool nobodys = failed.verdict() == "not_graded";
    return Complain(experiment, failed.verdict() + ": " + failed.what(),
                    nobodys ? kMachine : kCallFailed);
  } catch (const std::exception& thrown) {
    return Complain(experiment,
                    std::string("an exception left the code: ") + thrown.what(),
                    kFailed);
  } catch (...) {
    return Complain(experiment, "an exception of unknown type left the code",
                    kFailed);
  }
}

// After everything was written, so that they are the last thing to be read.
void ShowDoubts(const Experiment& experiment,
                const std::vector<std::string>& doubts) {
  for (const std::string& doubt : doubts) {
    std::cerr << experiment.lab << ": this cannot be right: " << doubt << "\n";
  }
}

absl::Status Fill(OutputFolder& out, io::Manifest& manifest) {
  absl::Status status = out.Stage();
  for (const std::string& name : out.names()) {
    if (status.ok()) status = manifest.AddOutput(name, out.StagedPath(name));
  }
  if (status.ok()) status = manifest.Write(out.StagedPath(kManifest));
  if (status.ok()) status = out.Publish(kManifest);
  return status;
}

int RunAndFill(const Experiment& experiment, std::uint64_t seed,
               OutputFolder& out) {
  io::Manifest manifest(experiment.lab);
  manifest.SetSeed(seed);
  RecordFlags(manifest);
  Context context(experiment.lab, out, manifest, seed);
  if (const int code = Measure(experiment, context); code != kDone) return code;
  if (const absl::Status status = Fill(out, manifest); !status.ok()) {
    // What was measured is there; outputs alone can be too large.
    const bool too_large = absl::IsResourceExhausted(status);
    return Complain(experiment, std::string(status.message()),
                    too_large ? kFailed : kMachine);
  }
  std::cout << experiment.lab << ": wrote " << out.names().size() + 1
            << " files to " << out.path() << std::endl;
  ShowDoubts(experiment, context.doubts());
  return kDone;
}

absl::Status CheckShape(std::string_view name, std::size_t values,
                        const std::vector<std::size_t>& shape) {
  std::size_t product = 1;
  for (const std::size_t side : shape) {
    if (side != 0 && product > values / side) product = values + 1;
    product = product > values ? product : product * side;
  }
  if (product == values) return absl::OkStatus();
  return absl::InternalError(std::string(name) + ": the shape does not hold " +
                             std::to_string(values) + " values");
}

}  // namespace

Context::Context(std::string lab, OutputFolder& out, io::Manifest& manifest,
                 std::uint64_t seed)
    : lab_(std::move(lab)),
      out_(out),
      manifest_(manifest),
      seed_(seed),
      start_(std::chrono::steady_clock::now()) {}

absl::StatusOr<std::uint32_t> Context::Seed32() const {
  if (seed_ <= std::numeric_limits<std::uint32_t>::max()) {
    return static_cast<std::uint32_t>(seed_);
  }
  return absl::InvalidArgumentError(
      "--seed=" + std::to_string(seed_) +
      ": this lab's streams take a seed below 2^32");
}

absl::Status Context::WriteJson(std::string_view name,
                                const nlohmann::ordered_json& value) {
  absl::StatusOr<std::string> text = io::DumpJson(value);
  if (!text.ok()) {
    return absl::InternalError(std::string(name) + ": " +
                               std::string(text.status().message()));
  }
  return out_.Add(name, std::move(*text));
}

absl::Status Context::WriteMarkdown(std::string_view name,
                                    std::string_view text) {
  return out_.Add(name, std::string(text));
}

absl::Status Context::WriteCsv(
    std::string_view name, const std::vector<std::string>& header,
    const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += (i > 0 ? "," : "") + plot::CsvField(cells[i]);
    }
    text += "\n";
  };
  add(header);
  for (const std::vector<std::string>& row : rows) {
    if (row.size() != header.size()) {
      return absl::InternalError(
          std::string(name) + ": a row has " + std::to_string(row.size()) +
          " cells under a header of " + std::to_string(header.size()));
    }
    add(row);
  }
  return out_.Add(name, std::move(text));
}

absl::Status Context::WriteNpy(std::string_view name,
                               const std::vector<float>& values,
                               const std::vector<std::size_t>& shape) {
  absl::Status status = CheckShape(name, values.size(), shape);
  if (!status.ok()) return status;
  io::NpyArray array;
  array.dtype = io::Dtype::kFloat32;
  array.shape.assign(shape.begin(), shape.end());
  array.bytes.assign(reinterpret_cast<const char*>(values.data()),
                     values.size() * sizeof(float));
  absl::StatusOr<std::string> bytes = io::FormatNpy(array);
  if (!bytes.ok()) return bytes.status();
  return out_.Add(name, std::move(*bytes));
}

absl::Status Context::WriteFigure(std::string_view name,
                                  const plot::Figure& figure) {
  absl::StatusOr<plot::Drawing> drawing = plot::Draw(figure);
  const std::string stem(name);
  if (!drawing.ok()) {
    const absl::Status gnuplot = plot::MachineFault(drawing.status());
    if (!gnuplot.ok()) machine_fault_ = std::string(gnuplot.message());
    return absl::InternalError(stem + ": " +
                               std::string(drawing.status().message()));
  }
  absl::Status status = out_.Add(stem + ".png", std::move(drawing->png));
  status.Update(out_.Add(stem + ".svg", std::move(drawing->svg)));
  status.Update(out_.Add(stem + ".csv", std::move(drawing->csv)));
  if (absl::GetFlag(FLAGS_figure_data)) {
    status.Update(out_.Add(stem + ".figure.json", plot::FigureJson(figure)));
  }
  return status;
}

absl::StatusOr<std::string> Context::ReadInput(std::string_view path) {
  const std::string full = io::UserPath(path);
  absl::StatusOr<std::string> bytes = io::ReadFile(full);
  if (!bytes.ok()) return bytes.status();
  absl::Status status =
      manifest_.AddInput(std::filesystem::path(full).filename().string(), full);
  if (!status.ok()) return status;
  return bytes;
}

void Context::Doubt(std::string_view what) {
  doubts_.emplace_back(what);
  manifest_.AddDoubt(doubts_.back());
}

void Context::AddDuration(const std::string& what, double seconds) {
  manifest_.AddDuration(what, seconds);
}

void Context::Progress(std::string_view message) {
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - start_;
  std::ostringstream line;
  line.precision(1);
  line << "[" << lab_ << " " << std::fixed << passed.count() << " s] "
       << message << "\n";
  std::cerr << line.str();
}

int RunExperiment(int argc, char** argv, const Experiment& experiment) {
  const absl::StatusOr<os::CommandLine> line = os::ParseCommandLine(argc, argv);
  if (!line.ok()) {
    return Complain(experiment, std::string(line.status().message()),
                    kWrongUse);
  }
  if (line->help) return ShowHelp(experiment);
  if (!line->positional.empty()) {
    return Complain(
        experiment,
        "'" + line->positional.front() + "' is not understood; see --help",
        kWrongUse);
  }
  const std::optional<std::uint64_t> seed = ChosenSeed(experiment.default_seed);
  if (!seed.has_value()) {
    return Complain(experiment,
                    "--seed=" + absl::GetFlag(FLAGS_seed) +
                        ": not a whole number from 0 to 2^64 - 1",
                    kWrongUse);
  }
  if (absl::GetFlag(FLAGS_out).empty()) {
    return Complain(experiment,
                    "--out is missing: name the folder to fill, "
                    "for example --out=results",
                    kWrongUse);
  }
  absl::StatusOr<OutputFolder> out =
      OutputFolder::At(io::UserPath(absl::GetFlag(FLAGS_out)));
  if (!out.ok()) {
    return Complain(experiment, "--out: " + std::string(out.status().message()),
                    kWrongUse);
  }
  return RunAndFill(experiment, *seed, *out);
}

}  // namespace wbm::lab
