#pragma once

// Runs one command in the sandbox and waits for it.
//
//   Command command{.arguments = {"/usr/bin/g++", "-c", "/in/quantizer.cc",
//                                 "-o", "/out/quantizer.o"},
//                   .read_only = {{student_folder, "/in"}},
//                   .writable = Mount{objects_folder, "/out"},
//                   .limits = kCompile};
//   AddToolchain(command);
//   ASSIGN_OR_RETURN(Outcome outcome, Run(command));
//   if (outcome.end != End::kExited || outcome.exit_code != 0) ...
//
// A Status means that this machine could not do its work: bubblewrap or the
// command is missing, user namespaces are refused, the kernel killed a process
// that was within its limits. The command has not been judged. What it did is
// always an Outcome, and rests on how processes ended, not on what they said.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "grading/sandbox/command.h"

namespace wbm::sandbox {

enum class End {
  kExited,
  kSignaled,
  kTimedOut,     // CPU or wall; `detail` says which
  kMemoryLimit,  // failed with a quarter of what it may have in use
  kOutputLimit,
  kFileLimit,
  kProcessLimit,  // a forbidden system call
};

std::string_view EndName(End end);

struct Outcome {
  End end = End::kExited;
  int exit_code = 0;   // kExited
  int signal = 0;      // kSignaled
  std::string detail;  // one line for a person: "CPU time over 20 s"
  std::string output;  // stdout, at most limits.output_bytes
  std::string errors;  // stderr, likewise
  double wall_seconds = 0;
  // Of all its processes; of the first alone when it had to be killed.
  double cpu_seconds = 0;
};

absl::StatusOr<Outcome> Run(const Command& command);

}  // namespace wbm::sandbox
