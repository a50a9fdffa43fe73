#pragma once

// The system-call filter of a sandboxed process, as a file that
// `bwrap --seccomp FD` reads.
//
//   ASSIGN_OR_RETURN(UniqueFd filter, SeccompFilter(Calls::kWorker));
//
// A forbidden call kills the process with SIGSYS. What is forbidden is what no
// computation needs: other processes (kWorker only), the network, other
// people's memory, namespaces and mounts, kernel programs and keys, and memory
// that outlives or escapes the address-space limit. clone3 answers ENOSYS, for
// its flags lie in memory where a filter cannot see them; the C library then
// starts threads with clone, whose flags can be seen. execve stays allowed:
// bubblewrap itself must still execute the command. One list of names serves
// every architecture; what one does not have, it need not forbid.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "grading/sandbox/command.h"
#include "grading/sandbox/unique_fd.h"

namespace wbm::sandbox {

absl::StatusOr<UniqueFd> SeccompFilter(Calls calls);

// The filter's program for an architecture of libseccomp's, SCMP_ARCH_AARCH64,
// as an array of sock_filter. Calls of any other architecture kill.
absl::StatusOr<std::string> SeccompProgram(Calls calls,
                                           std::uint32_t architecture);

}  // namespace wbm::sandbox
