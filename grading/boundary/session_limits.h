#pragma once

// What the calls of one check may cost, and all checks together.
//
//   WBM_LIMITS='{"call_cpu_seconds": 5, "total_seconds": 300}'

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "grading/sandbox/limits.h"

namespace wbm::boundary {

struct SessionLimits {
  // The limit of one call, or of one message of an elementwise call.
  double call_cpu_seconds = 2;
  // Backstop, for code that sleeps; 0: ten times the CPU limit.
  double call_wall_seconds = 0;
  // All calls of all checks, by the clock; then the rest is skipped.
  double total_seconds = 120;
  // A function that timed out this often is not called again.
  int timeouts_per_function = 2;
  std::uint64_t reply_bytes = 512 * sandbox::kMiB;
  // Time-outs that an earlier program has already seen.
  std::map<std::string, int> earlier_timeouts = {};
  sandbox::Limits worker = sandbox::kWorker;

  double wall_seconds() const {
    return call_wall_seconds > 0 ? call_wall_seconds : 10 * call_cpu_seconds;
  }
};

// Fields of the same names, those of `worker` too ("cpu_seconds",
// "address_space_bytes", "file_bytes", "temporary_bytes", "output_bytes",
// "open_files", "threads"); what is absent keeps its default. Unknown fields
// and numbers that are no limit are errors.
absl::StatusOr<SessionLimits> ParseSessionLimits(const std::string& json);

}  // namespace wbm::boundary
