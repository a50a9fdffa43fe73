// When a person has to look at a grade, because points may hang on an accident
// and not on what was understood: a file that does not compile or has another
// name, the work of another lab, answers that do not parse, "B" for "b".
//
//   report.attention = NeedsAttention(plan, "labs/04_int8",
//                                     submission, report, answers);
//
// One sentence each, with the likely cause. For the instructor alone: they say
// which answers would be right.
#pragma once

#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/judge/answers.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// `directory` is the lab's ("labs/04_int8").
std::vector<std::string> NeedsAttention(const lab::LabPlan& plan,
                                        const std::string& directory,
                                        const Submission& submission,
                                        const Report& report,
                                        const AnswersReport& answers);

}  // namespace wbm::grader
