// Every check is failed by some mutant, and alone; or it is named as covered.
//
//   const Unit unit(plan, rubric);
//   for (const std::string& p : AloneProblems(unit, mutants, covered)) …
//
// A mutant fails a check alone when all else that it fails belongs to the same
// property: the hidden check that it counts with, or the checks that count with
// it; and what needs one of these, in one step or several. A check that no
// mutant fails at all may be one that cannot fail: no list excuses that.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "grading/proofs/covered.h"
#include "grading/proofs/pitfalls.h"

namespace wbm::proofs {

// The checks of a unit, and which belong together.
class Unit {
 public:
  Unit(const lab::LabPlan& plan, const lab::Rubric& rubric);

  // In the order of the tasks, the public ones of each first.
  const std::vector<lab::Check>& checks() const { return checks_; }
  bool Has(const std::string& check) const;
  // The check, its partners and what needs one of them.
  std::set<std::string> Family(const std::string& check) const;
  // "4.2.p1" itself, or all checks of the task "4.2"; empty for neither.
  std::set<std::string> Expand(const std::string& name) const;

 private:
  std::vector<lab::Check> checks_;
  std::map<std::string, std::set<std::string>> partners_;
  std::map<std::string, std::set<std::string>> needed_by_;
};

// `covered` is the file's name and what stands in it.
struct CoveredFile {
  std::string name;
  std::vector<CoveredLine> lines;
};

// What is amiss, a line each: a check that nothing fails, one that is failed in
// company and not named, an entry that is wrong or not needed (any more).
std::vector<std::string> AloneProblems(const Unit& unit,
                                       const std::vector<NamedMutant>& mutants,
                                       const CoveredFile& covered);

}  // namespace wbm::proofs
