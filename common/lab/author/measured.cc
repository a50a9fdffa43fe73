#include "common/lab/author/measured.h"

#include <cctype>
#include <cstddef>
#include <map>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace wbm::lab {
namespace {

using Lines = std::vector<std::string>;

constexpr char kOpen[] = "<!-- measured -->";
constexpr char kClose[] = "<!-- /measured -->";
constexpr char kSays[] = "<!-- says ";
constexpr char kEnd[] = " -->";

std::string At(const std::string& name, std::size_t line) {
  return absl::StrCat(name, ":", line + 1, ": ");
}

bool IsRow(const std::string& line) { return absl::StartsWith(line, "|"); }

std::string FirstCell(const std::string& row) {
  return row.substr(0, row.find(" | "));
}

// Of the rows of the table with `head` in `outputs` that begin as `row` does,
// the `nth`; "" when there are fewer. A head may stand several times.
std::string Row(const Lines& outputs, const std::string& head,
                const std::string& row, int nth) {
  bool inside = false;
  for (const std::string& line : outputs) {
    inside = line == head || (inside && IsRow(line));
    if (!inside || line == head || FirstCell(line) != FirstCell(row)) continue;
    if (nth-- == 0) return line;
  }
  return "";
}

// The mark's number, in the mark's own words; an error says what is wrong.
absl::StatusOr<std::string> Number(const std::string& item,
                                   const io::Json& results) {
  Lines words = absl::StrSplit(item, ' ', absl::SkipEmpty());
  double factor = 1;
  if (words.size() == 4 && words[1] == "*" &&
      absl::SimpleAtod(words[0], &factor)) {
    words.erase(words.begin(), words.begin() + 2);
  }
  using Format = absl::ParsedFormat<absl::FormatConversionCharSet::kFloating>;
  const auto format = words.size() == 2 ? Format::New(words[1]) : nullptr;
  if (format == nullptr || words[0][0] != '/') {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", item, "\" is not like \"/error %.2f\" or \"100 * /error %.3g\""));
  }
  const io::Json::json_pointer pointer(words[0]);
  if (!results.contains(pointer) || !results.at(pointer).is_number()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the results have no number ", words[0]));
  }
  return absl::StrFormat(*format, factor * results.at(pointer).get<double>());
}

bool IsDigit(const std::string& text, std::size_t at) {
  return at < text.size() &&
         std::isdigit(static_cast<unsigned char>(text[at])) != 0;
}

// Where `number` ends in `text` at or after `from`, as a number of its own
// (not the 1.5 of 21.5, 1.57 or 1.5.2); npos when it is not there.
std::size_t EndOf(const std::string& number, const std::string& text,
                  std::size_t from) {
  for (std::size_t at = text.find(number, from); at != std::string::npos;
       at = text.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const bool goes_on =
        IsDigit(text, end) ||
        (end < text.size() && text[end] == '.' && IsDigit(text, end + 1));
    const bool began = at > 0 && (IsDigit(text, at - 1) || text[at - 1] == '.');
    if (!goes_on && !began) return end;
  }
  return std::string::npos;
}

// The lines after `line` up to an empty one, as one text.
std::string Below(const Lines& lines, std::size_t line) {
  std::string text;
  for (std::size_t i = line + 1; i < lines.size() && !lines[i].empty(); ++i) {
    absl::StrAppend(&text, lines[i], " ");
  }
  return absl::StrReplaceAll(text, {{"−", "-"}});
}

}  // namespace

absl::StatusOr<std::string> MeasuredOf(const std::string& document,
                                       const std::string& name,
                                       const std::string& outputs) {
  Lines lines = absl::StrSplit(document, '\n');
  const Lines produced = absl::StrSplit(outputs, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != kOpen) continue;
    const std::size_t open = i;
    std::string head;                 // "" outside a table
    std::map<std::string, int> seen;  // rows so far, by their first cell
    for (++i; i < lines.size() && lines[i] != kClose; ++i) {
      if (!IsRow(lines[i])) {
        head.clear();
      } else if (head.empty()) {
        head = lines[i];
        seen.clear();
      } else {
        const std::string row =
            Row(produced, head, lines[i], seen[FirstCell(lines[i])]++);
        if (row.empty()) {
          return absl::InvalidArgumentError(absl::StrCat(
              At(name, i), "the experiment writes no such row below ", head));
        }
        lines[i] = row;
      }
    }
    if (i == lines.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat(At(name, open), kOpen, " does not end"));
    }
  }
  return absl::StrJoin(lines, "\n");
}

std::vector<std::string> Unsaid(const std::string& document,
                                const std::string& name,
                                const io::Json& results) {
  std::vector<std::string> problems;
  const Lines lines = absl::StrSplit(document, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    absl::string_view mark = lines[i];
    if (!absl::ConsumePrefix(&mark, kSays)) continue;
    if (!absl::ConsumeSuffix(&mark, kEnd)) {
      problems.push_back(At(name, i) + "the mark does not end in this line");
      continue;
    }
    const std::string text = Below(lines, i);
    std::size_t from = 0;
    for (absl::string_view item : absl::StrSplit(mark, "; ")) {
      const auto number = Number(std::string(item), results);
      const std::size_t end =
          number.ok() ? EndOf(*number, text, from) : std::string::npos;
      if (!number.ok()) {
        problems.push_back(
            absl::StrCat(At(name, i), number.status().message()));
      } else if (end == std::string::npos) {
        problems.push_back(absl::StrCat(
            At(name, i), item, " is ", *number,
            ", which the text below does not say here (in this order)"));
      } else {
        from = end;
      }
    }
  }
  return problems;
}

}  // namespace wbm::lab
