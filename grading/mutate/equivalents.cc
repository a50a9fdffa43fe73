#include "grading/mutate/equivalents.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace wbm::mutate {

absl::StatusOr<Equivalents> Equivalents::Parse(const std::string& text,
                                               const std::string& name) {
  Equivalents parsed;
  std::string task, before;
  int at = 0;
  bool in_reason = false, permitted = false;
  const auto wrong = [&](const char* what) {
    return absl::InvalidArgumentError(absl::StrCat(name, ":", at, ": ", what));
  };
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    ++at;
    const std::string words(absl::StripAsciiWhitespace(line));
    if (words.empty() || line[0] == '#') continue;
    if (words == "[permitted]" && before.empty() && !in_reason) {
      permitted = true;
      task.clear();
    } else if (line[0] != ' ') {
      if (!before.empty()) return wrong("expected the + line of a pair");
      if (!in_reason) task = words.substr(0, words.find(' '));
      in_reason = true;
    } else if (words.starts_with("- ") || words == "-") {
      if (task.empty()) return wrong("a pair before its reason");
      before = words;
      in_reason = false;
    } else if (words[0] == '+' && !before.empty()) {
      const auto rest = [](const std::string& l) {
        return std::string(absl::StripAsciiWhitespace(l.substr(1)));
      };
      const Key key = KeyOf(task, rest(before), rest(words));
      parsed.listed_.insert(key);
      if (permitted) parsed.permitted_.insert(key);
      before.clear();
    } else {
      return wrong("expected a - and a + line, or a reason in column 1");
    }
  }
  if (!before.empty() || in_reason) return wrong("it ends in the middle");
  return parsed;
}

Equivalents::Key Equivalents::KeyOf(const std::string& task,
                                    const std::string& before,
                                    const std::string& after) {
  return absl::StrCat(task, "\n    - ", before, "\n    + ", after);
}

bool Equivalents::Has(const Mutation& mutation, const ChangedLines& lines) {
  const Key key = KeyOf(mutation.task, lines.before, lines.after);
  if (listed_.count(key) == 0) return false;
  asked_.insert(key);
  return true;
}

bool Equivalents::IsPermitted(const Mutation& mutation,
                              const ChangedLines& lines) const {
  return permitted_.count(KeyOf(mutation.task, lines.before, lines.after)) > 0;
}

std::vector<std::string> Equivalents::NeverAsked() const {
  std::vector<std::string> never;
  std::set_difference(listed_.begin(), listed_.end(), asked_.begin(),
                      asked_.end(), std::back_inserter(never));
  return never;
}

}  // namespace wbm::mutate
