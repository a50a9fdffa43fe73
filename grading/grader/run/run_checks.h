// Runs a check binary against a worker.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/run/check_results.h"

namespace wbm::grader {

struct CheckRun {
  std::string stage;         // for timings and errors: "hidden checks"
  std::string binary;        // linked with the proxy and check_main
  std::string worker = {};   // the student's
  std::string results = {};  // a path for its file, in a folder of the grader's
  // JSON of boundary/session_limits.h; "": the defaults.
  std::string limits = {};
  std::string secret = {};  // that hidden inputs are drawn from; "": none
  std::vector<std::string> tests = {};  // these alone; empty: all
};

// Every fault here is the grader's: a binary that crashes, is killed, or leaves
// no whole file gives Internal, never a verdict.
absl::StatusOr<CheckResults> RunChecks(const CheckRun& run, Stopwatch* watch);

// What `limits` allow all calls of a submission.
double TotalSeconds(const std::string& limits);

// What the calls of all checks have cost, in seconds.
double SecondsOf(const CheckResults& results);

// {"earlier_timeouts": {"Quantize": 2}, "total_seconds": 93}: `limits` with
// what one binary has seen and less the `seconds` that are spent, for the next,
// so that a function that hangs is not waited for again.
std::string LimitsAfter(const CheckResults& results, const std::string& limits,
                        double seconds);

}  // namespace wbm::grader
