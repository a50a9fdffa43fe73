#include "grading/grader/judge/answers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grading/grader/collect/utf8.h"
#include "grading/grader/run/student_json.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;
using Json = nlohmann::json;

constexpr char kFile[] = "answers.json";

AnswerResult Wrong(std::string message, std::string given = "") {
  return {Verdict::kWrong, std::move(message), std::move(given), "", false};
}

AnswerResult NotAnswered() {
  return {Verdict::kNotWritten, "not answered yet", "", "", false};
}

// A short quotation of whatever stands there.
std::string Quoted(const Json& value) {
  return QuotableName(
      value.dump(-1, ' ', false, Json::error_handler_t::replace), 60);
}

AnswerResult Right(const Json& given) {
  return {Verdict::kRight, "", Quoted(given), "", true};
}

AnswerResult WrongAnswer(std::string message, const Json& given) {
  return {Verdict::kWrong, std::move(message), Quoted(given), "", true};
}

std::string Choices(const lab::Question& question) {
  std::vector<std::string> keys;
  for (const auto& [key, text] : question.choices) keys.push_back(key);
  return absl::StrJoin(keys, ", ");
}

// There is something, but not what the question asks for.
AnswerResult Unreadable(const Json& given, const std::string& expected) {
  return Wrong(absl::StrCat("cannot be read as ", expected), Quoted(given));
}

AnswerResult GradeNumber(const Json& given, const lab::Answer& key) {
  if (!given.is_number()) {
    return Unreadable(given,
                      "a number: write one such as 0.25, without quotes or a "
                      "unit");
  }
  const double number = given.get<double>();
  if (NumberIsRight(number, key)) return Right(given);
  return WrongAnswer("not within the tolerance", given);
}

AnswerResult GradeChoice(const Json& given, const lab::Question& question,
                         const lab::Answer& key) {
  std::string choice;
  if (given.is_string()) {
    choice = std::string(
        absl::StripAsciiWhitespace(given.get_ref<const std::string&>()));
    if (!question.choices.contains(choice)) absl::AsciiStrToLower(&choice);
  }
  if (!question.choices.contains(choice)) {
    return Unreadable(given, absl::StrCat("a choice: write one of ",
                                          Choices(question), ", in quotes"));
  }
  if (choice == key.choice) {
    return Right(given);
  }
  return WrongAnswer("not the right choice", given);
}

// What a person would read in a text such as "17,5 codes", "1/4" or " B)".
std::string LikelyNumber(const std::string& text, const lab::Answer& key) {
  std::string plain(absl::StripAsciiWhitespace(text));
  std::replace(plain.begin(), plain.end(), ',', '.');
  plain = plain.substr(0, plain.find_first_not_of("+-.0123456789eE/"));
  const std::size_t bar = plain.find('/');
  double number = 0, divisor = 1;
  bool read = absl::SimpleAtod(plain.substr(0, bar), &number);
  if (bar != std::string::npos) {
    read = read && absl::SimpleAtod(plain.substr(bar + 1), &divisor);
  }
  return read && NumberIsRight(number / divisor, key) ? plain : "";
}

std::string LikelyChoice(const std::string& text, const lab::Answer& key) {
  std::string word = absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
  word = word.substr(0, word.find_first_of(" ).:"));
  return word == absl::AsciiStrToLower(key.choice) ? key.choice : "";
}

std::string Likely(const Json& given, const lab::Question& question,
                   const lab::Answer& key) {
  if (!given.is_string()) return "";
  const std::string& text = given.get_ref<const std::string&>();
  return question.kind == lab::QuestionKind::kNumber ? LikelyNumber(text, key)
                                                     : LikelyChoice(text, key);
}

AnswerResult Grade(const Json& answers, const lab::Question& question,
                   const lab::Rubric& rubric) {
  const auto key = rubric.answers.find(question.id);
  if (key == rubric.answers.end()) {
    return {Verdict::kNotGraded, "the rubric has no key for it", "", "", false};
  }
  const auto given = answers.find(question.id);
  if (given == answers.end() || given->is_null() || *given == "") {
    return NotAnswered();
  }
  AnswerResult result = question.kind == lab::QuestionKind::kNumber
                            ? GradeNumber(*given, key->second)
                            : GradeChoice(*given, question, key->second);
  if (result.verdict == Verdict::kWrong) {
    result.likely = Likely(*given, question, key->second);
  }
  return result;
}

// How far from the key's value an answer may be.
double Allowed(const lab::Answer& key) {
  return std::max(key.absolute_tolerance,
                  key.relative_tolerance * std::abs(*key.value));
}

AnswersReport Everywhere(const lab::LabPlan& plan, const AnswerResult& one) {
  AnswersReport report;
  report.results.assign(plan.questions.size(), one);
  if (one.verdict == Verdict::kWrong) report.unreadable = one.message;
  return report;
}

std::vector<std::string> UnknownNames(const Json& answers,
                                      const lab::LabPlan& plan) {
  std::set<std::string> known;
  for (const lab::Question& q : plan.questions) known.insert(q.id);
  std::vector<std::string> remarks;
  for (const auto& [name, value] : answers.items()) {
    if (known.contains(name) || remarks.size() == 10) continue;
    remarks.push_back(
        absl::StrCat(kFile, ": no question is called ", QuotableName(name)));
  }
  return remarks;
}

}  // namespace

bool WithinTolerance(double given, double value, double allowed) {
  if (!std::isfinite(given) || !std::isfinite(value)) return false;
  if (allowed > 0) {
    allowed += 4 * std::numeric_limits<double>::epsilon() *
               std::max(std::abs(given), std::abs(value));
  }
  return std::abs(given - value) <= allowed;
}

bool NumberIsRight(double given, const lab::Answer& key) {
  return key.value.has_value() &&
         WithinTolerance(given, *key.value, Allowed(key));
}

std::string KeyText(const lab::Answer& key) {
  if (!key.value.has_value()) return key.choice;
  return absl::StrFormat("%.17g (± %.3g)", *key.value, Allowed(key));
}

AnswersReport GradeAnswers(const std::optional<std::string>& json,
                           const lab::LabPlan& plan,
                           const lab::Rubric& rubric) {
  if (!json.has_value()) {
    return Everywhere(plan, {Verdict::kNotWritten,
                             "answers.json was not handed in", "", "", false});
  }
  const absl::StatusOr<Json> answers = ParseStudentJson(*json, kFile);
  if (!answers.ok()) {
    return Everywhere(plan, Wrong(std::string(answers.status().message())));
  }
  if (!answers->is_object()) {
    return Everywhere(plan, Wrong(absl::StrCat(kFile,
                                               ": expected an object such as "
                                               "{\"q1\": 0.5}")));
  }
  AnswersReport report;
  for (const lab::Question& question : plan.questions) {
    report.results.push_back(Grade(*answers, question, rubric));
  }
  report.remarks = UnknownNames(*answers, plan);
  return report;
}

}  // namespace wbm::grader
