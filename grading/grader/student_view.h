// What a student may see of a report.
//
//   WriteReportFiles(StudentView(report), …);
//
// The one place that decides it. Of a hidden check there stay: its id, task,
// category, points, verdict, hint and handout section. Gone are its test's
// name, property, input, message and what the code printed or threw, since
// those may quote the input. A blocker is a check's id and may stay. Of a
// question the key goes.
#pragma once

#include "grading/grader/report.h"

namespace wbm::grader {

Report StudentView(const Report& report);

}  // namespace wbm::grader
