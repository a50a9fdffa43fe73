#include "grading/grader/first_to_mend.h"

#include "absl/strings/str_cat.h"
#include "grading/grader/sentences.h"

namespace wbm::grader {
namespace {

bool IsDone(const Item& item) {
  return item.verdict == Verdict::kRight || item.withheld;
}

std::string TitleOf(const Report& report, const std::string& task) {
  for (const TaskScore& each : report.tasks) {
    if (each.id == task) return each.title;
  }
  return "";
}

}  // namespace

std::optional<FirstToMend> FindFirstToMend(const Report& report) {
  for (const SourceReport& source : report.sources) {
    const bool missing = source.verdict == Verdict::kNotWritten;
    if (source.verdict == Verdict::kRight || missing) continue;
    return FirstToMend{source.message, ""};
  }
  for (const Item& item : report.items) {
    if (IsDone(item) || !IsToldInFull(item) ||
        item.verdict == Verdict::kNotWritten) {
      continue;
    }
    const std::string what =
        item.hidden ? absl::StrCat("hidden: ", item.category) : item.property;
    return FirstToMend{
        absl::StrCat(item.id, ", ", what, ": ", VerdictLabel(item)), item.task};
  }
  for (const Item& item : report.items) {
    if (item.verdict != Verdict::kNotWritten) continue;
    return FirstToMend{absl::StrCat(item.task, " ", TitleOf(report, item.task),
                                    ": not written yet"),
                       item.task};
  }
  return std::nullopt;
}

}  // namespace wbm::grader
