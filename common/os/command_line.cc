#include "common/os/command_line.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "absl/flags/commandlineflag.h"
#include "absl/flags/reflection.h"
#include "absl/status/status.h"

namespace wbm::os {
namespace {

// Abseil's own flags, if a library of it brings some, are not ours to offer.
std::map<std::string, absl::CommandLineFlag*> OwnFlags() {
  std::map<std::string, absl::CommandLineFlag*> flags;
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    if (flag->IsRetired()) continue;
    if (flag->Filename().find("absl/") != std::string::npos) continue;
    flags.emplace(std::string(name.data(), name.size()), flag);
  }
  return flags;
}

// Levenshtein's distance.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

absl::Status UnknownFlag(const std::string& name) {
  std::string nearest;
  std::size_t least = 3;  // more changes than two are no slip
  for (const auto& [known, flag] : OwnFlags()) {
    const std::size_t distance = Distance(name, known);
    if (distance >= least) continue;
    least = distance;
    nearest = known;
  }
  return absl::InvalidArgumentError(
      "--" + name.substr(0, 60) + ": unknown flag" +
      (nearest.empty() ? "; see --help" : "; did you mean --" + nearest + "?"));
}

class Parser {
 public:
  Parser(int argc, const char* const* argv)
      : words_(argv + std::min(argc, 1), argv + argc) {}

  absl::StatusOr<CommandLine> Parse() {
    CommandLine line;
    while (at_ < words_.size()) {
      const std::string word = words_[at_++];
      if (word == "--") break;
      if (word == "--help" || word == "-h") {
        line.help = true;
      } else if (word.size() > 1 && word[0] == '-') {
        absl::Status status = TakeFlag(word.substr(word[1] == '-' ? 2 : 1));
        if (!status.ok()) return status;
      } else {
        line.positional.push_back(word);
      }
    }
    line.positional.insert(line.positional.end(),
                           words_.begin() + static_cast<std::ptrdiff_t>(at_),
                           words_.end());
    return line;
  }

 private:
  // `text` is "name", "name=value" or "noname".
  absl::Status TakeFlag(const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const auto flags = OwnFlags();
    auto found = flags.find(name);
    std::string value = "true";
    if (found == flags.end() && name.rfind("no", 0) == 0) {
      found = flags.find(name.substr(2));
      const bool negated = found != flags.end() &&
                           found->second->IsOfType<bool>() &&
                           equals == std::string::npos;
      if (!negated) return UnknownFlag(name);
      value = "false";
    } else if (found == flags.end()) {
      return UnknownFlag(name);
    } else if (equals != std::string::npos) {
      value = text.substr(equals + 1);
    } else if (!found->second->IsOfType<bool>()) {
      if (at_ == words_.size()) {
        return absl::InvalidArgumentError("--" + name + ": needs a value");
      }
      value = words_[at_++];
    }
    std::string why;
    if (found->second->ParseFrom(value, &why)) return absl::OkStatus();
    return absl::InvalidArgumentError("--" + name + "=" + value + ": " +
                                      (why.empty() ? "not a value" : why));
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

}  // namespace

absl::StatusOr<CommandLine> ParseCommandLine(int argc,
                                             const char* const* argv) {
  return Parser(argc, argv).Parse();
}

std::string FlagsHelp() {
  std::string text;
  for (const auto& [name, flag] : OwnFlags()) {
    const std::string standard = flag->DefaultValue();
    text += "  --" + name;
    if (!standard.empty()) text += " (default: " + standard + ")";
    text += ": " + flag->Help() + "\n";
  }
  return text;
}

std::map<std::string, std::string> FlagValues() {
  std::map<std::string, std::string> values;
  for (const auto& [name, flag] : OwnFlags()) {
    values.emplace(name, flag->CurrentValue());
  }
  return values;
}

}  // namespace wbm::os
