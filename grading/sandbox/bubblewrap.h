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

// A file that bubblewrap copies into the sandbox from a descriptor.
struct CopiedFile {
  int fd;              // its number in bubblewrap
  std::string inside;  // absolute
};

// bwrap's arguments, the program first, up to the command's own, which is
// process 1 inside. `status` is the number under which bubblewrap will have
// the pipe for its report. A mount whose host path is missing is NotFound.
absl::StatusOr<std::vector<std::string>> BubblewrapArguments(
    const Command& command, const std::string& bubblewrap,
    const std::vector<CopiedFile>& copies, int status);

// Bubblewrap ended before it could start the command, having written
// `output`: what is wrong with this machine, and the remedy.
absl::Status CannotStart(const std::string& output);

}  // namespace wbm::sandbox
