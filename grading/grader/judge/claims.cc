#include "grading/grader/judge/claims.h"

#include <charconv>
#include <cmath>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/io/plain_text.h"
#include "grading/grader/collect/utf8.h"
#include "grading/grader/judge/answers.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;
using Json = nlohmann::json;

constexpr std::size_t kMaxRows = 200;

ClaimResult Wrong(std::string message, const std::string& given) {
  return {Verdict::kWrong, std::move(message), QuotableName(given, 60)};
}

std::string Trimmed(const std::string& s) {
  return std::string(absl::StripAsciiWhitespace(s));
}

// The cells of "| a | b |", whose outer bars may be left out; empty when the
// line is no table row. A backslash before punctuation hides it, as Markdown
// has it.
std::vector<std::string> Cells(const std::string& line) {
  std::string row = Trimmed(line);
  if (row.find('|') == std::string::npos || row.size() < 2) return {};
  if (row.front() == '|') row.erase(0, 1);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size() &&
        absl::ascii_ispunct(static_cast<unsigned char>(row[i + 1]))) {
      cells.back() += row[++i];
    } else if (row[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  if (Trimmed(cells.back()).empty()) cells.pop_back();
  for (std::string& cell : cells) cell = Trimmed(cell);
  return cells;
}

// "**140**" and "`140`" say 140.
std::string WithoutEmphasis(std::string cell) {
  while (cell.size() > 2 && cell.front() == cell.back() &&
         std::string_view("*_`").find(cell.front()) != std::string_view::npos) {
    cell = Trimmed(cell.substr(1, cell.size() - 2));
  }
  return cell;
}

bool IsHeader(const std::vector<std::string>& cells) {
  return cells.size() == 2 && absl::AsciiStrToLower(cells[0]) == "claim" &&
         absl::AsciiStrToLower(cells[1]) == "value";
}

// "  a  b " -> "a b", so that aligned tables may pad.
std::string OneSpaced(const std::string& s) {
  std::string out;
  for (const char c : s) {
    const bool space = c == ' ' || c == '\t';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  return Trimmed(out);
}

// What two names have in common that look the same. The report's were made
// plain as it came in, the plan's were not; and a word processor makes an em
// dash of two hyphens.
std::string Comparable(const std::string& name) {
  return OneSpaced(absl::StrReplaceAll(
      io::PlainTypography(name),
      {{"\xE2\x80\x94", "-"}, {"\xE2\x80\x95", "-"}, {"--", "-"}}));
}

bool IsRule(const std::vector<std::string>& cells) {
  for (const std::string& given : cells) {
    const std::string cell = Comparable(given);
    if (cell.find_first_not_of(":-") != std::string::npos ||
        cell.find('-') == std::string::npos) {
      return false;
    }
  }
  return !cells.empty();
}

std::optional<double> ParseNumber(const std::string& s) {
  // from_chars knows no leading plus.
  const std::size_t skip = s.starts_with('+') ? 1 : 0;
  double value = 0;
  const char* end = s.data() + s.size();
  const auto [stop, error] = std::from_chars(s.data() + skip, end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) {
    return std::nullopt;
  }
  if (skip == 1 && s.size() > 1 && s[1] == '-') return std::nullopt;
  return value;
}

std::string WhyNoNumber(const std::string& given) {
  std::string point = given;
  const std::size_t comma = point.find(',');
  if (comma != std::string::npos) point[comma] = '.';
  return absl::StrCat(
      "expected a plain number such as 0.0023 or 2.3e-3",
      comma != std::string::npos && ParseNumber(point).has_value()
          ? absl::StrCat("; the decimal sign is a point: ", point)
          : "");
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
  const std::optional<double> number = ParseNumber(given);
  if (!number.has_value()) return Wrong(WhyNoNumber(given), given);
  if (WithinTolerance(*number, measured,
                      claim.relative_tolerance * std::abs(measured))) {
    return {Verdict::kRight, "", QuotableName(given, 60)};
  }
  return Wrong(
      absl::StrFormat("your code gives %.6g when the experiment runs again%s",
                      measured, Closeness(claim)),
      given);
}

ClaimResult CompareText(const std::string& given, const std::string& measured) {
  if (Comparable(given) == Comparable(measured)) {
    return {Verdict::kRight, "", QuotableName(given, 60)};
  }
  return Wrong(absl::StrCat("your code gives ", QuotableName(measured, 60),
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
            QuotableName(given, 60)};
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

ClaimResult GradeOne(const std::vector<ClaimRow>& rows, const Json* results,
                     const std::string& no_results, const lab::Claim& claim) {
  const ClaimRow* found = nullptr;
  for (const ClaimRow& row : rows) {
    if (Comparable(row.claim) != Comparable(claim.claim)) continue;
    if (found != nullptr) {
      return Wrong("the table has this row twice; keep one", row.value);
    }
    found = &row;
  }
  if (found == nullptr) {
    return {Verdict::kNotWritten,
            absl::StrCat("REPORT.md has no row \"", claim.claim, "\""), ""};
  }
  if (found->value.empty()) {
    return {Verdict::kNotWritten, "the value is not filled in", ""};
  }
  if (results == nullptr) {
    return {Verdict::kSkipped, no_results, QuotableName(found->value, 60)};
  }
  return Compare(found->value, *results, claim);
}

ClaimsReport Everywhere(const lab::LabPlan& plan, const ClaimResult& one) {
  return {std::vector<ClaimResult>(plan.claims.size(), one), {}};
}

std::vector<std::string> UnknownRows(const std::vector<ClaimRow>& rows,
                                     const lab::LabPlan& plan) {
  std::set<std::string> known;
  for (const lab::Claim& claim : plan.claims) {
    known.insert(Comparable(claim.claim));
  }
  std::vector<std::string> remarks;
  for (const ClaimRow& row : rows) {
    if (known.contains(Comparable(row.claim)) || remarks.size() == 10) continue;
    remarks.push_back(absl::StrCat("REPORT.md: no claim is called ",
                                   QuotableName(row.claim)));
  }
  return remarks;
}

}  // namespace

std::optional<std::vector<ClaimRow>> ParseClaimsTable(
    const std::string& report_md) {
  std::optional<std::vector<ClaimRow>> rows;
  bool fenced = false;
  for (const auto piece : absl::StrSplit(report_md, '\n')) {
    const std::string line(piece);
    const std::string trimmed = Trimmed(line);
    if (trimmed.starts_with("```") || trimmed.starts_with("~~~")) {
      fenced = !fenced;
    }
    const std::vector<std::string> cells =
        fenced ? std::vector<std::string>() : Cells(line);
    if (!rows.has_value()) {
      if (IsHeader(cells)) rows.emplace();
      continue;
    }
    if (cells.empty()) return rows;  // the table ends
    if (IsRule(cells)) continue;
    if (rows->size() < kMaxRows) {
      rows->push_back(
          {cells[0], cells.size() > 1 ? WithoutEmphasis(cells[1]) : ""});
    }
  }
  return rows;
}

ClaimsReport GradeClaims(const std::optional<std::string>& report_md,
                         const Json* results, const std::string& no_results,
                         const lab::LabPlan& plan) {
  if (!report_md.has_value()) {
    return Everywhere(
        plan, {Verdict::kNotWritten, "REPORT.md was not handed in", ""});
  }
  const std::optional<std::vector<ClaimRow>> rows =
      ParseClaimsTable(QuotableText(*report_md));
  if (!rows.has_value()) {
    return Everywhere(plan, {Verdict::kNotWritten,
                             "REPORT.md has no table with the header "
                             "\"| claim | value |\"",
                             ""});
  }
  ClaimsReport report;
  for (const lab::Claim& claim : plan.claims) {
    report.results.push_back(GradeOne(*rows, results, no_results, claim));
  }
  report.remarks = UnknownRows(*rows, plan);
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
