#pragma once

/// The rules between the fields of a lab's plan: ids are unique and well
/// formed, references resolve, points add up. `lab_plan.h` reads the fields and
/// then asks here; nothing else needs this header.

#include "common/lab/json_fields.h"
#include "common/lab/lab_plan.h"

namespace wbm::lab {

/// Adds what is wrong with `plan` as a whole to `problems`.
void CheckPlanRules(const LabPlan& plan, Problems& problems);

/// Adds what is wrong with `rubric`, held against its lab's `plan`.
void CheckRubricRules(const Rubric& rubric, const LabPlan& plan,
                      Problems& problems);

}  // namespace wbm::lab
