#include "grading/grader/build/second_build.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grading/grader/build/supplied.h"

namespace wbm::grader {

absl::StatusOr<SecondBuild> BuildBesideReference(
    const Unit& unit, const Submission& submission,
    const std::set<std::string>& tasks, Stopwatch* watch) {
  const absl::StatusOr<Supplied> supplied =
      SupplyFor(unit.bundle, unit.plan, tasks);
  if (!supplied.ok()) return supplied.status();
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
  if (!built.worker.empty() || built.linker_diagnostics.empty()) {
    return built.why_none;
  }
  return absl::StrCat(built.why_none, "\n", built.linker_diagnostics);
}

}  // namespace wbm::grader
