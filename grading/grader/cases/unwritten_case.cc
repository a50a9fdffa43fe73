#include "grading/grader/cases/unwritten_case.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/lab/author/stub.h"
#include "grading/grader/grade_submission.h"

namespace wbm::grader {
namespace {

// `submission` with the regions of `task` cut as in the starter.
absl::StatusOr<Submission> Without(const lab::Task& task,
                                   const Submission& solution) {
  Submission submission = solution;
  for (auto& [name, bytes] : submission.files) {
    if (!name.ends_with(".cc")) continue;
    std::string only;  // without the marks of the other tasks
    bool inside = false;
    for (const auto line : absl::StrSplit(bytes, '\n')) {
      const bool starts = absl::StrContains(line, "// [solution ");
      const bool ends = absl::StrContains(line, "// [/solution]");
      // A helper stays: other tasks may call it.
      if (starts) {
        inside = absl::StrContains(line,
                                   absl::StrCat("// [solution ", task.id, "]"));
      }
      if ((!starts && !ends) || inside) absl::StrAppend(&only, line, "\n");
      if (ends) inside = false;
    }
    absl::StatusOr<std::string> cut =
        lab::MakeStarter(only, name, {{task.id, task.title}});
    if (!cut.ok()) return cut.status();
    bytes = *std::move(cut);
  }
  return submission;
}

// The same with a loop that does not end in each of its functions.
Submission Hanging(const lab::Task& task, const Submission& solution) {
  Submission submission = solution;
  for (auto& [name, bytes] : submission.files) {
    if (!name.ends_with(".cc")) continue;
    // Indented: inside a function.
    const std::string mark = absl::StrCat("\n  // [solution ", task.id, "]\n");
    bytes = absl::StrReplaceAll(
        bytes, {{mark, absl::StrCat(mark,
                                    "  volatile bool forever = true;\n"
                                    "  while (forever) {\n  }\n")}});
  }
  return submission;
}

// A loop costs the test less than it costs a student.
constexpr char kLimits[] = R"({"call_cpu_seconds": 0.5})";

Problems CompareUnwritten(const Report& report, const lab::Task& task,
                          const Unit& unit) {
  Problems problems;
  const auto own = [&](const std::string& id) {
    const lab::Check* check = unit.plan.FindCheck(id);
    if (check == nullptr) check = unit.rubric.FindCheck(id);
    return check != nullptr && check->task == task.id;
  };
  for (const Item& item : report.items) {
    const auto& with = unit.rubric.CountsWith(item.id);
    const bool lost =
        own(item.id) || std::any_of(with.begin(), with.end(), own);
    const int expected = lost ? 0 : item.max_points;
    if (item.points == expected) continue;
    problems.push_back(absl::StrCat("without ", task.id, " worth ", item.points,
                                    " points, not ", expected, ": ",
                                    ItemLine(item)));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

}  // namespace

absl::StatusOr<Problems> RunUnwritten(const Unit& unit,
                                      const Submission& solution) {
  Problems all;
  for (const lab::Task& task : unit.plan.tasks) {
    if (task.function.empty()) continue;
    const absl::StatusOr<Submission> without = Without(task, solution);
    if (!without.ok()) return without.status();
    for (const Submission& submission : {*without, Hanging(task, solution)}) {
      Stopwatch watch;
      GradeOptions options;
      options.limits = kLimits;
      const Report report = GradeCollected(unit, submission, options, &watch);
      if (!report.graded) return absl::InternalError(report.why_not_graded);
      for (std::string& problem : CompareUnwritten(report, task, unit)) {
        all.push_back(std::move(problem));
      }
    }
  }
  return all;
}

}  // namespace wbm::grader
