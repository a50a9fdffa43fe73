#include "grading/grader/rounds.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/grader/judge/supply_plan.h"
#include "grading/grader/run/run_experiment.h"

namespace wbm::grader {
namespace {

constexpr int kMostRounds = 4;

}  // namespace

absl::StatusOr<const SecondBuild*> Rounds::Built(const Tasks& tasks) {
  auto found = std::find_if(
      builds_.begin(), builds_.end(),
      [&](const SecondBuild& second) { return second.tasks == tasks; });
  if (found == builds_.end()) {
    if (ran_into_a_limit_) return nullptr;
    absl::StatusOr<SecondBuild> second =
        BuildBesideReference(unit_, WhatCompiles(), tasks, watch_);
    if (!second.ok()) return second.status();
    budget_.spend(second->built.cpu_seconds);
    NoteWhatDidNotBuild(*second);
    builds_.push_back(*std::move(second));
    found = builds_.end() - 1;
  }
  return found->built.worker.empty() ? nullptr : &*found;
}

// A file that the compiler has refused, or did not come to the end of, is not
// given to it once more: the starter's stands in for it.
Submission Rounds::WhatCompiles() const {
  Submission rest = submission_;
  for (const auto& [file, source] : evidence_->uncompiled) {
    rest.files.erase(file);
  }
  return rest;
}

void Rounds::NoteWhatDidNotBuild(const SecondBuild& second) {
  std::string why = WhyNone(second);
  ran_into_a_limit_ |= IsLimit(second.built.verdict);
  for (const SourceReport& source : second.built.sources) {
    ran_into_a_limit_ |= IsLimit(source.verdict);
    if (source.verdict != Verdict::kCompileError ||
        evidence_->uncompiled.contains(source.file)) {
      continue;
    }
    why = absl::StrCat(source.message, "\n", source.diagnostics);
  }
  if (why.empty()) return;
  why_not_built_ = absl::StrCat(
      "What calls the functions of ", absl::StrJoin(second.tasks, ", "),
      " may have lost points with them: with the reference's in their place "
      "the files do not build. ",
      why);
}

// One binary's checks, of those that may come right by it.
absl::Status Rounds::Check(const SecondBuild& second, CheckRun run,
                           std::vector<std::string> tests,
                           CheckResults* results) {
  if (tests.empty()) return absl::OkStatus();
  run.tests = std::move(tests);
  run.worker = second.built.worker;
  run.results = second.folder->Path("results.json");
  run.limits = budget_.limits();
  absl::StatusOr<CheckResults> checked = RunChecks(run, watch_);
  if (!checked.ok()) return checked.status();
  budget_.spend(SecondsOf(*checked));
  *results = *std::move(checked);
  return absl::OkStatus();
}

absl::Status Rounds::Measure(const SecondBuild& second,
                             const WaitingClaims& claims) {
  if (unit_.experiment.empty() || !claims.wait()) return absl::OkStatus();
  const absl::StatusOr<ExperimentRun> run =
      RunExperiment(unit_.experiment, second.built.worker, budget_.limits(),
                    unit_.plan, submission_, *second.folder, watch_);
  if (!run.ok()) return run.status();
  budget_.spend(run->seconds);
  return run->results.has_value() ? claims.take(*run->results)
                                  : absl::OkStatus();
}

absl::Status Rounds::InRounds(bool hidden, const WaitingClaims& claims,
                              const Look& look) {
  Tasks supplied;
  for (int round = 0; round < kMostRounds && !budget_.over(); ++round) {
    const absl::StatusOr<Verdicts> verdicts =
        Judge(unit_.plan, unit_.rubric, unit_.bundle.directory, *evidence_);
    if (!verdicts.ok()) return verdicts.status();
    supplied = TasksToSupply(
        unit_.plan, *verdicts, *evidence_,
        {.before = supplied, .hidden = hidden, .claims_wait = claims.wait()});
    if (supplied.empty()) return absl::OkStatus();
    const absl::StatusOr<const SecondBuild*> second = Built(supplied);
    if (!second.ok()) return second.status();
    if (*second == nullptr) return absl::OkStatus();
    BesideReference beside = {supplied, {}, {}};
    const auto tests = TestsToRepeat(unit_.plan, *verdicts, supplied, hidden);
    if (auto s = look(**second, tests, &beside); !s.ok()) return s;
    evidence_->beside_reference.push_back(std::move(beside));
  }
  return absl::OkStatus();
}

absl::Status Rounds::RunPublic(const WaitingClaims& claims) {
  return InRounds(
      /*hidden=*/false, claims,
      [&](const SecondBuild& second, const std::vector<std::string>& tests,
          BesideReference* beside) {
        absl::Status checked =
            Check(second,
                  {.stage = "public checks beside the reference",
                   .binary = unit_.public_check},
                  tests, &beside->public_checks);
        return checked.ok() ? Measure(second, claims) : checked;
      });
}

absl::Status Rounds::RunHidden(const std::string& secret) {
  return InRounds(
      /*hidden=*/true, {.wait = [] { return false; }, .take = nullptr},
      [&](const SecondBuild& second, const std::vector<std::string>& tests,
          BesideReference* beside) {
        return Check(second,
                     {.stage = "hidden checks beside the reference",
                      .binary = unit_.hidden_check,
                      .secret = secret},
                     tests, &beside->hidden_checks);
      });
}

}  // namespace wbm::grader
