#pragma once

// The forms that a student fills in and hands in, as the lab's plan has them.
//
//     std::string answers = AnswersForm(plan);          // answers.json
//     absl::StatusOr<std::string> report =
//         ReportForm(plan, committed, "labs/04_int8/REPORT.md");

#include <string>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// An answers.json without answers: null for a number, "" for a choice.
std::string AnswersForm(const LabPlan& plan);

// `committed` with the rows of the table `| claim | value |` that the plan
// has, each without a value; what stands around the table is kept. `name`
// stands for the file in messages. InvalidArgument when there are claims and
// no such table.
absl::StatusOr<std::string> ReportForm(const LabPlan& plan,
                                       const std::string& committed,
                                       const std::string& name);

}  // namespace wbm::lab
