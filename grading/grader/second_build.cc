#include "grading/grader/second_build.h"

#include <memory>
#include <tuple>
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
  for (const auto& [binary, results, stage] :
       {std::tuple{&unit.public_check, &run.checks.public_checks,
                   "public checks beside the reference"},
        std::tuple{&unit.hidden_check, &run.checks.hidden_checks,
                   "hidden checks beside the reference"}}) {
    absl::StatusOr<CheckResults> checked =
        RunChecks({.stage = stage,
                   .binary = *binary,
                   .worker = built->worker,
                   .results = (*folder)->Path("results.json"),
                   .limits = limits,
                   .secret = secret},
                  watch);
    if (!checked.ok()) return checked.status();
    *results = *std::move(checked);
  }
  if (experiment && !unit.experiment.empty()) {
    absl::StatusOr<ExperimentRun> measured =
        RunExperiment(unit.experiment, built->worker, limits, unit.plan,
                      submission, **folder, watch);
    if (!measured.ok()) return measured.status();
    run.results = std::move(measured->results);
  }
  return std::optional<SecondRun>(std::move(run));
}

}  // namespace wbm::grader
