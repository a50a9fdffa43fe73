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
  if (attack.parts.empty()) {
    return absl::InvalidArgumentError("no '//= …' part");
  }
  return absl::OkStatus();
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
      part = &attack.parts[line.substr(4)];
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

absl::StatusOr<std::string> Compose(
    const Attack& attack, const std::string& starter,
    const std::map<std::string, std::string>& words) {
  std::string source = starter;
  for (const auto& [place, text] : attack.parts) {
    const std::string code = absl::StrReplaceAll(text, words);
    if (place == "top") {
      source = code + source;
    } else if (place == "end") {
      absl::StrAppend(&source, code);
    } else {
      const std::string stub = absl::StrCat("NOT_YET(\"", place, "\");");
      const std::size_t at = source.find(stub);
      if (at == std::string::npos) {
        return absl::NotFoundError(
            absl::StrCat("the starter has no ", stub, " to put an attack in"));
      }
      source.replace(at, stub.size(), code);
    }
  }
  return source;
}

}  // namespace wbm::attacks
