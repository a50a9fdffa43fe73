// Compiles a submission and links its worker, in the sandbox.
//
//   absl::StatusOr<BuiltWorker> built =
//       BuildWorker(bundle, submission, plan, folder, &watch);
//   built->worker     // the path to run; "" when there is none
//
// The compiler sees the toolchain, the bundle's headers and the student's
// files, nothing else of this machine. A file that is missing or does not
// compile is replaced by the starter's, so that tasks in the lab's other files
// still count; a function that no file defines is the starter's, too, and what
// calls another name that none defines crashes there. What is `supplied`
// replaces the student's functions of those names. A Status is a
// fault of the grader's.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/grader/build/build_commands.h"
#include "grading/grader/build/bundle.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// Whether that came of a limit: of time, memory, output, ...
bool IsLimit(Verdict verdict);

struct BuiltWorker {
  std::vector<SourceReport> sources;  // in the plan's order
  std::string worker;                 // absolute; "" when nothing can run
  std::string why_none;               // then: one sentence
  Verdict verdict = Verdict::kRight;  // then, when it is about the link
  std::string linker_diagnostics;     // then, when the link was to blame
  // All three are there with a worker, too, in which names are undefined.
  double cpu_seconds = 0;  // that compiling and linking have cost
};

absl::StatusOr<BuiltWorker> BuildWorker(const Bundle& bundle,
                                        const Submission& submission,
                                        const lab::LabPlan& plan,
                                        const TemporaryFolder& folder,
                                        Stopwatch* watch,
                                        const Supplied& supplied = {});

}  // namespace wbm::grader
