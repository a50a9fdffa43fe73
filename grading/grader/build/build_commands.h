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
#include "grading/grader/build/bundle.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/sandbox/run.h"

namespace wbm::grader {

inline constexpr char kWorkerName[] = "worker";

// What a second build takes from the reference, so that a function that is not
// written does not cost the points of those that call it.
struct Supplied {
  std::vector<std::string> symbols;  // mangled names of the functions
  std::vector<std::string> objects;  // files of Bundle::reference with some
  // A folder with the objects of the same files, compiled with the same
  // symbols; "": there is none yet.
  std::string compiled = {};

  bool empty() const { return symbols.empty(); }
};

// Name and text of the header that makes the student's own definitions of the
// supplied functions yield: weak, so never inlined into a caller, and replaced
// in the link. It has their names alone, no code of the reference's.
inline constexpr char kYieldHeader[] = "yield.h";
std::string YieldHeader(const Supplied& supplied);

// Which headers a file gets that it did not ask for.
enum class Before {
  kPrecompiled,  // the most used ones: most files compile in half the time
  kNothing,      // for one whose own names those would make ambiguous
};

// `path` is relative to the folder of sources, `object` to that of objects.
sandbox::Command CompileCommand(const Bundle& bundle,
                                const TemporaryFolder& folder,
                                const std::string& path,
                                const std::string& object,
                                const Supplied& supplied = {},
                                Before before = Before::kPrecompiled);

// What becomes of a name that no file defines.
enum class Undefined {
  kIsAnError,
  kCrashes,  // what calls it, as it is called
};

// A Status: the bundle lacks its list of options.
absl::StatusOr<sandbox::Command> LinkCommand(
    const Bundle& bundle, const TemporaryFolder& folder,
    const std::vector<std::string>& objects, const Supplied& supplied = {},
    Undefined undefined = Undefined::kIsAnError);

}  // namespace wbm::grader
