#include "grading/grader/grade_submission.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grading/grader/build/build_worker.h"
#include "grading/grader/judge/answers.h"
#include "grading/grader/judge/claims.h"
#include "grading/grader/judge/judge.h"
#include "grading/grader/machine/machine.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/report/attention.h"
#include "grading/grader/rounds.h"
#include "grading/grader/run/redraw.h"
#include "grading/grader/run/run_checks.h"
#include "grading/grader/run/run_experiment.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxResults = 64u << 20;

std::optional<std::string> FileOf(const Submission& submission,
                                  const std::string& name) {
  const auto bytes = submission.files.find(name);
  if (bytes == submission.files.end()) return std::nullopt;
  return bytes->second;
}

class Grading {
 public:
  Grading(const Unit& unit, const Submission& submission,
          const GradeOptions& options, Stopwatch* watch)
      : unit_(unit),
        submission_(submission),
        options_(options),
        watch_(watch) {}

  Report Run() {
    Describe();
    if (const absl::Status s = Grade(); !s.ok()) {
      // No half of a report: what was found so far is not evidence.
      report_.why_not_graded = std::string(s.message());
      report_.items.clear();
      report_.tasks.clear();
      report_.sources.clear();
      report_.outputs.clear();
      report_.figures.clear();
      report_.score = 0;
    } else {
      report_.graded = true;
    }
    return std::move(report_);
  }

 private:
  void Describe() {
    report_.lab = unit_.plan.lab;
    report_.title = unit_.plan.title;
    report_.found_in = submission_.found_in;
    for (const auto& [name, bytes] : submission_.files) {
      report_.taken.push_back(name);
    }
    report_.missing = submission_.missing;
    report_.ignored = submission_.ignored;
    report_.remarks = submission_.remarks;
    report_.drawn_from = DrawnFrom();
    report_.reveal_answers = options_.reveal_answers;
    for (const lab::Task& task : unit_.plan.tasks) {
      report_.max_score += task.points;
    }
  }

  // What another grader needs to know to draw the same hidden inputs.
  std::string DrawnFrom() const {
    const std::string key =
        options_.key.IsPublic()
            ? "the PUBLIC key, that everybody knows (grade with --key=FILE)"
            : absl::StrCat("the key ", options_.key.Fingerprint());
    return absl::StrCat("Hidden inputs were drawn from ", key,
                        " and submission ", SubmissionHash(submission_), ".");
  }

  absl::Status Grade() {
    absl::StatusOr<std::unique_ptr<TemporaryFolder>> folder =
        TemporaryFolder::Make();
    if (!folder.ok()) return folder.status();
    folder_ = *std::move(folder);
    if (auto s = CheckSpace(folder_->path()); !s.ok()) return s;
    if (auto s = Build(); !s.ok()) return s;
    if (auto s = RunPublicPart(); !s.ok()) return s;
    if (auto s = RunHiddenPart(); !s.ok()) return s;
    return Conclude();
  }

  absl::Status Build() {
    absl::StatusOr<BuiltWorker> built =
        BuildWorker(unit_.bundle, submission_, unit_.plan, *folder_, watch_);
    if (!built.ok()) return built.status();
    spent_ += built->cpu_seconds;
    worker_ = built->worker;
    evidence_.nothing_ran = worker_.empty();
    evidence_.why_nothing_ran = built->why_none;
    for (const SourceReport& source : built->sources) {
      const bool uncompiled = source.verdict != Verdict::kRight &&
                              source.verdict != Verdict::kNotWritten;
      if (uncompiled) evidence_.uncompiled[source.file] = source;
    }
    report_.sources = std::move(built->sources);
    if (built->verdict != Verdict::kRight) {
      report_.sources.push_back({"(link)", built->verdict, built->why_none,
                                 built->linker_diagnostics});
    }
    return absl::OkStatus();
  }

  // One after the other, and all that a student sees the output of before the
  // first hidden check. A function that hangs is not waited for twice.
  absl::Status RunPublicPart() {
    evidence_.hidden_checks_ran = false;
    if (evidence_.nothing_ran) {
      experiment_.message = evidence_.why_nothing_ran;
      return GradeText();
    }
    if (auto s = RunPublicChecks(); !s.ok()) return s;
    if (!unit_.experiment.empty() && options_.experiment) {
      if (auto s = RunTheExperiment(); !s.ok()) return s;
    }
    if (auto s = GradeText(); !s.ok()) return s;
    return options_.beside_reference ? rounds_.RunPublic() : absl::OkStatus();
  }

  absl::Status RunHiddenPart() {
    if (evidence_.nothing_ran) return absl::OkStatus();
    if (auto s = RunHiddenChecks(); !s.ok()) return s;
    evidence_.hidden_checks_ran = true;
    return options_.beside_reference ? rounds_.RunHidden(Secret())
                                     : absl::OkStatus();
  }

  absl::Status RunPublicChecks() {
    absl::StatusOr<CheckResults> results =
        RunChecks({.stage = "public checks",
                   .binary = unit_.public_check,
                   .worker = worker_,
                   .results = folder_->Path("public.json"),
                   .limits = LimitsNow(),
                   .secret = ""},
                  watch_);
    if (!results.ok()) return results.status();
    spent_ += SecondsOf(*results);
    evidence_.public_checks = *std::move(results);
    return absl::OkStatus();
  }

  absl::Status RunHiddenChecks() {
    absl::StatusOr<CheckResults> results =
        RunChecks({.stage = "hidden checks",
                   .binary = unit_.hidden_check,
                   .worker = worker_,
                   .results = folder_->Path("hidden.json"),
                   .limits = LimitsNow(),
                   .secret = Secret()},
                  watch_);
    if (!results.ok()) return results.status();
    spent_ += SecondsOf(*results);
    evidence_.hidden_checks = *std::move(results);
    return absl::OkStatus();
  }

  // What hidden inputs are drawn from.
  std::string Secret() const {
    return options_.key.SecretFor(unit_.plan.lab, submission_);
  }

  // With what the public checks have seen, and what is left of the one budget
  // of time that a submission has.
  std::string LimitsNow() const {
    return LimitsAfter(evidence_.public_checks, options_.limits, spent_);
  }

  absl::Status RunTheExperiment() {
    absl::StatusOr<ExperimentRun> run =
        RunExperiment(unit_.experiment, worker_, LimitsNow(), unit_.plan,
                      submission_, *folder_, watch_);
    if (!run.ok()) return run.status();
    experiment_ = *std::move(run);
    spent_ += experiment_.seconds;
    // What it then calls "not written" is written, but took no part.
    for (const auto& [file, source] : evidence_.uncompiled) {
      if (experiment_.verdict == Verdict::kRight) break;
      experiment_.message = absl::StrCat(
          "Without ", file, ", which does not compile. ", experiment_.message);
    }
    return absl::OkStatus();
  }

  absl::Status GradeText() {
    evidence_.answers = GradeAnswers(FileOf(submission_, "answers.json"),
                                     unit_.plan, unit_.rubric);
    if (auto s = GradeTheClaims(); !s.ok()) return s;
    for (const auto* remarks :
         {&evidence_.answers.remarks, &evidence_.claims.remarks}) {
      report_.remarks.insert(report_.remarks.end(), remarks->begin(),
                             remarks->end());
    }
    return absl::OkStatus();
  }

  // By the experiment's results, and by what the reference's were.
  absl::Status GradeTheClaims() {
    const std::optional<std::string> report = FileOf(submission_, "REPORT.md");
    const Json measured = Json::parse(experiment_.results.value_or(""), nullptr,
                                      /*allow_exceptions=*/false);
    evidence_.claims = GradeClaims(
        report, measured.is_discarded() ? nullptr : &measured,
        absl::StrCat("There is nothing to compare with. ", experiment_.message),
        unit_.plan);
    if (unit_.plan.claims.empty() || unit_.reference.empty()) {
      return absl::OkStatus();
    }
    const absl::StatusOr<std::string> text = ReadOwnFile(
        absl::StrCat(unit_.reference, "/results.json"), kMaxResults);
    if (!text.ok()) return text.status();
    const Json reference = Json::parse(*text, nullptr, false);
    if (reference.is_discarded()) {
      return absl::InternalError("the reference's results.json is no JSON");
    }
    const ClaimsReport right = GradeClaims(report, &reference, "", unit_.plan);
    HoldAgainstReference(right, &evidence_.claims);
    // Nothing is measured before it is predicted, nor of what does not build.
    const bool may_be_measured = options_.experiment &&
                                 !evidence_.nothing_ran &&
                                 experiment_.verdict != Verdict::kNotWritten;
    if (may_be_measured) right_claims_ = right;
    return absl::OkStatus();
  }

  absl::Status Conclude() {
    if (right_claims_.has_value()) {
      JudgeByReference(*right_claims_, &evidence_.claims);
    }
    absl::StatusOr<Verdicts> verdicts =
        Judge(unit_.plan, unit_.rubric, unit_.bundle.directory, evidence_);
    if (!verdicts.ok()) return verdicts.status();
    report_.score = verdicts->score;
    report_.max_score = verdicts->max_score;
    report_.tasks = std::move(verdicts->tasks);
    report_.items = std::move(verdicts->items);
    report_.experiment.verdict = experiment_.verdict;
    report_.experiment.message = experiment_.message;
    report_.experiment.difference =
        ResultsDifference(submission_, experiment_.results);
    report_.attention = NeedsAttention(unit_.plan, unit_.bundle.directory,
                                       submission_, report_, evidence_.answers);
    if (const std::string& why = rounds_.why_not_built(); !why.empty()) {
      report_.attention.push_back(why);
    }
    report_.outputs = std::move(experiment_.outputs);
    if (std::string remark = PredictionsRemark(submission_); !remark.empty()) {
      report_.remarks.push_back(std::move(remark));
    }
    return RedrawFigures(unit_.plan, unit_.bundle.directory, unit_.reference,
                         &report_, watch_);
  }

  const Unit& unit_;
  const Submission& submission_;
  const GradeOptions& options_;
  Stopwatch* watch_;
  Report report_;
  std::unique_ptr<TemporaryFolder> folder_;
  double spent_ = 0;  // seconds that building and calls have cost
  std::string worker_;
  Evidence evidence_;
  ExperimentRun experiment_;
  // By what right functions measure, where anything was to be measured.
  std::optional<ClaimsReport> right_claims_;
  // A function that is not right costs its own points.
  Rounds rounds_{
      unit_,
      submission_,
      {.limits =
           [this](const CheckResults& seen) {
             return LimitsAfter(seen, options_.limits, spent_);
           },
       .over = [this] { return spent_ >= TotalSeconds(options_.limits); },
       .spend = [this](double seconds) { spent_ += seconds; }},
      watch_,
      &evidence_};
};

}  // namespace

Report GradeCollected(const Unit& unit, const Submission& submission,
                      const GradeOptions& options, Stopwatch* watch) {
  return Grading(unit, submission, options, watch).Run();
}

absl::StatusOr<Report> GradeSubmission(const Unit& unit,
                                       const std::string& path,
                                       const GradeOptions& options,
                                       Stopwatch* watch) {
  absl::StatusOr<Submission> submission;
  {
    const Stopwatch::Running lap = watch->Time("collect");
    submission = Collect(path, ManifestOf(unit.plan), options.collect);
  }
  if (submission.ok()) {
    return GradeCollected(unit, *submission, options, watch);
  }
  if (IsAboutTheSubmission(submission.status())) return submission.status();
  Report report;
  report.lab = unit.plan.lab;
  report.title = unit.plan.title;
  report.why_not_graded = std::string(submission.status().message());
  return report;
}

}  // namespace wbm::grader
