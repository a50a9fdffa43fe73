#include "grading/grader/build/second_build.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/grader/build/supplied.h"

namespace wbm::grader {

namespace {

std::set<std::string> AllTasks(const lab::LabPlan& plan) {
  std::set<std::string> tasks;
  for (const lab::Task& task : plan.tasks) {
    if (!task.function.empty()) tasks.insert(task.id);
  }
  return tasks;
}

// The objects of `tasks`; every function of the lab yields to them.
absl::StatusOr<Supplied> Supply(const Unit& unit,
                                const std::set<std::string>& tasks) {
  absl::StatusOr<Supplied> supplied = SupplyFor(unit.bundle, unit.plan, tasks);
  if (!supplied.ok()) return supplied;
  const absl::StatusOr<Supplied> all =
      SupplyFor(unit.bundle, unit.plan, AllTasks(unit.plan));
  if (!all.ok()) return all.status();
  supplied->symbols = all->symbols;
  return supplied;
}

}  // namespace

absl::StatusOr<SecondBuild> BuildBesideReference(
    const Unit& unit, const Submission& submission,
    const std::set<std::string>& tasks, Stopwatch* watch,
    const SecondBuild* earlier) {
  absl::StatusOr<Supplied> supplied = Supply(unit, tasks);
  if (!supplied.ok()) return supplied.status();
  if (earlier != nullptr) supplied->compiled = earlier->folder->Path("out");
  absl::StatusOr<std::unique_ptr<TemporaryFolder>> folder =
      TemporaryFolder::Make();
  if (!folder.ok()) return folder.status();
  absl::StatusOr<BuiltWorker> built = BuildWorker(
      unit.bundle, submission, unit.plan, **folder, watch, *supplied);
  if (!built.ok()) return built.status();
  return SecondBuild{tasks, *std::move(folder), *std::move(built)};
}

std::string WhyNone(const SecondBuild& second) {
  const BuiltWorker& built = second.built;
  if (!built.worker.empty()) return "";
  if (built.linker_diagnostics.empty()) return built.why_none;
  return absl::StrCat(built.why_none, "\n", built.linker_diagnostics);
}

}  // namespace wbm::grader
