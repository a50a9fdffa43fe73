#include "grading/grader/rounds.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/grader/judge/supply_plan.h"

namespace wbm::grader {

absl::StatusOr<const SecondBuild*> Rounds::Built(const Tasks& tasks) {
  auto found = std::find_if(
      builds_.begin(), builds_.end(),
      [&](const SecondBuild& second) { return second.tasks == tasks; });
  if (found == builds_.end()) {
    if (ran_into_a_limit_) return nullptr;
    const bool compiled =
        !builds_.empty() && !builds_.front().built.worker.empty();
    absl::StatusOr<SecondBuild> second =
        BuildBesideReference(unit_, WhatCompiles(), tasks, watch_,
                             compiled ? &builds_.front() : nullptr);
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

absl::Status Rounds::Check(const SecondBuild& second, CheckRun run,
                           bool hidden) {
  BesideReference beside = {second.tasks, {}, {}};
  CheckResults seen;
  for (const BesideReference& earlier : evidence_->beside_reference) {
    if (earlier.supplied == second.tasks) seen = earlier.public_checks;
  }
  run.worker = second.built.worker;
  run.results = second.folder->Path("results.json");
  run.limits = budget_.limits(seen);
  absl::StatusOr<CheckResults> checked = RunChecks(run, watch_);
  if (!checked.ok()) return checked.status();
  budget_.spend(SecondsOf(*checked));
  (hidden ? beside.hidden_checks : beside.public_checks) = *std::move(checked);
  evidence_->beside_reference.push_back(std::move(beside));
  return absl::OkStatus();
}

absl::Status Rounds::Repeat(bool hidden, const CheckRun& run) {
  const absl::StatusOr<Verdicts> verdicts =
      Judge(unit_.plan, unit_.rubric, unit_.bundle.directory, *evidence_);
  if (!verdicts.ok()) return verdicts.status();
  for (const lab::Task& task : unit_.plan.tasks) {
    CheckRun those = run;
    those.tests =
        TestsToRepeat(unit_.plan, *verdicts, *evidence_, {task.id, hidden});
    if (those.tests.empty()) continue;
    if (budget_.over()) return absl::OkStatus();
    const absl::StatusOr<const SecondBuild*> second =
        Built(TasksBefore(unit_.plan, task.id));
    if (!second.ok()) return second.status();
    if (*second == nullptr) continue;
    if (auto s = Check(**second, std::move(those), hidden); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::Status Rounds::RunPublic() {
  return Repeat(/*hidden=*/false,
                {.stage = "public checks beside the reference",
                 .binary = unit_.public_check});
}

absl::Status Rounds::RunHidden(const std::string& secret) {
  return Repeat(/*hidden=*/true, {.stage = "hidden checks beside the reference",
                                  .binary = unit_.hidden_check,
                                  .secret = secret});
}

}  // namespace wbm::grader
