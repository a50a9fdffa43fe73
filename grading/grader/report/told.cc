#include "grading/grader/report/told.h"

#include <algorithm>

#include "grading/grader/report/sentences.h"

namespace wbm::grader {
namespace {

bool ToldWithTheFile(const Report& report, const Item& item) {
  return item.verdict == Verdict::kCompileError && !report.sources.empty();
}

// Neither the file nor an answer in it could be read.
bool IsOfUnreadableFile(const Item& item) {
  return item.kind == ItemKind::kQuestion && item.verdict == Verdict::kWrong &&
         !item.answered && item.input.empty();
}

// As a student sees a hidden check: see student_view.h.
bool SaysNoMoreThanItsRow(const Item& item) {
  return item.hidden && item.hint.empty() && item.test.empty();
}

bool Repeats(const Item& item, const std::set<const Item*>& told) {
  return std::any_of(told.begin(), told.end(), [&](const Item* other) {
    if (IsOfUnreadableFile(item)) {
      return IsOfUnreadableFile(*other) && other->message == item.message;
    }
    if (other->task != item.task) return false;
    if (item.verdict == Verdict::kNotWritten) {
      return other->verdict == Verdict::kNotWritten;
    }
    return SaysNoMoreThanItsRow(item);
  });
}

}  // namespace

std::set<const Item*> ToldInFull(const Report& report) {
  std::set<const Item*> told;
  for (const Item& item : report.items) {
    if (!IsToldInFull(item) || ToldWithTheFile(report, item)) continue;
    if (!Repeats(item, told)) told.insert(&item);
  }
  return told;
}

std::vector<std::string> WrongWithAnother(const Report& report,
                                          const std::set<const Item*>& told) {
  std::vector<std::string> ids;
  for (const Item& item : report.items) {
    if (!IsToldInFull(item) || told.contains(&item) ||
        item.verdict == Verdict::kNotWritten ||
        item.verdict == Verdict::kCompileError) {
      continue;
    }
    ids.push_back(item.id);
  }
  return ids;
}

}  // namespace wbm::grader
