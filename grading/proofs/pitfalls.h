// Every pitfall that a handout warns of is shown by a mutant.
//
//   const Handout handout = {"labs/04_int8/README.md", text};
//   for (const std::string& p : PitfallProblems(handout, mutants)) …
//
// The pitfalls are the bullets of the section `<a id="pitfalls"></a>`. Each
// begins with its title in bold, by which a mutant names it:
//
//   - **Halves.** `std::round` sends 2.5 to 3 …       # handout: Halves
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/grader/cases/mutant.h"

namespace wbm::proofs {

struct NamedMutant {
  std::string name;  // "grading/04_int8/mutants/ties-up.patch"
  grader::Mutant mutant;
};

struct Handout {
  std::string name;
  std::string text;
};

struct Pitfall {
  std::string title;  // without the punctuation at its end, but for a "?"
  int line = 0;       // 1-based, in the handout
};

// InvalidArgument, with line and remedy: no section, no bullet in it, a bullet
// without a title, a title twice.
absl::StatusOr<std::vector<Pitfall>> PitfallsOf(const Handout& handout);

// What is amiss, a line each: a pitfall that no mutant shows, a mutant that
// names one which the handout does not have.
std::vector<std::string> PitfallProblems(
    const Handout& handout, const std::vector<NamedMutant>& mutants);

}  // namespace wbm::proofs
