#include "grading/grader/judge/answers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "common/lab/student/read_answers.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;

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

std::string Likely(const lab::GivenAnswer& given, const lab::Question& question,
                   const lab::Answer& key) {
  if (given.text.empty()) return "";
  return question.kind == lab::QuestionKind::kNumber
             ? LikelyNumber(given.text, key)
             : LikelyChoice(given.text, key);
}

// `given` is an answer of the form that the question asks for.
AnswerResult Mark(const lab::GivenAnswer& given, const lab::Question& question,
                  const lab::Answer& key) {
  const bool number = question.kind == lab::QuestionKind::kNumber;
  if (number ? NumberIsRight(given.number, key) : given.choice == key.choice) {
    return {Verdict::kRight, "", given.given, "", true};
  }
  return {Verdict::kWrong,
          number ? "not within the tolerance" : "not the right choice",
          given.given, Likely(given, question, key), true};
}

AnswerResult Grade(const lab::GivenAnswer& given, const lab::Question& question,
                   const lab::Rubric& rubric) {
  const auto key = rubric.answers.find(question.id);
  if (key == rubric.answers.end()) {
    return {Verdict::kNotGraded, "the rubric has no key for it", "", "", false};
  }
  if (given.state == lab::AnswerState::kNotAnswered) {
    return {Verdict::kNotWritten, given.message, "", "", false};
  }
  if (given.state == lab::AnswerState::kUnreadable) {
    return {Verdict::kWrong, given.message, given.given,
            Likely(given, question, key->second), false};
  }
  return Mark(given, question, key->second);
}

// How far from the key's value an answer may be.
double Allowed(const lab::Answer& key) {
  return std::max(key.absolute_tolerance,
                  key.relative_tolerance * std::abs(*key.value));
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
  const lab::GivenAnswers given = lab::ReadAnswers(json, plan);
  AnswersReport report;
  for (std::size_t i = 0; i < plan.questions.size(); ++i) {
    report.results.push_back(
        Grade(given.answers[i], plan.questions[i], rubric));
  }
  report.remarks = given.remarks;
  report.unreadable = given.unreadable;
  return report;
}

}  // namespace wbm::grader
