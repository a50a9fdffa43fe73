// Draws the figures of a report: the student's data, the lab's bounds, and the
// reference beside them wherever it differs.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/lab/plan/lab_plan.h"
#include "common/plot/figure.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// The student's figure with those series of `reference` that differ from the
// student's added as "reference: NAME" (a histogram as its outline). Without a
// difference, or where the figures do not correspond panel by panel and series
// by series, the student's figure comes back unchanged.
plot::Figure Beside(const plot::Figure& student, const plot::Figure& reference);

// Fills report->figures from the NAME.figure.json among `report->outputs`.
// `reference` is a folder with files of the same
// names; "" for none. A figure whose data cannot be drawn becomes a remark; a
// machine that can draw none is an error.
absl::Status RedrawFigures(const lab::LabPlan& plan,
                           const std::string& directory,
                           const std::string& reference, Report* report,
                           Stopwatch* watch);

}  // namespace wbm::grader
