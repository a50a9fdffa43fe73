#include "grading/grader/judge/claims.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/utf8.h"
#include "common/lab/student/read_claims.h"
#include "grading/grader/judge/answers.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;
using Json = nlohmann::json;

ClaimResult Wrong(std::string message, const std::string& given) {
  return {Verdict::kWrong, std::move(message), io::QuotableName(given, 60)};
}

// How close a number has to come; told with what was measured.
constexpr char kWithin[] = " (within ";

std::string Closeness(const lab::Claim& claim) {
  if (claim.relative_tolerance == 0) return "";
  return absl::StrFormat("%s%g %% is right)", kWithin,
                         100 * claim.relative_tolerance);
}

ClaimResult CompareNumber(const std::string& given, double measured,
                          const lab::Claim& claim) {
  const std::optional<double> number = lab::ParseNumber(given);
  if (!number.has_value()) return Wrong(lab::WhyNoNumber(given), given);
  if (WithinTolerance(*number, measured,
                      claim.relative_tolerance * std::abs(measured))) {
    return {Verdict::kRight, "", io::QuotableName(given, 60)};
  }
  return Wrong(
      absl::StrFormat("your code gives %.6g when the experiment runs again%s",
                      measured, Closeness(claim)),
      given);
}

ClaimResult CompareText(const std::string& given, const std::string& measured) {
  if (lab::Comparable(given) == lab::Comparable(measured)) {
    return {Verdict::kRight, "", io::QuotableName(given, 60)};
  }
  return Wrong(absl::StrCat("your code gives ", io::QuotableName(measured, 60),
                            " when the experiment runs again"),
               given);
}

constexpr char kNoNumber[] = "your code gives no number here";

// Null when the experiment wrote no such value (or the plan no such pointer).
const Json* Find(const Json& results, const std::string& source) {
  try {
    const Json::json_pointer pointer(source);
    return results.contains(pointer) ? &results.at(pointer) : nullptr;
  } catch (const Json::exception&) {
    return nullptr;
  }
}

ClaimResult Compare(const std::string& given, const Json& results,
                    const lab::Claim& claim) {
  const Json* found = Find(results, claim.source);
  if (found == nullptr) {
    return {Verdict::kNotGraded,
            absl::StrCat("the experiment wrote no ", claim.source),
            io::QuotableName(given, 60)};
  }
  const Json& measured = *found;
  if (measured.is_boolean()) {
    return CompareText(absl::AsciiStrToLower(given),
                       measured.get<bool>() ? "true" : "false");
  }
  if (measured.is_string()) {
    return CompareText(given, measured.get_ref<const std::string&>());
  }
  if (!measured.is_number() || !std::isfinite(measured.get<double>())) {
    return Wrong(kNoNumber, given);
  }
  return CompareNumber(given, measured.get<double>(), claim);
}

ClaimResult GradeOne(const lab::GivenClaim& given, const Json* results,
                     const std::string& no_results, const lab::Claim& claim) {
  switch (given.state) {
    case lab::ClaimState::kNotGiven:
      return {Verdict::kNotWritten, given.message, ""};
    case lab::ClaimState::kTwice:
      return Wrong(given.message, given.value);
    case lab::ClaimState::kGiven:
      break;
  }
  if (results == nullptr) {
    return {Verdict::kSkipped, no_results, io::QuotableName(given.value, 60)};
  }
  return Compare(given.value, *results, claim);
}

}  // namespace

ClaimsReport GradeClaims(const std::optional<std::string>& report_md,
                         const Json* results, const std::string& no_results,
                         const lab::LabPlan& plan) {
  const lab::GivenClaims given = lab::ReadClaims(report_md, plan);
  ClaimsReport report;
  for (std::size_t i = 0; i < plan.claims.size(); ++i) {
    report.results.push_back(
        GradeOne(given.claims[i], results, no_results, plan.claims[i]));
  }
  report.remarks = given.remarks;
  return report;
}

void HoldAgainstReference(const ClaimsReport& by_reference,
                          ClaimsReport* claims) {
  for (std::size_t i = 0; i < claims->results.size(); ++i) {
    ClaimResult& claim = claims->results[i];
    const ClaimResult& reference = by_reference.results[i];
    const bool has = reference.verdict != Verdict::kNotGraded;
    if (claim.verdict == Verdict::kNotGraded && has) {
      claim.verdict = Verdict::kWrong;
      claim.message = kNoNumber;
    }
    if (claim.verdict != Verdict::kRight) continue;
    if (reference.verdict == Verdict::kRight) continue;
    claim.verdict = has ? Verdict::kWrong : Verdict::kNotGraded;
    claim.message =
        has ? "your code gives this, but right functions measure another "
              "value: mend the functions first, then measure again"
            : reference.message;
  }
}

namespace {

// What is no number at all is told so.
std::string WithoutMeasurement(const std::string& message) {
  if (!message.starts_with("your code gives")) return message;
  const std::size_t within = message.rfind(kWithin);
  return absl::StrCat(
      "not what the experiment measures",
      within == std::string::npos ? "" : message.substr(within));
}

}  // namespace

void JudgeByReference(const ClaimsReport& by_reference, ClaimsReport* claims) {
  for (std::size_t i = 0; i < claims->results.size(); ++i) {
    ClaimResult& claim = claims->results[i];
    const ClaimResult& reference = by_reference.results[i];
    if (reference.verdict == Verdict::kRight ||
        claim.verdict == Verdict::kSkipped) {
      claim.verdict = reference.verdict;
      claim.message = WithoutMeasurement(reference.message);
    }
  }
}

}  // namespace wbm::grader
