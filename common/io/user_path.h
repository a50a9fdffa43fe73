// Paths that a person typed.
//
// `bazel run` starts a program inside its runfiles, so a relative path from
// the command line would point there. Every program passes what was typed
// through UserPath() first:
//
//   const std::string out = wbm::io::UserPath(absl::GetFlag(FLAGS_out));
#pragma once

#include <string>
#include <string_view>

namespace wbm::io {

// The path made absolute, relative to where the person typed it: to
// BUILD_WORKING_DIRECTORY under `bazel run`, else to the current directory.
// `.` and `..` are resolved as text; symbolic links are left alone. An empty
// path stays empty, so that "not given" remains visible.
std::string UserPath(std::string_view typed);

}  // namespace wbm::io
