#include "grading/grader/second_build.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grading/grader/build_worker.h"
#include "grading/grader/run_checks.h"
#include "grading/grader/run_experiment.h"
#include "grading/grader/supplied.h"
#include "grading/grader/temporary_folder.h"

namespace wbm::grader {

namespace {

// Of `tests` those that the plan, or the rubric, names: one binary's.
std::vector<std::string> TestsOf(const std::vector<lab::Check>& checks,
                                 const std::vector<std::string>& tests) {
  std::vector<std::string> own;
  for (const lab::Check& check : checks) {
    if (std::count(tests.begin(), tests.end(), check.test) > 0) {
      own.push_back(check.test);
    }
  }
  return own;
}

}  // namespace

absl::StatusOr<SecondRun> RunBesideReference(
    const Unit& unit, const Submission& submission, const SecondBuild& what,
    const std::string& limits, const std::string& secret, Stopwatch* watch) {
  const absl::StatusOr<Supplied> supplied =
      SupplyFor(unit.bundle, unit.plan, what.tasks);
  if (!supplied.ok()) return supplied.status();
  const absl::StatusOr<std::unique_ptr<TemporaryFolder>> folder =
      TemporaryFolder::Make();
  if (!folder.ok()) return folder.status();
  const absl::StatusOr<BuiltWorker> built = BuildWorker(
      unit.bundle, submission, unit.plan, **folder, watch, *supplied);
  if (!built.ok()) return built.status();
  SecondRun run;
  run.sources = built->sources;
  if (built->worker.empty()) {
    run.why_none = built->why_none;
    if (!built->linker_diagnostics.empty()) {
      absl::StrAppend(&run.why_none, "\n", built->linker_diagnostics);
    }
    return run;
  }
  run.checks.supplied = what.tasks;
  const auto check = [&](const std::string& binary, const std::string& stage,
                         const std::vector<lab::Check>& checks,
                         CheckResults* results) {
    const std::vector<std::string> tests = TestsOf(checks, what.tests);
    if (tests.empty()) return absl::OkStatus();
    absl::StatusOr<CheckResults> checked =
        RunChecks({.stage = stage,
                   .binary = binary,
                   .worker = built->worker,
                   .results = (*folder)->Path("results.json"),
                   .limits = limits,
                   .secret = secret,
                   .tests = tests},
                  watch);
    if (checked.ok()) *results = *std::move(checked);
    return checked.status();
  };
  if (auto s = check(unit.public_check, "public checks beside the reference",
                     unit.plan.checks, &run.checks.public_checks);
      !s.ok()) {
    return s;
  }
  if (what.experiment && !unit.experiment.empty()) {
    absl::StatusOr<ExperimentRun> measured =
        RunExperiment(unit.experiment, built->worker, limits, unit.plan,
                      submission, **folder, watch);
    if (!measured.ok()) return measured.status();
    run.results = std::move(measured->results);
  }
  // Last, as in the first run.
  if (auto s = check(unit.hidden_check, "hidden checks beside the reference",
                     unit.rubric.checks, &run.checks.hidden_checks);
      !s.ok()) {
    return s;
  }
  return run;
}

}  // namespace wbm::grader
