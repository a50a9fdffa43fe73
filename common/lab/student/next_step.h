#pragma once

// What a student is sent to do next. Part of lab_report, for which it decides;
// nothing here makes text.

#include <string>
#include <vector>

#include "common/lab/student/lab_report.h"

namespace wbm::lab {

// Null when the test did not run.
const TestOutcome* OutcomeOf(const LabRun& run, const std::string& test);
TestState StateOf(const LabRun& run, const Check& check);

// Checks in the order of the plan's tasks, then of its checks.
std::vector<const Check*> InTaskOrder(const LabPlan& plan);

// What to do next; null when nothing that ran is open. A test that broke the
// run goes first, because it hides those after it.
const Check* NextCheck(const Lab& lab, const LabRun& run);

// The place to edit. `line` is 0 when it is not known.
struct Place {
  std::string file;
  int line = 0;
  std::string function;  // "" where the task is no function
};

// A NOT_YET knows its own line; for a wrong test the function's definition is
// where to look: that of the function that the test calls, which its suite is
// named after, else the task's. `outcome` may be null.
Place PlaceToEdit(const Lab& lab, const Task& task, const TestOutcome* outcome);

// The task to send the student to: that of the stub that was reached, which
// may be another than the check's own (a later function calls an earlier one).
const Task& TaskToDo(const Lab& lab, const Check& check,
                     const TestOutcome* outcome);

// "bazel run //labs/04_int8:hint -- 4.2", for a check that is wrong the hint
// that belongs to it: "… -- 4.2.ties". `outcome` may be null.
std::string HintCommand(const Lab& lab, const Check& check,
                        const TestOutcome* outcome);

}  // namespace wbm::lab
