#include "common/lab/student/read_claims.h"

#include <charconv>
#include <cmath>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/io/plain_text.h"
#include "common/io/utf8.h"

namespace wbm::lab {
namespace {

constexpr std::size_t kMaxRows = 200;
constexpr std::size_t kMostRemarks = 10;

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

GivenClaim ReadOne(const std::vector<ClaimRow>& rows, const Claim& claim) {
  const ClaimRow* found = nullptr;
  for (const ClaimRow& row : rows) {
    if (Comparable(row.claim) != Comparable(claim.claim)) continue;
    if (found != nullptr) {
      return {.state = ClaimState::kTwice,
              .message = "the table has this row twice; keep one",
              .value = row.value};
    }
    found = &row;
  }
  if (found == nullptr) {
    return {
        .has_row = false,
        .message = absl::StrCat("REPORT.md has no row \"", claim.claim, "\"")};
  }
  if (found->value.empty()) return {.message = "the value is not filled in"};
  return {.state = ClaimState::kGiven, .value = found->value};
}

std::vector<std::string> UnknownRows(const std::vector<ClaimRow>& rows,
                                     const LabPlan& plan) {
  std::set<std::string> known;
  for (const Claim& claim : plan.claims) known.insert(Comparable(claim.claim));
  std::vector<std::string> remarks;
  for (const ClaimRow& row : rows) {
    if (known.contains(Comparable(row.claim)) ||
        remarks.size() == kMostRemarks) {
      continue;
    }
    remarks.push_back(absl::StrCat("REPORT.md: no claim is called ",
                                   io::QuotableName(row.claim)));
  }
  return remarks;
}

GivenClaims Nowhere(const LabPlan& plan, const std::string& message) {
  const GivenClaim none = {.has_row = false, .message = message};
  return {std::vector<GivenClaim>(plan.claims.size(), none), {}};
}

}  // namespace

std::string Comparable(const std::string& name) {
  return OneSpaced(absl::StrReplaceAll(
      io::PlainTypography(name),
      {{"\xE2\x80\x94", "-"}, {"\xE2\x80\x95", "-"}, {"--", "-"}}));
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

GivenClaims ReadClaims(const std::optional<std::string>& report_md,
                       const LabPlan& plan) {
  if (!report_md.has_value()) {
    return Nowhere(plan, "REPORT.md was not handed in");
  }
  const std::optional<std::vector<ClaimRow>> rows =
      ParseClaimsTable(io::QuotableText(*report_md));
  if (!rows.has_value()) {
    return Nowhere(plan,
                   "REPORT.md has no table with the header "
                   "\"| claim | value |\"");
  }
  GivenClaims all;
  for (const Claim& claim : plan.claims) {
    all.claims.push_back(ReadOne(*rows, claim));
  }
  all.remarks = UnknownRows(*rows, plan);
  return all;
}

}  // namespace wbm::lab
