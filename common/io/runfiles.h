// Files that a binary was built with (its `data`).
//
//   absl::StatusOr<std::string> test =
//       wbm::io::Runfile("grading/04_int8/hidden_test");
//
// works under `bazel run`, under `bazel test`, when the binary is started by
// its path, and from inside another binary's runfiles tree.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace wbm::io {

// The absolute path of the file or folder `path`, given relative to the root
// of the workspace ("external/NAME/..." names a file of another repository).
// Looked for, in this order, in the runfiles named by RUNFILES_DIR and
// TEST_SRCDIR, beside the binary (BINARY.runfiles), and in the runfiles tree
// around the binary or around the current directory. NotFound names the path
// and the places.
absl::StatusOr<std::string> Runfile(std::string_view path);

// The root of the first of those trees, for handing to a binary that this one
// starts: set RUNFILES_DIR to it.
absl::StatusOr<std::string> RunfilesDirectory();

}  // namespace wbm::io
