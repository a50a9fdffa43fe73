// Runs one of the grader's own programs (a check binary, an experiment) and
// waits for it. No student code runs in it: that is the sandbox's part.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::grader {

struct TrustedCommand {
  std::vector<std::string> arguments;  // the first is an absolute path
  std::map<std::string, std::string> environment;  // added to the caller's
  std::string working_directory;                   // absolute
  // Far beyond what calls may cost (session_limits.h), ten times over, as a
  // busy machine makes them last: it ends what hangs by a fault of ours.
  double wall_seconds = 2400;
};

struct TrustedOutcome {
  int exit_code = -1;  // -1: ended by a signal
  int signal = 0;
  bool timed_out = false;
  std::string output;  // the last 64 KiB of stdout and stderr together
  double cpu_seconds = 0;
};

// A Status means that it could not even be started, or that the system killed
// it.
absl::StatusOr<TrustedOutcome> RunTrusted(const TrustedCommand& command);

}  // namespace wbm::grader
