// The two commands that make a worker: compile one source, link the objects.
//
//   sandbox::Command compile = CompileCommand(bundle, folder,
//       "labs/04_int8/quantizer.cc", "quantizer.cc.o");
//   absl::StatusOr<sandbox::Command> link =
//       LinkCommand(bundle, folder, {"quantizer.cc.o"});
//
// Sources lie in folder.Path("source"), objects and the worker, named
// kWorkerName, in folder.Path("out").
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/grader/bundle.h"
#include "grading/grader/temporary_folder.h"
#include "grading/sandbox/run.h"

namespace wbm::grader {

inline constexpr char kWorkerName[] = "worker";

// `path` is relative to the folder of sources, `object` to that of objects.
sandbox::Command CompileCommand(const Bundle& bundle,
                                const TemporaryFolder& folder,
                                const std::string& path,
                                const std::string& object);

// A Status: the bundle lacks its list of options.
absl::StatusOr<sandbox::Command> LinkCommand(
    const Bundle& bundle, const TemporaryFolder& folder,
    const std::vector<std::string>& objects);

}  // namespace wbm::grader
