#include "grading/grader/run/run_checks.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/boundary/session_limits.h"
#include "grading/grader/machine/machine.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/machine/trusted_process.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

// A check prints at most 64 KiB and a lab has some hundred checks.
constexpr std::size_t kMaxResults = 64u << 20;

// The tail of what a broken program said, for the instructor.
std::string Tail(const std::string& output) {
  constexpr std::size_t kMost = 2000;
  return output.substr(output.size() - std::min(output.size(), kMost));
}

}  // namespace

absl::StatusOr<CheckResults> RunChecks(const CheckRun& run, Stopwatch* watch) {
  Stopwatch::Running lap = watch->Time(run.stage);
  TrustedCommand command;
  command.arguments = {run.binary, absl::StrCat("--results=", run.results)};
  if (!run.tests.empty()) {
    command.arguments.push_back(
        absl::StrCat("--gtest_filter=", absl::StrJoin(run.tests, ":")));
  }
  command.environment["WBM_WORKER"] = run.worker;
  if (!run.limits.empty()) command.environment["WBM_LIMITS"] = run.limits;
  // Not an argument: those are everybody's to read.
  if (!run.secret.empty()) command.environment["WBM_HIDDEN_SEED"] = run.secret;
  command.working_directory =
      std::filesystem::path(run.results).parent_path().string();
  const absl::StatusOr<TrustedOutcome> outcome = RunTrusted(command);
  if (!outcome.ok()) return outcome.status();
  lap.AddCpu(outcome->cpu_seconds);
  const auto broken = [&](const std::string& what) {
    return absl::InternalError(absl::StrCat(
        run.stage, ": the check binary ", what, ".\n", Tail(outcome->output)));
  };
  const std::string folder = command.working_directory;
  if (outcome->timed_out || outcome->signal != 0 || outcome->exit_code > 1) {
    if (auto s = MachineFault(folder); !s.ok()) return s;
  }
  if (outcome->timed_out) return broken("did not end in time");
  if (outcome->signal != 0) {
    return broken(absl::StrCat("was ended by signal ", outcome->signal));
  }
  // 0: all right; 1: not all; 3: some not graded, which the results tell.
  constexpr int kWorst = 3;
  if (outcome->exit_code == 2 || outcome->exit_code > kWorst) {
    return broken(absl::StrCat("ended with exit code ", outcome->exit_code));
  }
  const absl::StatusOr<std::string> json =
      ReadOwnFile(run.results, kMaxResults);
  if (!json.ok()) return broken("left no results");
  return ParseCheckResults(*json, run.stage);
}

double SecondsOf(const CheckResults& results) {
  double seconds = 0;
  for (const auto& [test, result] : results) seconds += result.seconds;
  return seconds;
}

double TotalSeconds(const std::string& limits) {
  const auto json = nlohmann::json::parse(limits, nullptr, false);
  const double standard = boundary::SessionLimits().total_seconds;
  return json.is_object() ? json.value("total_seconds", standard) : standard;
}

std::string LimitsAfter(const CheckResults& results, const std::string& limits,
                        double seconds) {
  using Json = nlohmann::json;
  Json after = Json::parse(limits, nullptr, /*allow_exceptions=*/false);
  if (!after.is_object()) after = Json::object();
  const double total = TotalSeconds(limits);
  // 0 would be no limit at all; this much is over before a call begins.
  constexpr double kNothing = 1e-3;
  after["total_seconds"] = std::max(kNothing, total - seconds);
  std::map<std::string, int> timeouts;
  for (const auto& [test, result] : results) {
    if (result.verdict == boundary::Verdict::kTimedOut &&
        !result.call.empty()) {
      ++timeouts[result.call];
    }
  }
  if (!timeouts.empty()) after["earlier_timeouts"] = timeouts;
  return after.dump();
}

}  // namespace wbm::grader
