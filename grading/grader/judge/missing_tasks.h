// The tasks that are missing, as their stubs and the compiler tell it, and
// which checks have met the stub of another task than their own.
//
//   const MissingTasks missing(plan, public_checks, uncompiled);
//   missing.StubOfAnother(check, result)   // "4.2": not a fault of the check's
#pragma once

#include <map>
#include <string>

#include "common/lab/plan/lab_plan.h"
#include "grading/grader/report/report.h"
#include "grading/grader/run/check_results.h"

namespace wbm::grader {

// The task whose stub a check has reached, "4.2"; "" when it reached none.
std::string StubReached(const CheckResult& result);

// Keeps references to all three.
class MissingTasks {
 public:
  MissingTasks(const lab::LabPlan& plan, const CheckResults& public_checks,
               const std::map<std::string, SourceReport>& uncompiled)
      : plan_(plan), public_checks_(public_checks), uncompiled_(uncompiled) {}

  // What the first public check of `task` came to that ended in the task's own
  // stub; null when none did.
  const CheckResult* OwnStub(const std::string& task) const;

  // The task whose stub ended the check, if it is not the check's own and is
  // told to be missing in its own place: by its stub, or by its file that does
  // not compile. "" otherwise.
  std::string StubOfAnother(const lab::Check& check,
                            const CheckResult& result) const;

 private:
  bool IsTold(const std::string& task) const;

  const lab::LabPlan& plan_;
  const CheckResults& public_checks_;
  const std::map<std::string, SourceReport>& uncompiled_;
};

}  // namespace wbm::grader
