#include "grading/grader/run/run_experiment.h"

#include <string.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/io/sha256.h"
#include "common/io/utf8.h"
#include "common/lab/plan/json_fields.h"
#include "common/lab/student/student_json.h"
#include "grading/boundary/account.h"
#include "grading/grader/machine/machine.h"
#include "grading/grader/machine/trusted_process.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using boundary::Verdict;
using Json = nlohmann::json;

constexpr char kPredictions[] = "predictions.json";
constexpr char kOutputs[] = "experiment";  // a folder
constexpr char kAccount[] = "experiment.account";
constexpr char kResults[] = "results.json";
constexpr std::size_t kMaxOutput = 64u << 20;

// Exit codes of common/lab/experiment/experiment.h.
constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr int kMachine = 3;
constexpr int kCallFailed = 4;

bool Takes(const lab::LabPlan& plan, const std::string& file) {
  return std::find(plan.hand_in.begin(), plan.hand_in.end(), file) !=
         plan.hand_in.end();
}

// Nothing of the grader's own folder, whose name is drawn: two grades of one
// submission say the same.
std::string WithoutFolder(const std::string& text, const std::string& folder) {
  const std::string plain = fs::path(folder).lexically_normal().string();
  return absl::StrReplaceAll(
      text, {{folder + "/", ""}, {plain + "/", ""}, {folder, "."}});
}

// What the experiment complained of: all but its progress ("[04_int8 …").
std::string Complaint(const std::string& output, const std::string& folder) {
  constexpr std::size_t kMostLines = 20;
  std::vector<std::string> kept;
  const std::string quotable = io::QuotableText(WithoutFolder(output, folder));
  for (const auto piece : absl::StrSplit(quotable, '\n')) {
    const std::string line(piece);
    if (line.empty() || line.starts_with('[')) continue;
    if (kept.size() == kMostLines) {
      kept.push_back("…");
      break;
    }
    kept.push_back(line);
  }
  return absl::StrJoin(kept, "\n");
}

// The sizes are the student's doing: what came back is written there.
bool TooLarge(const std::string& folder, ExperimentRun* run) {
  std::error_code error;
  std::uintmax_t all = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) all += entry.file_size(error);
  }
  if (all <= kMaxOutput) return false;
  run->verdict = Verdict::kWrong;
  run->message =
      absl::StrCat("The experiment's outputs are ", all >> 20,
                   " MiB, more than the ", kMaxOutput >> 20,
                   " MiB that they may be: some function returns far more "
                   "values than there are.");
  return true;
}

// Tables and results hold what the student's code returned and what they wrote.
std::string Quotable(const std::string& name, std::string bytes) {
  if (name.ends_with(".json")) return io::QuotableJson(bytes);
  const bool is_text =
      name.ends_with(".md") || name.ends_with(".csv") || name.ends_with(".txt");
  return is_text ? io::QuotableText(bytes) : std::move(bytes);
}

absl::Status ReadOutputs(const std::string& folder, ExperimentRun* run) {
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    const std::string name =
        fs::relative(entry.path(), folder, error).generic_string();
    absl::StatusOr<std::string> bytes =
        ReadOwnFile(entry.path().string(), kMaxOutput);
    if (!bytes.ok()) return bytes.status();
    *bytes = Quotable(name, *std::move(bytes));
    run->outputs.push_back({name, *std::move(bytes)});
  }
  std::sort(
      run->outputs.begin(), run->outputs.end(),
      [](const OutputFile& a, const OutputFile& b) { return a.name < b.name; });
  return absl::OkStatus();
}

absl::Status TakeOutputs(const std::string& folder, const lab::LabPlan& plan,
                         ExperimentRun* run) {
  if (TooLarge(folder, run)) return absl::OkStatus();
  if (auto s = ReadOutputs(folder, run); !s.ok()) return s;
  for (const auto& expected : plan.outputs) {
    const bool there = std::any_of(
        run->outputs.begin(), run->outputs.end(),
        [&](const OutputFile& o) { return o.name == expected.file; });
    if (!there) {
      return absl::InternalError(absl::StrCat(
          "the experiment ended well and left no ", expected.file));
    }
  }
  for (const OutputFile& output : run->outputs) {
    if (output.name == kResults) run->results = output.bytes;
  }
  return absl::OkStatus();
}

absl::StatusOr<ExperimentRun> Conclude(const TrustedOutcome& outcome,
                                       const lab::LabPlan& plan,
                                       const TemporaryFolder& folder) {
  ExperimentRun run;
  const std::string words = Complaint(outcome.output, folder.path());
  if (outcome.timed_out) {
    return absl::InternalError(
        absl::StrCat("the experiment did not end in time\n", words));
  }
  // As in a check: it has gone well with right values, and the machine's own
  // faults have been looked for. So values did this.
  if (outcome.signal != 0) {
    run.verdict = Verdict::kWrong;
    run.message =
        absl::StrCat("The experiment could not go on with what came back (",
                     strsignal(outcome.signal), ").");
    return run;
  }
  switch (outcome.exit_code) {
    case kDone:
      run.verdict = Verdict::kRight;
      if (auto s = TakeOutputs(folder.Path(kOutputs), plan, &run); !s.ok())
        return s;
      return run;
    case kMachine:
      return absl::UnavailableError(words);
    case kFailed:
      run.verdict = Verdict::kWrong;
      break;
    case kWrongUse:
      run.verdict = Verdict::kNotWritten;
      break;
    case kCallFailed:
      run.verdict = Verdict::kSkipped;
      break;
    default:
      return absl::InternalError(
          absl::StrCat("the experiment ended with exit code ",
                       outcome.exit_code, "\n", words));
  }
  run.message = absl::StrCat("The experiment stopped.\n", words);
  return run;
}

// Walks two JSON values side by side and notes where they part.
class Comparison {
 public:
  void Walk(const std::string& at, const Json& given, const Json& measured) {
    if (lines_.size() >= kMost) return;
    if (given.is_number() && measured.is_number()) {
      const double a = given.get<double>(), b = measured.get<double>();
      const double allowed = 1e-6 * std::max(std::abs(a), std::abs(b));
      if (!(std::abs(a - b) <= allowed)) Note(at, given, measured);
    } else if (given.is_object() && measured.is_object()) {
      WalkObject(at, given, measured);
    } else if (given.is_array() && measured.is_array() &&
               given.size() == measured.size()) {
      for (std::size_t i = 0; i < given.size(); ++i) {
        Walk(absl::StrCat(at, "/", i), given[i], measured[i]);
      }
    } else if (given != measured) {
      Note(at, given, measured);
    }
  }
  std::string Text() const {
    std::string text = absl::StrJoin(lines_, "\n");
    if (lines_.size() >= kMost) absl::StrAppend(&text, "\n…");
    return text;
  }

 private:
  static constexpr std::size_t kMost = 8;

  static std::string Short(const Json& value) {
    return io::QuotableName(
        value.dump(-1, ' ', false, Json::error_handler_t::replace), 40);
  }

  void Note(const std::string& at, const Json& given, const Json& measured) {
    lines_.push_back(absl::StrCat(io::QuotableName(at, 80), ": handed in ",
                                  Short(given), ", measured here ",
                                  Short(measured)));
  }

  void WalkObject(const std::string& at, const Json& given,
                  const Json& measured) {
    for (const auto& [name, value] : measured.items()) {
      const std::string below = absl::StrCat(at, "/", name);
      if (given.contains(name)) {
        Walk(below, given[name], value);
      } else if (lines_.size() < kMost) {
        lines_.push_back(
            absl::StrCat(io::QuotableName(below, 80), ": missing"));
      }
    }
    for (const auto& [name, value] : given.items()) {
      if (measured.contains(name) || lines_.size() >= kMost) continue;
      lines_.push_back(
          absl::StrCat(io::QuotableName(absl::StrCat(at, "/", name), 80),
                       ": not among the results"));
    }
  }

  std::vector<std::string> lines_;
};

}  // namespace

absl::StatusOr<ExperimentRun> RunExperiment(const std::string& binary,
                                            const std::string& worker,
                                            const std::string& limits,
                                            const lab::LabPlan& plan,
                                            const Submission& submission,
                                            const TemporaryFolder& folder,
                                            Stopwatch* watch) {
  Stopwatch::Running lap = watch->Time("experiment");
  TrustedCommand command;
  command.arguments = {binary, absl::StrCat("--out=", folder.Path(kOutputs)),
                       "--figure_data"};
  command.environment["WBM_WORKER"] = worker;
  const std::string account = folder.Path(kAccount);
  command.environment["WBM_ACCOUNT"] = account;
  if (!limits.empty()) command.environment["WBM_LIMITS"] = limits;
  command.environment.emplace("BUILD_WORKING_DIRECTORY", folder.path());
  command.working_directory = folder.path();
  if (Takes(plan, kPredictions)) {
    const auto bytes = submission.files.find(kPredictions);
    if (bytes == submission.files.end()) {
      return ExperimentRun{Verdict::kNotWritten,
                           "predictions.json was not handed in, and nothing "
                           "is measured before it is predicted.",
                           std::nullopt,
                           {}};
    }
    if (const auto s = lab::ParseStudentJson(bytes->second, kPredictions);
        !s.ok()) {
      return ExperimentRun{
          Verdict::kNotWritten, std::string(s.status().message()), {}, {}};
    }
    if (auto s = folder.Write(kPredictions, bytes->second); !s.ok()) return s;
    // Relative, as a person would type it: errors repeat the name.
    command.arguments.push_back(absl::StrCat("--predictions=", kPredictions));
  }
  if (auto s = boundary::Account::Open(account); !s.ok()) return s;
  const absl::StatusOr<TrustedOutcome> outcome = RunTrusted(command);
  if (!outcome.ok()) return outcome.status();
  lap.AddCpu(outcome->cpu_seconds);
  if (outcome->exit_code != kDone) {
    if (auto s = MachineFault(folder.path()); !s.ok()) return s;
  }
  const absl::StatusOr<double> calls = boundary::Account::Seconds(account);
  if (!calls.ok()) return calls.status();
  absl::StatusOr<ExperimentRun> run = Conclude(*outcome, plan, folder);
  if (run.ok()) run->seconds = std::max(outcome->cpu_seconds, *calls);
  return run;
}

std::string PredictionsRemark(const Submission& submission) {
  const auto predictions = submission.files.find(kPredictions);
  const auto manifest = submission.files.find("manifest.json");
  if (predictions == submission.files.end() ||
      manifest == submission.files.end()) {
    return "";
  }
  const absl::StatusOr<Json> json =
      lab::ParseStudentJson(manifest->second, "manifest.json");
  if (!json.ok()) return std::string(json.status().message());
  // Measured with the bytes as the student had them.
  const auto sent = submission.as_sent.find(kPredictions);
  const std::string& bytes =
      sent == submission.as_sent.end() ? predictions->second : sent->second;
  const Json::json_pointer hash("/inputs/predictions.json/sha256");
  if (!json->contains(hash) || json->at(hash) == io::Sha256Hex(bytes)) {
    return "";
  }
  return "predictions.json is not the file that the handed-in manifest.json "
         "was measured with: it has been changed since.";
}

std::string ResultsDifference(const Submission& submission,
                              const std::optional<std::string>& measured) {
  const auto given = submission.files.find(kResults);
  if (given == submission.files.end() || !measured.has_value()) return "";
  const absl::StatusOr<Json> theirs =
      lab::ParseStudentJson(given->second, kResults);
  if (!theirs.ok()) return std::string(theirs.status().message());
  const absl::StatusOr<Json> ours = lab::ParseStrictJson(*measured, kResults);
  if (!ours.ok()) return std::string(ours.status().message());
  Comparison comparison;
  comparison.Walk("", *theirs, *ours);
  return comparison.Text();
}

}  // namespace wbm::grader
