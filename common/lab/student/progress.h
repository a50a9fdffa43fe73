#pragma once

// How far a student is in every lab: `bazel run //labs:progress`.
//
//     const auto progress = MeasureProgress(
//         {.bazel = "bazel", .workspace = "/home/me/wbm",
//          .labs = {"04_int8"}});
//     if (progress.ok()) std::cout << ProgressTable(*progress);
//
// Builds each lab's test program with Bazel and runs it. A lab that does not
// compile is told as such, with the compiler's first error; the others go on.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace wbm::lab {

struct ProgressRequest {
  std::string bazel = "bazel";    // the program to call
  std::string workspace;          // where to call it
  std::vector<std::string> labs;  // names below labs/, in course order
  int seconds_a_lab = 120;        // for its tests, by the clock
  int seconds_to_build = 3600;
};

// One row.
struct LabProgress {
  std::string lab;
  std::string title;
  int tasks = 0;          // with public checks
  int tasks_written = 0;  // none of whose tests reached a NOT_YET
  int tests = 0;
  int tests_right = 0;
  int points = 0;
  int max_points = 0;
  std::string next;   // "task 4.2, Round (labs/04_int8/quantizer.cc:31)"
  std::string error;  // why there are no figures, or why the run broke off
};

// One row a lab, in the order asked. NotFound when Bazel cannot be started;
// InvalidArgument for a lab without a readable lab.json.
absl::StatusOr<std::vector<LabProgress>> MeasureProgress(
    const ProgressRequest& request);

// For people. Ends with a newline.
std::string ProgressTable(const std::vector<LabProgress>& labs);

// For programs: {"labs": [{"lab", "title", "tasks", ...}]}.
nlohmann::ordered_json ProgressJson(const std::vector<LabProgress>& labs);

}  // namespace wbm::lab
