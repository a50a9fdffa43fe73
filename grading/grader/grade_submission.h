// Grades one submission, from its bytes to a report.
//
//   Stopwatch watch;
//   absl::StatusOr<Report> report =
//       GradeSubmission(unit, "hand_in.zip", GradeOptions{}, &watch);
//
// The report depends on the submission, the unit and the key alone: not on the
// clock, the folder, the number of graders at work or their order. Calls may
// run in several processes at once.
//
// InvalidArgument, NotFound and PermissionDenied are about what was handed in:
// see collect.h. Any other trouble is the grader's own, and comes back as a
// report with `graded == false`, without points.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "grading/grader/collect/collect.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/report/report.h"
#include "grading/grader/run/hidden_key.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

struct GradeOptions {
  CollectLimits collect;
  // JSON of boundary/session_limits.h; "" for the defaults.
  std::string limits;
  // Submissions are closed; see student_view.h.
  bool reveal_answers = false;
  // What hidden inputs are drawn from: the instructor's, or the public one.
  HiddenKey key;
  // Without it there are no outputs and no figures, and claims are skipped.
  bool experiment = true;
  // Without it a function that is not right costs the points of its callers.
  bool beside_reference = true;
};

absl::StatusOr<Report> GradeSubmission(const Unit& unit,
                                       const std::string& path,
                                       const GradeOptions& options,
                                       Stopwatch* watch);

// The same for what has been collected already.
Report GradeCollected(const Unit& unit, const Submission& submission,
                      const GradeOptions& options, Stopwatch* watch);

}  // namespace wbm::grader
