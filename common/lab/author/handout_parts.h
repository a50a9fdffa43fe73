#pragma once

// What a plan says in a handout, part by part, in Markdown. For handout.cc.

#include <string>

#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// "### Task 4.2 (nearest-step): Round to the nearest step (12 points)"
std::string TaskHeading(const Task& task);

// The command that runs the task's public tests; "" when it has none.
std::string ToTest(const LabPlan& plan, const Task& task);

// The command that shows the task's first hint.
std::string AHint(const LabPlan& plan, const Task& task);

// The parts between markers; each ends with a newline.
std::string PointsTable(const LabPlan& plan);
std::string OutputsTable(const LabPlan& plan);
std::string QuestionList(const LabPlan& plan);
std::string IncludesRule(const LabPlan& plan);

}  // namespace wbm::lab
