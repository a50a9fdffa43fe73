#include "grading/grader/student_view.h"

#include <string>

#include "grading/grader/sentences.h"

namespace wbm::grader {
namespace {

// Built from nothing, so that a field added to Item stays hidden until someone
// decides otherwise here.
Item HiddenView(const Item& item) {
  Item seen;
  seen.kind = item.kind;
  seen.id = item.id;
  seen.task = item.task;
  seen.hidden = true;
  seen.category = item.category;
  seen.verdict = item.verdict;
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
      !item.counts_once.empty() ||
      (item.verdict == Verdict::kSkipped && !item.blocker.empty());
  seen.message = own_words ? item.message : BareSentence(item.verdict);
  return seen;
}

}  // namespace

Report StudentView(const Report& report) {
  Report seen = report;
  seen.attention.clear();
  for (Item& item : seen.items) {
    item.key.clear();
    if (item.hidden) item = HiddenView(item);
  }
  seen.drawn_from.clear();
  if (!seen.graded) {
    seen.why_not_graded =
        "The grader could not do its work. This is no fault of yours and "
        "costs no points; the course staff has the details.";
  }
  return seen;
}

}  // namespace wbm::grader
