// What a second build is for (second_build.h): which tasks it supplies, and
// which checks may come right by it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/grader/judge/judge.h"

namespace wbm::grader {

// What the next round is for.
struct NextRound {
  std::set<std::string> before = {};  // what the last round has supplied
  bool hidden = false;                // its checks: the hidden ones, or public
  bool claims_wait = false;           // for the experiment's results
};

// The tasks to supply in it; empty when that would help no other task, nor the
// claims where those wait. Each round goes on where the last one ended, in the
// plan's order: with the next task whose stub was reached or whose checks
// earned nothing, which may have been spoilt by what is supplied by now. So
// whoever calls a later task that is missing is never paid for the reference's.
std::set<std::string> TasksToSupply(const lab::LabPlan& plan,
                                    const Verdicts& verdicts,
                                    const Evidence& evidence,
                                    const NextRound& round);

// The tests, "Suite.Name", that can become right with `supplied`: those of
// tasks that come after all of these, and are not right by now.
std::vector<std::string> TestsToRepeat(const lab::LabPlan& plan,
                                       const Verdicts& verdicts,
                                       const std::set<std::string>& supplied,
                                       bool hidden);

}  // namespace wbm::grader
