#pragma once

// Makes the starter of a lab from its solution.
//
//     absl::StatusOr<std::string> starter =
//         MakeStarter(solution, "solutions/04_int8/quantizer.cc",
//                     {{"4.2", "Double it"}});
//
// turns
//
//     int Twice(int x) {
//       // [solution 4.2]
//       return x * 2;
//       // [/solution]
//     }
//
// into
//
//     int Twice(int x) {
//       // TODO 4.2: Double it
//       NOT_YET("4.2");
//     }
//
// A task may have several such regions (two functions). What the student need
// not even see (a helper of the solution, its #include) stands in a region
// `// [solution 4.2 only]`, which leaves nothing behind. A formatted solution
// gives a formatted starter.

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::lab {

// A task that may have regions.
struct StubTask {
  std::string id;
  std::string title;
};

// Cuts the regions of one file. InvalidArgument names file, line and remedy
// for a region in a region, one that does not end, an end without a start, a
// stub right after another, an unknown task or a marker that is misspelt.
absl::StatusOr<std::string> MakeStarter(const std::string& solution,
                                        const std::string& name,
                                        const std::vector<StubTask>& tasks);

// The tasks that have a region with a stub in `solution`; for the check that
// every task of a file can be begun.
std::set<std::string> TasksWithStubs(const std::string& solution);

}  // namespace wbm::lab
