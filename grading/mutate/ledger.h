// What became of mutants, in a file that grows as they are tried: a run that
// was stopped goes on where it was.
//
//   absl::StatusOr<Ledger> ledger = Ledger::Open("/home/me/int8.fates");
//   if (const std::optional<Fate> fate = ledger->Find(text)) …
//   absl::Status added = ledger->Add(text, Fate::kKilledInHidden);
//
// A mutant is known by its text: those of a changed solution are new. Checks
// are taken to become stronger only, so what a check has killed stays killed.
// Survivors are not kept: a later run tries them again.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "grading/mutate/trial.h"

namespace wbm::mutate {

class Ledger {
 public:
  // A line a mutant: the SHA-256 of its text and "public", "hidden" or
  // "uncompiled". No file yet is an empty ledger; a last line that was cut off
  // is forgotten; any other line is an error that names it.
  static absl::StatusOr<Ledger> Open(const std::string& path);

  std::optional<Fate> Find(const std::string& text) const;

  // On disk when it returns.
  absl::Status Add(const std::string& text, Fate fate);

 private:
  std::string path_;
  std::map<std::string, Fate> fates_;  // by SHA-256
};

}  // namespace wbm::mutate
