#include "grading/grader/report/attention.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/grader/report/likely_file.h"
#include "grading/grader/report/other_labs.h"

namespace wbm::grader {
namespace {

using Lines = std::vector<std::string>;

void AddOtherLabs(const Submission& submission, const std::string& directory,
                  Lines* lines) {
  for (const auto& [name, bytes] : submission.files) {
    if (!name.ends_with(".cc") && !name.ends_with(".h")) continue;
    const std::set<std::string> others =
        OtherLabs(bytes, directory.substr(directory.rfind('/') + 1));
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

// What is missing by a slip: sources, and whatever else lies there under
// another name.
void AddMissing(const Submission& submission, const lab::LabPlan& plan,
                Lines* lines) {
  const auto& sources = plan.student_files;
  for (const std::string& name : submission.missing) {
    const bool source =
        std::find(sources.begin(), sources.end(), name) != sources.end();
    const Likely likely = LikelyFiles(submission.ignored, name);
    if (!source && likely.names.empty()) continue;
    std::string line = absl::StrCat("No file is called ", name);
    if (source) line += ": its tasks count as not written";
    if (!likely.names.empty()) {
      absl::StrAppend(&line, ". Perhaps it is ",
                      absl::StrJoin(likely.names, " or "));
      if (!likely.near) line += ", or another lab was handed in";
    }
    lines->push_back(line + ".");
  }
}

// A print that was left in is no misunderstanding.
void AddPrinting(const Report& report, Lines* lines) {
  const Item* first = nullptr;
  std::set<std::string> stopped;
  for (const Item& item : report.items) {
    if (item.verdict != Verdict::kOutputLimit) continue;
    if (first == nullptr) first = &item;
    stopped.insert(item.id);
  }
  if (first == nullptr) return;
  int points = 0;
  for (const Item& item : report.items) {
    const bool rests =
        stopped.contains(item.id) || stopped.contains(item.counts_once);
    if (rests) points += item.max_points;
  }
  lines->push_back(absl::StrCat(first->message, " ", points,
                                " points rest on that: perhaps a print for "
                                "debugging was left in."));
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
  AddMissing(submission, plan, &lines);
  AddPrinting(report, &lines);
  AddAnswers(plan, answers, &lines);
  return lines;
}

}  // namespace wbm::grader
