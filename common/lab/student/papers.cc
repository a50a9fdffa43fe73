#include "common/lab/student/papers.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/plain_text.h"
#include "common/lab/student/read_answers.h"
#include "common/lab/student/read_claims.h"
#include "common/lab/student/student_json.h"

namespace wbm::lab {
namespace {

using Lines = std::vector<std::string>;
using Json = nlohmann::json;

// "not answered yet: q1, q3", or nothing.
void AppendListed(const std::string& what, const Lines& names, Lines* lines) {
  if (names.empty()) return;
  lines->push_back(absl::StrCat(what, ": ", absl::StrJoin(names, ", ")));
}

Lines LeftOfAnswers(const std::string& text, const LabPlan& plan) {
  const GivenAnswers given = ReadAnswers(text, plan);
  if (!given.unreadable.empty()) return {given.unreadable};
  Lines lines, open;
  for (std::size_t i = 0; i < plan.questions.size(); ++i) {
    const GivenAnswer& answer = given.answers[i];
    const std::string& id = plan.questions[i].id;
    if (answer.state == AnswerState::kNotAnswered) open.push_back(id);
    if (answer.state == AnswerState::kUnreadable) {
      lines.push_back(
          absl::StrCat(id, ": ", answer.given, " ", answer.message));
    }
  }
  AppendListed("not answered yet", open, &lines);
  lines.insert(lines.end(), given.remarks.begin(), given.remarks.end());
  return lines;
}

// A cell with a digit is meant to be a number; another may be "true".
bool IsMeantAsNumber(const std::string& cell) {
  for (const char c : cell) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) return true;
  }
  return false;
}

Lines LeftOfReport(const std::string& text, const LabPlan& plan) {
  const GivenClaims given = ReadClaims(text, plan);
  Lines lines;
  for (std::size_t i = 0; i < plan.claims.size(); ++i) {
    const GivenClaim& claim = given.claims[i];
    const std::string& name = plan.claims[i].claim;
    if (claim.state == ClaimState::kTwice) {
      lines.push_back(absl::StrCat(name, ": ", claim.message));
    } else if (claim.state == ClaimState::kNotGiven) {
      // One message for a table that is missing, however many rows it has.
      const std::string line =
          claim.has_row ? absl::StrCat("no value yet: ", name) : claim.message;
      if (lines.empty() || lines.back() != line) lines.push_back(line);
    } else if (IsMeantAsNumber(claim.value) &&
               !ParseNumber(claim.value).has_value()) {
      lines.push_back(absl::StrCat(name, ": ", WhyNoNumber(claim.value)));
    }
  }
  lines.insert(lines.end(), given.remarks.begin(), given.remarks.end());
  return lines;
}

bool IsBlank(const Json& value) {
  return value.is_null() ||
         (value.is_string() &&
          absl::StripAsciiWhitespace(value.get_ref<const std::string&>())
              .empty());
}

// Of a file whose fields the experiment reads: that it is JSON, and what of it
// is empty.
Lines LeftOfFields(const std::string& text, const std::string& file) {
  const absl::StatusOr<Json> json = ParseStudentJson(text, file);
  if (!json.ok()) return {std::string(json.status().message())};
  Lines lines, open;
  for (const auto& [name, value] : json->items()) {
    if (IsBlank(value)) open.push_back(name);
  }
  AppendListed("not filled in yet", open, &lines);
  return lines;
}

Lines LeftOf(const std::string& file, const std::string& bytes,
             const LabPlan& plan) {
  const std::string text = io::PlainTypography(io::PlainText(bytes));
  if (file == "answers.json") return LeftOfAnswers(text, plan);
  if (file == "REPORT.md") return LeftOfReport(text, plan);
  if (file.ends_with(".json")) return LeftOfFields(text, file);
  return {};
}

}  // namespace

std::vector<Paper> OpenPapers(const LabPlan& plan,
                              const std::map<std::string, std::string>& files) {
  std::vector<Paper> open;
  for (const std::string& file : plan.hand_in) {
    const auto found = files.find(file);
    Lines left = found == files.end() ? Lines{"the file is not there"}
                                      : LeftOf(file, found->second, plan);
    if (!left.empty()) open.push_back({file, std::move(left)});
  }
  return open;
}

}  // namespace wbm::lab
