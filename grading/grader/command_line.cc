#include "grading/grader/command_line.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/grader/utf8.h"

namespace wbm::grader {
namespace {

absl::Status Unknown(const std::string& word,
                     const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const std::string& name : names) {
    known.push_back(absl::StrCat("--", name, "=…"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unexpected ", QuotableName(word), ". Known are ",
                   absl::StrJoin(known, ", "), " and --help"));
}

}  // namespace

absl::StatusOr<Flags> ParseFlags(int argc, const char* const* argv,
                                 const std::vector<std::string>& names) {
  Flags flags;
  for (const std::string& name : names) flags.values[name] = "";
  std::set<std::string> given;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--help" || word == "-h") {
      flags.help = true;
      continue;
    }
    if (!word.starts_with("--")) return Unknown(word, names);
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(2, equals - 2);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return Unknown(word, names);
    }
    if (!given.insert(name).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("--", name, " is given twice"));
    }
    if (equals != std::string::npos) {
      flags.values[name] = word.substr(equals + 1);
    } else if (i + 1 < argc) {
      flags.values[name] = argv[++i];
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("--", name, " lacks its value: --", name, "=…"));
    }
  }
  return flags;
}

}  // namespace wbm::grader
