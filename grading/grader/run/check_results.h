// Reads the file that a check binary wrote (grading/boundary/check_main).
//
// The file is ours, so a fault in it is a fault of the grader: Internal. The
// texts inside may quote a student's bytes; they come out quotable, and cut
// where a report would quote no further.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "grading/boundary/check_result.h"

namespace wbm::grader {

using boundary::CheckResult;

// By the test's name, "Suite.Name".
using CheckResults = std::map<std::string, CheckResult>;

// `name` stands for the file in messages. Errors: not JSON, a missing or
// mistyped field, an unknown verdict, a test twice.
absl::StatusOr<CheckResults> ParseCheckResults(const std::string& json,
                                               const std::string& name);

}  // namespace wbm::grader
