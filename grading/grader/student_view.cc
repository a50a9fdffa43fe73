#include "grading/grader/student_view.h"

#include <algorithm>
#include <string>

#include "grading/grader/sentences.h"

namespace wbm::grader {
namespace {

// Do the task's public checks all say so, too?
bool PublicChecksSay(const Report& report, const Item& item) {
  return std::all_of(
      report.items.begin(), report.items.end(), [&](const Item& other) {
        const bool beside = other.kind == ItemKind::kCheck && !other.hidden &&
                            other.task == item.task;
        return !beside || other.verdict == item.verdict;
      });
}

// Right, or not; or what is known without the hidden check.
Verdict HiddenVerdict(const Report& report, const Item& item) {
  switch (item.verdict) {
    case Verdict::kRight:
      return Verdict::kRight;
    case Verdict::kNotWritten:
    case Verdict::kCompileError:
      return PublicChecksSay(report, item) ? item.verdict : Verdict::kWrong;
    case Verdict::kSkipped:
      return item.blocker.empty() ? Verdict::kWrong : Verdict::kSkipped;
    default:
      return Verdict::kWrong;
  }
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
  seen.blocker = item.blocker;
  seen.beside = item.beside;
  seen.counts_once = item.counts_once;
  // A skip that Judge() decided says so in the grader's own words; every other
  // message may quote the input.
  const bool own_words =
      !item.counts_once.empty() || seen.verdict == Verdict::kSkipped;
  seen.message = own_words ? item.message : BareSentence(seen.verdict);
  return seen;
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
    if (item.hidden) item = HiddenView(report, item);
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
