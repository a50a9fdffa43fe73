#include "grading/grader/cases/case_comparison.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "grading/grader/report/html.h"
#include "grading/grader/report/report_html.h"
#include "grading/grader/report/sentences.h"
#include "grading/grader/report/student_view.h"

namespace wbm::grader {

std::string ItemLine(const Item& item) {
  return absl::StrCat(item.id, " is ", VerdictLabel(item.verdict),
                      item.message.empty() ? "" : ": ", item.message);
}

void AddSources(const Report& report, Problems* problems) {
  for (const SourceReport& source : report.sources) {
    if (source.verdict == Verdict::kRight) continue;
    problems->push_back(absl::StrCat(source.message, "\n", source.diagnostics));
  }
}

Problems CompareSolution(const Report& report) {
  Problems problems;
  if (report.score == report.max_score) return problems;
  problems.push_back(absl::StrCat("the solution earns ", report.score, " of ",
                                  report.max_score));
  AddSources(report, &problems);
  for (const Item& item : report.items) {
    if (item.verdict != Verdict::kRight) problems.push_back(ItemLine(item));
  }
  return problems;
}

Problems CompareChecks(const Report& report) {
  Problems problems;
  for (const Item& item : report.items) {
    const bool right = item.verdict == Verdict::kRight;
    if (item.kind == ItemKind::kCheck && !right)
      problems.push_back(ItemLine(item));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

Problems CompareStarter(const Report& report) {
  Problems problems;
  if (report.score != 0) {
    problems.push_back(absl::StrCat("the starter earns ", report.score));
  }
  for (const Item& item : report.items) {
    if (item.verdict != Verdict::kNotWritten)
      problems.push_back(ItemLine(item));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

namespace {

void CompareHints(const Report& report, const Mutant& mutant, const Unit& unit,
                  Problems* problems) {
  const std::string page = ReportHtml(StudentView(report), Audience::kStudent);
  for (const std::string& id : mutant.hints) {
    const lab::Hint* hint = unit.plan.FindHint(id);
    if (hint == nullptr) {
      problems->push_back(absl::StrCat("no hint is called ", id));
    } else if (page.find(Html(hint->text)) == std::string::npos) {
      problems->push_back(absl::StrCat("the student is not shown hint ", id));
    }
  }
}

// Whether the case looks at it: a claim without a run says nothing.
bool IsLookedAt(const Item& item) {
  return item.kind != ItemKind::kClaim || item.verdict != Verdict::kSkipped;
}

// A check by itself: a skipped one still has to fail or not as stated.
bool Failed(const Item& item) {
  const bool check = item.kind == ItemKind::kCheck;
  return (check ? item.came_to : item.verdict) != Verdict::kRight;
}

// What the failing items are worth, and no more: their own points and those of
// what counts with them.
void CompareLoss(const Report& report, const Mutant& mutant, const Unit& unit,
                 Problems* problems) {
  const std::set<std::string> fails(mutant.fails.begin(), mutant.fails.end());
  for (const Item& item : report.items) {
    if (!IsLookedAt(item)) continue;
    const std::vector<std::string>& with = unit.rubric.CountsWith(item.id);
    const bool lost =
        fails.contains(item.id) ||
        std::any_of(with.begin(), with.end(),
                    [&](const std::string& id) { return fails.contains(id); });
    const int expected = lost ? 0 : item.max_points;
    if (item.points == expected) continue;
    problems->push_back(absl::StrCat("worth ", item.points, " points, not ",
                                     expected, ": ", ItemLine(item)));
  }
}

}  // namespace

Problems CompareMutant(const Report& report, const Mutant& mutant,
                       const Unit& unit) {
  Problems problems;
  std::set<std::string> stated(mutant.fails.begin(), mutant.fails.end());
  for (const Item& item : report.items) {
    if (!IsLookedAt(item)) continue;
    const bool failed = Failed(item);
    const bool expected = stated.erase(item.id) > 0;
    if (failed && !expected) {
      problems.push_back(
          absl::StrCat("not stated, but fails: ", ItemLine(item)));
    } else if (!failed && expected) {
      problems.push_back(
          absl::StrCat("stated, but does not fail: ", ItemLine(item)));
    }
  }
  for (const std::string& unknown : stated) {
    problems.push_back(absl::StrCat(
        "no check, question or claim that is looked at here is called ",
        unknown));
  }
  CompareLoss(report, mutant, unit, &problems);
  CompareHints(report, mutant, unit, &problems);
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

Problems CompareNothing(const Report& report) {
  Problems problems;
  for (const Item& item : report.items) {
    if (item.points == 0) continue;
    problems.push_back(
        absl::StrCat("earns ", item.points, " points: ", ItemLine(item)));
  }
  AddSources(report, &problems);
  return problems;
}

}  // namespace wbm::grader
