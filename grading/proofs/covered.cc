#include "grading/proofs/covered.h"

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace wbm::proofs {
namespace {

std::vector<std::string> Words(absl::string_view text) {
  return absl::StrSplit(text, ' ', absl::SkipWhitespace());
}

// "checks: with others, reason"; false when it is no such line.
bool Read(absl::string_view text, CoveredLine* line) {
  const std::size_t colon = text.find(": ");
  if (colon == absl::string_view::npos) return false;
  line->checks = Words(text.substr(0, colon));
  text = text.substr(colon + 2);
  if (absl::ConsumePrefix(&text, "with ")) {
    const std::size_t comma = text.find(',');
    if (comma == absl::string_view::npos) return false;
    line->with = Words(text.substr(0, comma));
    if (line->with.empty()) return false;
    text = text.substr(comma + 1);
  }
  line->reason = std::string(absl::StripAsciiWhitespace(text));
  return !line->checks.empty() && !line->reason.empty();
}

}  // namespace

absl::StatusOr<std::vector<CoveredLine>> ParseCovered(const std::string& text,
                                                      const std::string& name) {
  std::vector<CoveredLine> covered;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    CoveredLine read;
    read.line = number;
    if (!Read(line, &read)) {
      return absl::InvalidArgumentError(absl::StrCat(
          name, ":", number, ": expected \"CHECKS: with CHECKS, REASON\""));
    }
    covered.push_back(read);
  }
  return covered;
}

}  // namespace wbm::proofs
