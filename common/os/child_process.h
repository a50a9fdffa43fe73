#pragma once

// Runs another program to its end and keeps what it printed.
//
//     absl::StatusOr<ChildResult> result =
//         RunChild({.arguments = {"bazel", "build", "//labs/..."}});
//     if (result.ok() && result->exit_code == 0) ...
//
// The child gets this process's environment, but for the variables by which
// Bazel and GoogleTest tell a test where to report.
//
// For programs of our own: what is not trusted runs in grading/sandbox.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::os {

struct Child {
  std::vector<std::string> arguments;    // [0] is looked up in PATH
  std::string directory = {};            // to run in; "" stays here
  int seconds = 600;                     // by the clock, then it is killed
  std::size_t most_output = 16u << 20u;  // bytes kept; the rest is read away
};

struct ChildResult {
  int exit_code = -1;  // -1 when a signal ended it
  int signal = 0;
  bool timed_out = false;
  std::string output;  // standard output
  std::string errors;  // standard error
};

// NotFound when the program does not exist, Internal when it cannot start.
absl::StatusOr<ChildResult> RunChild(const Child& child);

}  // namespace wbm::os
