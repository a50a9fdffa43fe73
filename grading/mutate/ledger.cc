#include "grading/mutate/ledger.h"

#include <fstream>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/file.h"
#include "common/io/sha256.h"

namespace wbm::mutate {
namespace {

const std::map<std::string, Fate> kWords = {
    {"public", Fate::kKilledInPublic},
    {"hidden", Fate::kKilledInHidden},
    {"uncompiled", Fate::kDoesNotCompile},
};

std::string WordOf(Fate fate) {
  for (const auto& [word, other] : kWords) {
    if (other == fate) return word;
  }
  return "";
}

absl::StatusOr<std::map<std::string, Fate>> Parse(const std::string& text,
                                                  const std::string& path) {
  std::map<std::string, Fate> fates;
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::vector<std::string> words = absl::StrSplit(lines[i], ' ');
    const auto fate = kWords.find(words.back());
    if (words.size() != 2 || words[0].size() != 64 || fate == kWords.end()) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ":", i + 1, ": not a mutant's line; name another file"));
    }
    fates[words[0]] = fate->second;
  }
  return fates;
}

}  // namespace

absl::StatusOr<Ledger> Ledger::Open(const std::string& path) {
  Ledger ledger;
  ledger.path_ = path;
  const absl::StatusOr<std::string> text = io::ReadFile(path);
  if (absl::IsNotFound(text.status())) return ledger;
  if (!text.ok()) return text.status();
  absl::StatusOr<std::map<std::string, Fate>> fates = Parse(*text, path);
  if (!fates.ok()) return fates.status();
  ledger.fates_ = *std::move(fates);
  // What was cut off must not become the beginning of the next line.
  const std::size_t whole = text->rfind('\n') + 1;
  if (whole == text->size()) return ledger;
  if (auto s = io::WriteFile(path, text->substr(0, whole)); !s.ok()) return s;
  return ledger;
}

std::optional<Fate> Ledger::Find(const std::string& text) const {
  const auto found = fates_.find(io::Sha256Hex(text));
  if (found == fates_.end()) return std::nullopt;
  return found->second;
}

absl::Status Ledger::Add(const std::string& text, Fate fate) {
  if (fate == Fate::kSurvives) return absl::OkStatus();
  const std::string name = io::Sha256Hex(text);
  fates_[name] = fate;
  std::ofstream file(path_, std::ios::app);
  file << name << ' ' << WordOf(fate) << '\n' << std::flush;
  if (file.good()) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("cannot write ", path_));
}

}  // namespace wbm::mutate
