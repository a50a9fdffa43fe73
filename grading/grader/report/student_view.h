// What a student may see of a report.
//
//   WriteReportFiles(StudentView(report), …);
//
// The one place that decides it. Of a hidden check there stay: its id, task,
// category, points, hint and handout section, and whether it is right. How it
// is not right goes: twelve verdicts on twenty checks would carry 70 bits of
// hidden inputs out of every submission. "Not written" and "does not compile"
// stay where the task's public checks say the same. Gone are the test's name,
// property, input, message and what the code printed or threw, since those may
// quote the input. A blocker is a check's id and may stay.
//
// Of a question the key goes. While submissions are open (reveal_answers is
// false), so does how it was marked, with its points: a choice of four would be
// found by trying. Whether the answer can be read stays.
#pragma once

#include "grading/grader/report/report.h"

namespace wbm::grader {

Report StudentView(const Report& report);

}  // namespace wbm::grader
