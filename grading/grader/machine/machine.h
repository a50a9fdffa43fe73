// What a grade needs of the machine, asked before it and after every step that
// failed: a full disk is not the student's fault.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace wbm::grader {

// Whether files can be written into `folder`: space, inodes, quotas, limits of
// this process. ResourceExhausted says what is short and the remedy.
absl::Status CheckSpace(const std::string& folder);

// For after a step that did not end well: the same, less what the grade itself
// has written by now (so no submission fills the disk for itself), and tries
// it. OK when the machine had what it took, and the step's own verdict stands.
absl::Status MachineFault(const std::string& folder);

}  // namespace wbm::grader
