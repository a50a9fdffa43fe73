#include "grading/grader/report/student_view.h"

#include <algorithm>
#include <string>
#include <vector>

#include "grading/grader/report/sentences.h"

namespace wbm::grader {
namespace {

std::string Suite(const Item& item) {
  return item.test.substr(0, item.test.find('.'));
}

bool IsTask(const Report& report, const std::string& id) {
  return std::any_of(report.tasks.begin(), report.tasks.end(),
                     [&](const TaskScore& task) { return task.id == id; });
}

// The public checks of the hidden one's function, by the names of their suites
// ("MeasureError" and "MeasureErrorTwin"); where none is called so, the task's.
std::vector<const Item*> PublicChecksOf(const Report& report,
                                        const Item& hidden) {
  std::vector<const Item*> of_task, of_function;
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kCheck || item.hidden ||
        item.task != hidden.task) {
      continue;
    }
    of_task.push_back(&item);
    if (Suite(hidden).starts_with(Suite(item))) of_function.push_back(&item);
  }
  return of_function.empty() ? of_task : of_function;
}

// What a hidden check that is not right waits for; "" when it is nothing. Where
// all its public checks were skipped because of a task that is missing, so is
// it.
std::string HiddenBlocker(const Report& report, const Item& item) {
  if (!item.blocker.empty()) return item.blocker;
  const std::vector<const Item*> checks = PublicChecksOf(report, item);
  if (checks.empty() || !IsTask(report, checks[0]->blocker)) return "";
  const bool all =
      std::all_of(checks.begin(), checks.end(), [&](const Item* check) {
        return check->verdict == Verdict::kSkipped &&
               check->blocker == checks[0]->blocker;
      });
  return all ? checks[0]->blocker : "";
}

// Right, or not; and how it is not right as the public checks have it: how the
// hidden one came out, or in which build it came right, would tell of its
// input.
Verdict HiddenVerdict(const Report& report, const Item& item) {
  if (item.verdict == Verdict::kRight) return Verdict::kRight;
  const std::vector<const Item*> checks = PublicChecksOf(report, item);
  for (const Verdict kind : {Verdict::kNotWritten, Verdict::kCompileError}) {
    const bool all =
        std::all_of(checks.begin(), checks.end(),
                    [&](const Item* check) { return check->verdict == kind; });
    if (all && !checks.empty()) return kind;
  }
  return HiddenBlocker(report, item).empty() ? Verdict::kWrong
                                             : Verdict::kSkipped;
}

// Built from nothing, so that a field added to Item stays hidden until someone
// decides otherwise here.
Item HiddenView(const Report& report, const Item& item) {
  Item seen;
  seen.kind = item.kind;
  seen.id = item.id;
  seen.task = item.task;
  seen.hidden = true;
  seen.category = item.category;
  seen.verdict = HiddenVerdict(report, item);
  seen.points = item.points;
  seen.max_points = item.max_points;
  seen.hint_id = item.hint_id;
  seen.hint = item.hint;
  seen.section = item.section;
  seen.counts_once = item.counts_once;
  // In the grader's own words: any other message may quote the input.
  if (seen.verdict == Verdict::kSkipped) {
    seen.blocker = HiddenBlocker(report, item);
    seen.hint.clear();
    seen.message = SkippedSentence(seen.blocker);
  } else {
    seen.message =
        item.counts_once.empty() ? BareSentence(seen.verdict) : item.message;
  }
  return seen;
}

// Of what was judged beside the reference: right or not. The code had the
// reference's at hand, and could bring it out in how it fails, in what it was
// given, and in what it prints.
void HideWhatHappenedBeside(Item* item) {
  item->input.clear();
  item->printed.clear();
  if (item->verdict == Verdict::kWrong) item->message = BesideSentence(*item);
}

// An answer that is not marked yet. The hint goes: only a wrong one shows it.
void Withhold(Item* item) {
  item->withheld = true;
  item->verdict = item->came_to = Verdict::kSkipped;
  item->message = "Answered. Questions are marked when submissions close.";
  item->points = 0;
  item->hint.clear();
  item->hint_id.clear();
}

void WithholdQuestions(Report* seen) {
  for (Item& item : seen->items) {
    if (item.kind != ItemKind::kQuestion) continue;
    seen->score -= item.points;
    seen->max_score -= item.max_points;
    seen->withheld_points += item.max_points;
    for (TaskScore& task : seen->tasks) {
      if (task.id != item.task) continue;
      task.points -= item.points;
      task.max_points -= item.max_points;
    }
    if (item.answered || item.verdict == Verdict::kRight) Withhold(&item);
  }
}

}  // namespace

Report StudentView(const Report& report) {
  Report seen = report;
  seen.attention.clear();
  for (Item& item : seen.items) {
    item.key.clear();
    if (item.hidden) {
      item = HiddenView(report, item);
    } else if (!item.beside.empty()) {
      HideWhatHappenedBeside(&item);
    }
  }
  seen.drawn_from.clear();
  if (!seen.graded) {
    seen.why_not_graded =
        "The grader could not do its work. This is no fault of yours and "
        "costs no points; the course staff has the details.";
  } else if (!seen.reveal_answers) {
    WithholdQuestions(&seen);
  }
  return seen;
}

}  // namespace wbm::grader
