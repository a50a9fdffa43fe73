#include "grading/grader/cases/lazy_case.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grading/boundary/transcript.h"
#include "grading/grader/build/build_worker.h"
#include "grading/grader/cases/call_table.h"
#include "grading/grader/grade_submission.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/run/run_checks.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

using Json = nlohmann::json;

absl::StatusOr<Report> Grade(const Unit& unit, const Submission& submission) {
  Stopwatch watch;
  Report report = GradeCollected(unit, submission, GradeOptions{}, &watch);
  if (!report.graded) return absl::InternalError(report.why_not_graded);
  return report;
}

// The claims table of a REPORT.md that repeats what the experiment of `report`
// measured; "" when it measured nothing.
std::string OwnClaims(const Unit& unit, const Report& report) {
  for (const OutputFile& output : report.outputs) {
    if (output.name != "results.json") continue;
    const Json results = Json::parse(output.bytes, nullptr, false);
    if (results.is_discarded()) return "";
    std::string table = "| claim | value |\n| --- | --- |\n";
    for (const lab::Claim& claim : unit.plan.claims) {
      const Json::json_pointer place(claim.source);
      const std::string value =
          results.contains(place) ? results[place].dump() : "0";
      absl::StrAppend(&table, "| ", claim.claim, " | ", value, " |\n");
    }
    return table;
  }
  return "";
}

// Claims that were never compared would earn nothing whatever the rules are.
Problems CompareClaims(const Report& report) {
  Problems problems = CompareNothing(report);
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kClaim || item.verdict == Verdict::kWrong ||
        item.verdict == Verdict::kRight) {
      continue;
    }
    problems.push_back(absl::StrCat("not compared: ", ItemLine(item)));
  }
  return problems;
}

// All calls that the public checks make of the solution.
absl::StatusOr<std::vector<boundary::Exchange>> PublicCalls(
    const Unit& unit, const Submission& solution) {
  const absl::StatusOr<std::unique_ptr<TemporaryFolder>> folder =
      TemporaryFolder::Make();
  if (!folder.ok()) return folder.status();
  Stopwatch watch;
  const absl::StatusOr<BuiltWorker> built =
      BuildWorker(unit.bundle, solution, unit.plan, **folder, &watch);
  if (!built.ok()) return built.status();
  if (built->worker.empty()) return absl::InternalError(built->why_none);
  const std::string transcript = (*folder)->Path("transcript");
  setenv("WBM_TRANSCRIPT", transcript.c_str(), /*overwrite=*/1);
  const absl::StatusOr<CheckResults> results =
      RunChecks({.stage = "public checks",
                 .binary = unit.public_check,
                 .worker = built->worker,
                 .results = (*folder)->Path("public.json"),
                 .limits = "",
                 .secret = ""},
                &watch);
  unsetenv("WBM_TRANSCRIPT");
  if (!results.ok()) return results.status();
  return boundary::ReadTranscript(transcript);
}

Problems CompareTable(const Report& report) {
  Problems problems = CompareNothing(report);
  for (const Item& item : report.items) {
    const bool is_public = item.kind == ItemKind::kCheck && !item.hidden;
    if (!is_public || item.came_to == Verdict::kRight) continue;
    problems.push_back(
        absl::StrCat("the table lacks it: ", ItemLine(item), item.printed));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

}  // namespace

absl::StatusOr<Problems> RunConstants(const Unit& unit,
                                      const Submission& constants) {
  const absl::StatusOr<Report> report = Grade(unit, constants);
  if (!report.ok()) return report.status();
  Problems problems = CompareNothing(*report);
  if (!problems.empty()) AddSources(*report, &problems);
  Submission own = constants;
  own.files["REPORT.md"] = OwnClaims(unit, *report);
  if (!problems.empty() || own.files["REPORT.md"].empty()) return problems;
  const absl::StatusOr<Report> repeated = Grade(unit, own);
  if (!repeated.ok()) return repeated.status();
  return CompareClaims(*repeated);
}

absl::StatusOr<Problems> RunTable(const Unit& unit, const Submission& solution,
                                  const Submission& others) {
  const absl::StatusOr<std::vector<boundary::Exchange>> seen =
      PublicCalls(unit, solution);
  if (!seen.ok()) return seen.status();
  const absl::StatusOr<std::string> table = CallTableSource(*seen);
  if (!table.ok()) return table.status();
  Submission submission = others;
  submission.files[unit.plan.student_files.front()] += *table;
  const absl::StatusOr<Report> report = Grade(unit, submission);
  if (!report.ok()) return report.status();
  return CompareTable(*report);
}

}  // namespace wbm::grader
