// report.json: the report for programs.
//
//   {"lab": "04_int8", "audience": "student", "verdict": "graded",
//    "score": 87, "max_score": 100, "tasks": […],
//    "checks": [{"id": "4.2.p1", "kind": "check", "task": "4.2",
//                "hidden": false, "points": 0, "max_points": 3,
//                "verdict": "wrong", "message": "…", "hint": "…", …}], …}
//
// "verdict" is "graded" or "not_graded"; then "score" is null, so that no
// gradebook takes a fault of the grader for zero points.
#pragma once

#include <string>

#include "grading/grader/report/audience.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// `report` is StudentView()'s for the student.
std::string ReportJson(const Report& report, Audience audience);

}  // namespace wbm::grader
