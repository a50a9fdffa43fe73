// A wrong solution, written as a patch of the right one:
//
//   # pitfall: ties go away from zero
//   # handout: Halves
//   # fails: 4.2.p2 4.2.h1
//   # hint: 4.2.ties
//   --- a/solutions/04_int8/quantizer.cc
//   +++ b/solutions/04_int8/quantizer.cc
//   @@ -34,7 +34,7 @@ …
//
// It says which checks it must fail, those and no others, and which hint must
// then be shown. A check that the grader skips because another failed counts by
// what it came to by itself. `# handout:` names a pitfall of the handout, by
// its bold title: one line each, none where the handout warns of no such thing.
//
// A wrong belief is a patch of answers.json or REPORT.md: it fails questions or
// claims. Claims have no hints, so that one of REPORT.md alone has none.
//
// And a right solution of another kind, written as a patch, too:
//
//   # variant: ties by hand, from the floor
//   --- a/solutions/04_int8/quantizer.cc
//   …
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::grader {

struct Hunk {
  int line = 0;                     // 1-based, in the old file
  std::vector<std::string> before;  // context and removed lines
  std::vector<std::string> after;   // context and added lines
};

using PatchedFiles = std::map<std::string, std::vector<Hunk>>;

// A pitfall of the handout that a mutant shows.
struct Shown {
  std::string title;
  int line = 0;  // 1-based, in the patch
};

struct Mutant {
  std::string pitfall;
  std::vector<Shown> handout;
  std::vector<std::string> fails;
  std::vector<std::string> hints;
  PatchedFiles files;  // "quantizer.cc" -> hunks
};

struct Variant {
  std::string what;
  PatchedFiles files;
};

// Strict: "# pitfall: ", "# fails: " and "# hint: ", at least one hunk, counts
// that agree.
absl::StatusOr<Mutant> ParseMutant(const std::string& patch,
                                   const std::string& name);

// As strict: the one header line, at least one hunk.
absl::StatusOr<Variant> ParseVariant(const std::string& patch,
                                     const std::string& name);

// The patched text. A hunk fits where its lines stand: at its own line, or
// else at the one other place where they do; no fuzz.
absl::StatusOr<std::string> ApplyHunks(const std::string& text,
                                       const std::vector<Hunk>& hunks);

}  // namespace wbm::grader
