#pragma once

// The command line of bubblewrap for a Command, and what its failures mean.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/sandbox/command.h"

namespace wbm::sandbox {

// The absolute path of `bwrap`, from PATH. NotFound names the package.
absl::StatusOr<std::string> FindBubblewrap();

// bwrap's arguments, the program first. `filter` and `status` are the numbers
// under which the process will have its seccomp filter and the pipe for
// bubblewrap's own report. A mount whose host path is missing is NotFound.
absl::StatusOr<std::vector<std::string>> BubblewrapArguments(
    const Command& command, const std::string& bubblewrap, int filter,
    int status);

// Bubblewrap ended before it could start the command, having written
// `output`: what is wrong with this machine, and the remedy.
absl::Status CannotStart(const std::string& output);

}  // namespace wbm::sandbox
