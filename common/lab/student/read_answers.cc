#include "common/lab/student/read_answers.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/utf8.h"
#include "common/lab/student/student_json.h"

namespace wbm::lab {
namespace {

using Json = nlohmann::json;

constexpr char kFile[] = "answers.json";
constexpr std::size_t kMostRemarks = 10;

// A short quotation of whatever stands there.
std::string Quoted(const Json& value) {
  return io::QuotableName(
      value.dump(-1, ' ', false, Json::error_handler_t::replace), 60);
}

std::string Choices(const Question& question) {
  std::vector<std::string> keys;
  for (const auto& [key, text] : question.choices) keys.push_back(key);
  return absl::StrJoin(keys, ", ");
}

// "b" for "b", " b " and "B"; else what no question offers.
std::string ChoiceIn(const std::string& text, const Question& question) {
  std::string choice(absl::StripAsciiWhitespace(text));
  if (!question.choices.contains(choice)) absl::AsciiStrToLower(&choice);
  return choice;
}

GivenAnswer Unreadable(GivenAnswer answer, const std::string& expected) {
  answer.state = AnswerState::kUnreadable;
  answer.message = absl::StrCat("cannot be read as ", expected);
  return answer;
}

GivenAnswer ReadOne(const Json& answers, const Question& question) {
  const auto given = answers.find(question.id);
  if (given == answers.end() || given->is_null() || *given == "") {
    return {.message = "not answered yet"};
  }
  GivenAnswer answer = {.state = AnswerState::kAnswered,
                        .given = Quoted(*given)};
  if (given->is_string()) answer.text = given->get<std::string>();
  if (question.kind == QuestionKind::kNumber) {
    if (!given->is_number()) {
      return Unreadable(std::move(answer),
                        "a number: write one such as 0.25, without quotes or "
                        "a unit");
    }
    answer.number = given->get<double>();
    return answer;
  }
  answer.choice = ChoiceIn(answer.text, question);
  if (!question.choices.contains(answer.choice)) {
    return Unreadable(std::move(answer),
                      absl::StrCat("a choice: write one of ", Choices(question),
                                   ", in quotes"));
  }
  return answer;
}

std::vector<std::string> UnknownNames(const Json& answers,
                                      const LabPlan& plan) {
  std::set<std::string> known;
  for (const Question& q : plan.questions) known.insert(q.id);
  std::vector<std::string> remarks;
  for (const auto& [name, value] : answers.items()) {
    if (known.contains(name) || remarks.size() == kMostRemarks) continue;
    remarks.push_back(absl::StrCat(kFile, ": no question is called ",
                                   io::QuotableName(name)));
  }
  return remarks;
}

GivenAnswers Everywhere(const LabPlan& plan, AnswerState state,
                        const std::string& message) {
  GivenAnswers all;
  all.answers.assign(plan.questions.size(),
                     {.state = state, .message = message});
  if (state == AnswerState::kUnreadable) all.unreadable = message;
  return all;
}

}  // namespace

GivenAnswers ReadAnswers(const std::optional<std::string>& json,
                         const LabPlan& plan) {
  if (!json.has_value()) {
    return Everywhere(plan, AnswerState::kNotAnswered,
                      "answers.json was not handed in");
  }
  const absl::StatusOr<Json> answers = ParseStudentJson(*json, kFile);
  if (!answers.ok()) {
    return Everywhere(plan, AnswerState::kUnreadable,
                      std::string(answers.status().message()));
  }
  if (!answers->is_object()) {
    return Everywhere(
        plan, AnswerState::kUnreadable,
        absl::StrCat(kFile, ": expected an object such as {\"q1\": null}"));
  }
  GivenAnswers all;
  for (const Question& question : plan.questions) {
    all.answers.push_back(ReadOne(*answers, question));
  }
  all.remarks = UnknownNames(*answers, plan);
  return all;
}

}  // namespace wbm::lab
