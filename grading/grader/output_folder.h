// Writes what a grading has given into the folder that a person named.
//
//   DIR/report.json report.md report.html   the student's: safe to hand over
//   DIR/figures/*.svg                       the figures of the report
//   DIR/outputs/*                           what the experiment wrote
//   DIR/instructor/report.*                 hidden checks whole; keep it
//   DIR/instructor/timing.json              where the time went
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grading/grader/report.h"
#include "grading/grader/stopwatch.h"

namespace wbm::grader {

// Whole or not at all: everything is written beside `folder` and then takes
// its place. A folder that is there already is replaced when it is empty or
// holds a report of this grader's, and refused (AlreadyExists) otherwise: it
// may be somebody's work. Other errors say what failed; `folder` is then as it
// was.
absl::Status WriteOutputFolder(const std::string& folder, const Report& report,
                               const Stopwatch& watch);

// AlreadyExists or InvalidArgument when WriteOutputFolder() would refuse
// `folder`, so that nobody waits for a grading that cannot be written.
absl::Status CheckOutputFolder(const std::string& folder);

// {"wall_seconds": 1.9, "stages": [{"stage": "compile quantizer.cc", …}]}
std::string TimingJson(const Stopwatch& watch);

}  // namespace wbm::grader
