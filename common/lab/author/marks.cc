#include "common/lab/author/marks.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace wbm::lab {
namespace {

constexpr std::array<absl::string_view, 6> kBetween = {
    "points", "outputs", "questions", "includes", "measured", "on one machine"};

// What is wrong with a line that has a comment; "" when nothing is.
std::string Fault(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, "<!-- ") ||
      !absl::ConsumeSuffix(&line, " -->")) {
    return "a mark is a line of its own: <!-- measured -->";
  }
  if (absl::ConsumePrefix(&line, "says ")) return "";
  absl::ConsumePrefix(&line, "/");
  if (std::find(kBetween.begin(), kBetween.end(), line) != kBetween.end()) {
    return "";
  }
  return absl::StrCat("no mark is called \"", line, "\"");
}

}  // namespace

std::vector<std::string> StrangeMarks(const std::string& document,
                                      const std::string& name) {
  std::vector<std::string> problems;
  std::size_t number = 0;
  for (absl::string_view line : absl::StrSplit(document, '\n')) {
    ++number;
    if (line.find("<!--") == line.npos) continue;
    const std::string fault = Fault(line);
    if (!fault.empty()) {
      problems.push_back(absl::StrCat(name, ":", number, ": ", fault));
    }
  }
  return problems;
}

}  // namespace wbm::lab
