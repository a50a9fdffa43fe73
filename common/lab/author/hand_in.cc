#include "common/lab/author/hand_in.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace wbm::lab {
namespace {

constexpr char kTable[] = "| claim | value |\n| --- | --- |\n";

std::string Rows(const LabPlan& plan) {
  std::string rows;
  for (const Claim& claim : plan.claims) {
    absl::StrAppend(&rows, "| ", claim.claim, " | |\n");
  }
  return rows;
}

// Where the first line at or after `at` begins that is no row of a table.
std::size_t EndOfTable(const std::string& text, std::size_t at) {
  while (at < text.size() && text[at] == '|') {
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos) return text.size();
    at = end + 1;
  }
  return at;
}

}  // namespace

std::string AnswersForm(const LabPlan& plan) {
  std::vector<std::string> lines;
  for (const Question& question : plan.questions) {
    const bool number = question.kind == QuestionKind::kNumber;
    lines.push_back(
        absl::StrCat("  \"", question.id, "\": ", number ? "null" : "\"\""));
  }
  return absl::StrCat("{\n", absl::StrJoin(lines, ",\n"), "\n}\n");
}

absl::StatusOr<std::string> ReportForm(const LabPlan& plan,
                                       const std::string& committed,
                                       const std::string& name) {
  if (plan.claims.empty()) return committed;
  const std::size_t table = committed.find(kTable);
  if (table == std::string::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat(name,
                     ": the table of claims is missing; write the lines "
                     "\"| claim | value |\" and \"| --- | --- |\", and "
                     "`bazel run //scripts:restub` fills it in"));
  }
  const std::size_t rows = table + sizeof(kTable) - 1;
  return absl::StrCat(committed.substr(0, rows), Rows(plan),
                      committed.substr(EndOfTable(committed, rows)));
}

}  // namespace wbm::lab
