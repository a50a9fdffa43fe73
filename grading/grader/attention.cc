#include "grading/grader/attention.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/grader/utf8.h"

namespace wbm::grader {
namespace {

using Lines = std::vector<std::string>;

// The labs that `text` names headers of, but for that in `directory`:
// "03_formats".
std::set<std::string> OtherLabs(const std::string& text,
                                const std::string& directory) {
  constexpr std::string_view kRoom = "\"labs/";
  std::set<std::string> labs;
  for (std::size_t at = text.find(kRoom); at != std::string::npos;
       at = text.find(kRoom, at + 1)) {
    const std::size_t end = text.find_first_of("\"\n", at + 1);
    const std::string path = text.substr(at + 1, end - at - 1);
    if (absl::StartsWith(path, absl::StrCat(directory, "/"))) continue;
    const std::size_t name = kRoom.size() - 1;
    const std::size_t slash = path.find('/', name);
    if (slash == std::string::npos) continue;
    labs.insert(QuotableName(path.substr(name, slash - name), 40));
  }
  return labs;
}

void AddOtherLabs(const Submission& submission, const std::string& directory,
                  Lines* lines) {
  for (const auto& [name, bytes] : submission.files) {
    if (!name.ends_with(".cc") && !name.ends_with(".h")) continue;
    const std::set<std::string> others = OtherLabs(bytes, directory);
    if (others.empty()) continue;
    lines->push_back(absl::StrCat(name, " includes a header of lab ",
                                  absl::StrJoin(others, ", "),
                                  ": perhaps the wrong lab was handed in."));
  }
}

int PointsOfUncompiled(const Report& report) {
  int points = 0;
  for (const Item& item : report.items) {
    if (item.verdict == Verdict::kCompileError) points += item.max_points;
  }
  return points;
}

void AddUncompiled(const Report& report, Lines* lines) {
  for (const SourceReport& source : report.sources) {
    if (source.verdict == Verdict::kRight ||
        source.verdict == Verdict::kNotWritten) {
      continue;
    }
    const std::string first =
        source.diagnostics.substr(0, source.diagnostics.find('\n'));
    lines->push_back(absl::StrCat(
        source.message, " ", PointsOfUncompiled(report), " points rest on that",
        first.empty() ? "." : ". First: ", first));
  }
}

bool IsSource(const std::string& name) {
  for (const char* end : {".cc", ".cpp", ".cxx", ".c", ".h", ".txt"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

void AddMissing(const Submission& submission, Lines* lines) {
  Lines candidates;
  for (const std::string& name : submission.ignored) {
    if (IsSource(name)) candidates.push_back(name);
  }
  for (const std::string& name : submission.missing) {
    if (!IsSource(name)) continue;
    lines->push_back(absl::StrCat(
        "No file is called ", name, ": its tasks count as not written.",
        candidates.empty()
            ? ""
            : absl::StrCat(" Perhaps it is ", absl::StrJoin(candidates, " or "),
                           ".")));
  }
}

void AddAnswers(const lab::LabPlan& plan, const AnswersReport& answers,
                Lines* lines) {
  if (!answers.unreadable.empty()) {
    lines->push_back(absl::StrCat("No answer counts: ", answers.unreadable));
  }
  for (std::size_t i = 0; i < plan.questions.size(); ++i) {
    const AnswerResult& answer = answers.results[i];
    if (answer.likely.empty()) continue;
    lines->push_back(absl::StrCat(plan.questions[i].id, " has ", answer.given,
                                  ", which would be right as ", answer.likely,
                                  " (", plan.questions[i].points, " points)."));
  }
}

}  // namespace

std::vector<std::string> NeedsAttention(const lab::LabPlan& plan,
                                        const std::string& directory,
                                        const Submission& submission,
                                        const Report& report,
                                        const AnswersReport& answers) {
  Lines lines;
  AddOtherLabs(submission, directory, &lines);
  AddUncompiled(report, &lines);
  AddMissing(submission, &lines);
  AddAnswers(plan, answers, &lines);
  return lines;
}

}  // namespace wbm::grader
