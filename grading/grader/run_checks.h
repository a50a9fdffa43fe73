// Runs a check binary against a worker.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "grading/grader/check_results.h"
#include "grading/grader/stopwatch.h"

namespace wbm::grader {

// `binary` is linked with the proxy and check_main; `results` is a path for
// its file, in a folder of the grader's; `limits` is the JSON of
// boundary/session_limits.h, "" for the defaults. Every fault here is the
// grader's: a binary that crashes, is killed, or leaves no whole file gives
// Internal, never a verdict.
absl::StatusOr<CheckResults> RunChecks(const std::string& binary,
                                       const std::string& worker,
                                       const std::string& results,
                                       const std::string& limits,
                                       const std::string& stage,
                                       Stopwatch* watch);

// {"earlier_timeouts": {"Quantize": 2}, "total_seconds": 93}: `limits` with
// what one binary has seen and less the `seconds` that are gone, for the next,
// so that a function that hangs is not waited for again.
std::string LimitsAfter(const CheckResults& results, const std::string& limits,
                        double seconds);

}  // namespace wbm::grader
