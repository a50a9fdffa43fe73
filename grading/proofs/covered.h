// The list of a unit's checks that no mutant fails alone
// (grading/NN/covered.txt):
//
//   # a comment
//   6.4.h3 6.4.p1: with 6.4.h4, a wrong mean is wrong for long rows, too
//   1.9.p1: with 1.9.h2 1.10 1.11, whoever reads a format asks for its facts
//   1.8.p1 1.8.p2: one mask, or none, is on every result
//
// What stands before the colon fails together, and with what stands after
// `with`; "1.10" there is every check of the task. The reason is for people.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::proofs {

struct CoveredLine {
  int line = 0;                     // 1-based
  std::vector<std::string> checks;  // "6.4.h3"
  std::vector<std::string> with;    // "6.4.h4", "1.10"; may be empty
  std::string reason;
};

// InvalidArgument, with line and remedy. `name` stands for the file.
absl::StatusOr<std::vector<CoveredLine>> ParseCovered(const std::string& text,
                                                      const std::string& name);

}  // namespace wbm::proofs
