#include "grading/attacks/attack.h"

#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace wbm::attacks {
namespace {

absl::Status AddExpectation(const std::string& value, Attack* attack) {
  const std::pair<std::string, std::string> words =
      absl::StrSplit(value, absl::MaxSplits(' ', 1));
  const std::optional<boundary::Verdict> verdict =
      boundary::VerdictFromName(words.second);
  if (!verdict) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", words.second, "' is no verdict"));
  }
  attack->expectations.push_back({words.first, *verdict});
  return absl::OkStatus();
}

absl::Status AddHeader(const std::string& line, Attack* attack) {
  const std::pair<std::string, std::string> field =
      absl::StrSplit(line.substr(2), absl::MaxSplits(": ", 1));
  const auto& [name, value] = field;
  if (name == "attack") {
    attack->purpose = value;
  } else if (name == "base") {
    if (value != "solution" && value != "starter") {
      return absl::InvalidArgumentError(
          absl::StrCat("'", value, "' is neither starter nor solution"));
    }
    attack->on_solution = value == "solution";
  } else if (name == "expect") {
    return AddExpectation(value, attack);
  } else if (name == "earns") {
    attack->earns = absl::StrSplit(value, ' ');
  } else if (name == "absent") {
    attack->absent.push_back(value);
  } else if (name != "why") {
    return absl::InvalidArgumentError(absl::StrCat("unknown field ", name));
  }
  return absl::OkStatus();
}

absl::Status CheckWhole(const Attack& attack) {
  if (attack.purpose.empty()) {
    return absl::InvalidArgumentError("no '# attack: …' line");
  }
  if (attack.expectations.empty()) {
    return absl::InvalidArgumentError("no '# expect: …' line");
  }
  if (attack.parts.empty() && attack.files.empty()) {
    return absl::InvalidArgumentError("no '//= …' part");
  }
  return absl::OkStatus();
}

// Where the lines after "//= place" go.
std::string* PartOf(const std::string& place, Attack* attack) {
  const std::string file = "file ";
  if (!place.starts_with(file)) return &attack->parts[place];
  return &attack->files[place.substr(file.size())];
}

// Puts `code` in place of every occurrence of a stub ("NOT_YET(…);"), or after
// every line that begins a function of the solution ("// [solution 4.1]"): the
// text that begins with `head` and ends with `tail`. Returns how many.
int PutInto(const std::string& head, const std::string& tail, bool keep,
            bool once, const std::string& code, std::string* source) {
  int count = 0;
  std::size_t at = 0;
  while ((at = source->find(head, at)) != std::string::npos) {
    const std::size_t end = source->find(tail, at);
    const std::size_t line = source->find('\n', at);
    const bool elsewhere = end == std::string::npos || end > line;
    if (elsewhere || source->substr(at, end - at).ends_with(" only")) {
      at = line;
      continue;
    }
    const std::size_t after = end + tail.size();
    const std::string text =
        (keep ? source->substr(at, after - at) + "\n" : "") + code;
    source->replace(at, after - at, text);
    at += text.size();
    ++count;
    if (once) break;
  }
  return count;
}

// How often `place` was found in the sources.
int Put(const std::string& place, const std::string& code, bool on_solution,
        Files* sources) {
  int count = 0;
  const std::string task = place == "every" ? "" : place;
  for (auto& [name, source] : *sources) {
    if (place == "top") {
      source = code + source;
      ++count;
    } else if (place == "end") {
      absl::StrAppend(&source, code);
      ++count;
    } else if (on_solution) {
      const std::string tail = task.empty() ? "]\n" : task + "]\n";
      count += PutInto("// [solution ", tail, true, false, code, &source);
    } else {
      const std::string tail =
          task.empty() ? "\");" : absl::StrCat("(\"", task, "\");");
      count += PutInto("NOT_YET", tail, false, !task.empty(), code, &source);
    }
  }
  return count;
}

}  // namespace

absl::StatusOr<Attack> ParseAttack(const std::string& text) {
  Attack attack;
  std::string* part = nullptr;
  int number = 0;
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    ++number;
    if (absl::StartsWith(line, "//= ")) {
      part = PartOf(line.substr(4), &attack);
    } else if (part != nullptr) {
      absl::StrAppend(part, line, "\n");
    } else if (absl::StartsWith(line, "# ") && absl::StrContains(line, ": ")) {
      if (absl::Status added = AddHeader(line, &attack); !added.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat("line ", number, ": ", added.message()));
      }
    }
  }
  if (absl::Status whole = CheckWhole(attack); !whole.ok()) return whole;
  return attack;
}

absl::StatusOr<Files> Compose(const Attack& attack, const Files& sources,
                              const std::map<std::string, std::string>& words) {
  Files composed = sources;
  for (const auto& [place, text] : attack.parts) {
    const std::string code = absl::StrReplaceAll(text, words);
    if (Put(place, code, attack.on_solution, &composed) == 0) {
      return absl::NotFoundError(
          absl::StrCat("no source has the place ", place, " of the attack"));
    }
  }
  for (const auto& [name, text] : attack.files) {
    composed[name] = absl::StrReplaceAll(text, words);
  }
  return composed;
}

}  // namespace wbm::attacks
