#include "grading/grader/second_build.h"

#include <memory>
#include <string>
#include <utility>

#include "grading/grader/build_worker.h"
#include "grading/grader/run_checks.h"
#include "grading/grader/run_experiment.h"
#include "grading/grader/supplied.h"
#include "grading/grader/temporary_folder.h"

namespace wbm::grader {

absl::StatusOr<std::optional<SecondRun>> RunBesideReference(
    const Unit& unit, const Submission& submission,
    const std::set<std::string>& tasks, const std::string& limits,
    const std::string& secret, bool experiment, Stopwatch* watch) {
  const absl::StatusOr<Supplied> supplied =
      SupplyFor(unit.bundle, unit.plan, tasks);
  if (!supplied.ok()) return supplied.status();
  const absl::StatusOr<std::unique_ptr<TemporaryFolder>> folder =
      TemporaryFolder::Make();
  if (!folder.ok()) return folder.status();
  const absl::StatusOr<BuiltWorker> built = BuildWorker(
      unit.bundle, submission, unit.plan, **folder, watch, *supplied);
  if (!built.ok()) return built.status();
  if (built->worker.empty()) return std::optional<SecondRun>();

  SecondRun run;
  run.checks.supplied = tasks;
  const auto check = [&](const std::string& binary, const std::string& stage,
                         CheckResults* results) {
    absl::StatusOr<CheckResults> checked =
        RunChecks({.stage = stage,
                   .binary = binary,
                   .worker = built->worker,
                   .results = (*folder)->Path("results.json"),
                   .limits = limits,
                   .secret = secret},
                  watch);
    if (checked.ok()) *results = *std::move(checked);
    return checked.status();
  };
  if (auto s = check(unit.public_check, "public checks beside the reference",
                     &run.checks.public_checks);
      !s.ok()) {
    return s;
  }
  if (experiment && !unit.experiment.empty()) {
    absl::StatusOr<ExperimentRun> measured =
        RunExperiment(unit.experiment, built->worker, limits, unit.plan,
                      submission, **folder, watch);
    if (!measured.ok()) return measured.status();
    run.results = std::move(measured->results);
  }
  // Last, as in the first run.
  if (auto s = check(unit.hidden_check, "hidden checks beside the reference",
                     &run.checks.hidden_checks);
      !s.ok()) {
    return s;
  }
  return std::optional<SecondRun>(std::move(run));
}

}  // namespace wbm::grader
