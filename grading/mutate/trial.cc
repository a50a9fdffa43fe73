#include "grading/mutate/trial.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "grading/grader/build/build_worker.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/machine/trusted_process.h"

namespace wbm::mutate {
namespace {

// A mutant that hangs is as good as found after one such call.
constexpr char kLimits[] =
    R"({"call_cpu_seconds": 2, "call_wall_seconds": 120,
        "timeouts_per_function": 1})";

// A compiler that was stopped by a limit says nothing about the mutant.
absl::StatusOr<bool> Compiles(const grader::BuiltWorker& built) {
  for (const grader::SourceReport& source : built.sources) {
    if (source.verdict == grader::Verdict::kRight) continue;
    if (source.verdict == grader::Verdict::kCompileError) return false;
    return absl::ResourceExhaustedError(source.message);
  }
  return !built.worker.empty();
}

// True when every check of the program is right.
absl::StatusOr<bool> AllRight(const std::string& checks,
                              const std::string& worker,
                              const std::string& folder) {
  grader::TrustedCommand command;
  command.arguments = {checks, "--gtest_fail_fast"};
  command.environment = {{"WBM_WORKER", worker}, {"WBM_LIMITS", kLimits}};
  command.working_directory = folder;
  const absl::StatusOr<grader::TrustedOutcome> outcome =
      grader::RunTrusted(command);
  if (!outcome.ok()) return outcome.status();
  if (outcome->exit_code == 0) return true;
  if (outcome->exit_code == 1) return false;
  return absl::InternalError(absl::StrCat(checks, " ended with exit code ",
                                          outcome->exit_code, ":\n",
                                          outcome->output));
}

}  // namespace

absl::StatusOr<Fate> Try(const grader::Unit& unit,
                         const grader::Submission& submission) {
  const absl::StatusOr<std::unique_ptr<grader::TemporaryFolder>> folder =
      grader::TemporaryFolder::Make();
  if (!folder.ok()) return folder.status();
  grader::Stopwatch watch;
  const absl::StatusOr<grader::BuiltWorker> built =
      grader::BuildWorker(unit.bundle, submission, unit.plan, **folder, &watch);
  if (!built.ok()) return built.status();
  const absl::StatusOr<bool> compiles = Compiles(*built);
  if (!compiles.ok()) return compiles.status();
  if (!*compiles) return Fate::kDoesNotCompile;
  absl::StatusOr<bool> right =
      AllRight(unit.public_check, built->worker, (*folder)->path());
  if (!right.ok()) return right.status();
  if (!*right) return Fate::kKilledInPublic;
  right = AllRight(unit.hidden_check, built->worker, (*folder)->path());
  if (!right.ok()) return right.status();
  return *right ? Fate::kSurvives : Fate::kKilledInHidden;
}

}  // namespace wbm::mutate
