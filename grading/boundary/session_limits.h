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
  // For code that sleeps, waits or was stopped: by the clock, while no thread
  // of it wants to run. Then that function is not called again.
  double call_idle_seconds = 1;
  // Backstop, by a clock that stands still while the machine runs others (ten
  // times as long in all: then the machine is at fault); 0: ten times the CPU
  // limit.
  double call_wall_seconds = 0;
  // Of a submission: CPU time, of the compiler too, and sleep; then the rest is
  // skipped.
  double total_seconds = 180;
  // A function that timed out this often is not called again.
  int timeouts_per_function = 2;
  // A reply may have these bytes, and 16 more for each of its request: arrays
  // come back of about the size of those that went out.
  std::uint64_t reply_bytes = 4 * sandbox::kMiB;
  // All that came back beyond the latter, in all calls of a check or of an
  // experiment.
  std::uint64_t surplus_bytes = 64 * sandbox::kMiB;
  // Time-outs that an earlier program has already seen.
  std::map<std::string, int> earlier_timeouts = {};
  sandbox::Limits worker = sandbox::kWorker;

  double wall_seconds() const {
    return call_wall_seconds > 0 ? call_wall_seconds : 10 * call_cpu_seconds;
  }
};

// Fields of the same names, those of `worker` too ("cpu_seconds",
// "memory_bytes", "address_space_bytes", "file_bytes", "output_bytes",
// "open_files", "threads"); what is absent keeps its default. Unknown fields
// and numbers that are no limit are errors.
absl::StatusOr<SessionLimits> ParseSessionLimits(const std::string& json);

}  // namespace wbm::boundary
