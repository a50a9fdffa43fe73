#include "grading/proofs/alone.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace wbm::proofs {
namespace {

using Ids = std::set<std::string>;

Ids Without(const Ids& ids, const Ids& others) {
  Ids left;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::inserter(left, left.end()));
  return left;
}

class Proof {
 public:
  Proof(const Unit& unit, const std::vector<NamedMutant>& mutants,
        const CoveredFile& covered)
      : unit_(unit), covered_(covered) {
    for (const NamedMutant& mutant : mutants) {
      failing_.push_back({mutant.name, Ids(mutant.mutant.fails.begin(),
                                           mutant.mutant.fails.end())});
    }
  }

  std::vector<std::string> Run() {
    for (const CoveredLine& line : covered_.lines) LookAt(line);
    for (const lab::Check& check : unit_.checks()) LookAt(check);
    return std::move(problems_);
  }

 private:
  struct Failing {
    std::string mutant;
    Ids checks;
  };

  void Add(const CoveredLine& line, const std::string& what) {
    problems_.push_back(
        absl::StrCat(covered_.name, ":", line.line, ": ", what));
  }

  // The mutant that fails `check` in the least company beside `allowed`; null
  // when none fails it.
  const Failing* Nearest(const std::string& check, const Ids& allowed) const {
    const auto company = [&](const Failing& each) {
      return Without(each.checks, allowed).size();
    };
    const Failing* nearest = nullptr;
    for (const Failing& each : failing_) {
      if (!each.checks.contains(check)) continue;
      if (nearest == nullptr || company(each) < company(*nearest)) {
        nearest = &each;
      }
    }
    return nearest;
  }

  bool IsAlone(const std::string& check, Ids allowed) const {
    allowed.merge(unit_.Family(check));
    const Failing* nearest = Nearest(check, allowed);
    return nearest != nullptr && Without(nearest->checks, allowed).empty();
  }

  // What a line lets its checks fail with, but for the name `without`.
  Ids Allowed(const CoveredLine& line, const std::string& without) const {
    Ids allowed(line.checks.begin(), line.checks.end());
    for (const std::string& name : line.with) {
      if (name != without) allowed.merge(unit_.Expand(name));
    }
    return allowed;
  }

  bool AllAlone(const CoveredLine& line, const Ids& allowed) const {
    return std::all_of(
        line.checks.begin(), line.checks.end(),
        [&](const std::string& check) { return IsAlone(check, allowed); });
  }

  void LookAt(const CoveredLine& line) {
    for (const std::string& check : line.checks) {
      if (!unit_.Has(check)) {
        Add(line, absl::StrCat("no check is called ", check));
      } else if (!named_.insert(check).second) {
        Add(line, absl::StrCat(check, " is named twice"));
      } else if (IsAlone(check, {})) {
        Add(line, absl::StrCat(check, " is failed alone by ",
                               Nearest(check, unit_.Family(check))->mutant,
                               ": take it out of the line"));
      } else {
        HoldToCompany(line, check);
      }
    }
    for (const std::string& name : line.with) LookAtCompany(line, name);
  }

  void HoldToCompany(const CoveredLine& line, const std::string& check) {
    Ids allowed = Allowed(line, "");
    if (IsAlone(check, allowed)) return;
    allowed.merge(unit_.Family(check));
    const Failing* nearest = Nearest(check, allowed);
    if (nearest == nullptr) return;  // LookAt(check) says so
    Add(line,
        absl::StrCat(check, " is failed by no mutant with these alone: ",
                     nearest->mutant, " fails ",
                     absl::StrJoin(Without(nearest->checks, allowed), " "),
                     ", too. Write a mutant that does not, or name them"));
  }

  void LookAtCompany(const CoveredLine& line, const std::string& name) {
    if (unit_.Expand(name).empty()) {
      Add(line, absl::StrCat("no check and no task is called ", name));
    } else if (AllAlone(line, Allowed(line, name))) {
      Add(line,
          absl::StrCat("nothing here needs \"with ", name, "\": take it out"));
    }
  }

  void LookAt(const lab::Check& check) {
    const Ids family = unit_.Family(check.id);
    const Failing* nearest = Nearest(check.id, family);
    if (nearest == nullptr) {
      problems_.push_back(absl::StrCat(
          "no mutant fails ", check.id, " (", check.property,
          "): it may be a check that cannot fail. Write a mutant whose "
          "\"# fails: \" names it"));
      return;
    }
    const Ids company = Without(nearest->checks, family);
    if (company.empty() || named_.contains(check.id)) return;
    problems_.push_back(absl::StrCat(
        "no mutant fails ", check.id, " (", check.property, ") alone; nearest ",
        "to it is ", nearest->mutant, ". Write one that does, or a line of ",
        covered_.name, ":\n", check.id, ": with ", absl::StrJoin(company, " "),
        ", REASON"));
  }

  const Unit& unit_;
  const CoveredFile& covered_;
  std::vector<Failing> failing_;
  Ids named_;
  std::vector<std::string> problems_;
};

}  // namespace

Unit::Unit(const lab::LabPlan& plan, const lab::Rubric& rubric) {
  for (const lab::Task& task : plan.tasks) {
    for (const auto* all : {&plan.checks, &rubric.checks}) {
      std::copy_if(all->begin(), all->end(), std::back_inserter(checks_),
                   [&](const lab::Check& c) { return c.task == task.id; });
    }
  }
  for (const lab::Check& check : checks_) {
    for (const std::string& need : check.needs) {
      needed_by_[need].insert(check.id);
    }
    for (const std::string& twin : rubric.CountsWith(check.id)) {
      partners_[check.id].insert(twin);
      partners_[twin].insert(check.id);
    }
  }
}

bool Unit::Has(const std::string& check) const {
  return std::any_of(checks_.begin(), checks_.end(),
                     [&](const lab::Check& c) { return c.id == check; });
}

std::set<std::string> Unit::Family(const std::string& check) const {
  Ids family = {check};
  if (const auto found = partners_.find(check); found != partners_.end()) {
    family.insert(found->second.begin(), found->second.end());
  }
  std::vector<std::string> open(family.begin(), family.end());
  while (!open.empty()) {
    const auto found = needed_by_.find(open.back());
    open.pop_back();
    if (found == needed_by_.end()) continue;
    for (const std::string& id : found->second) {
      if (family.insert(id).second) open.push_back(id);
    }
  }
  return family;
}

std::set<std::string> Unit::Expand(const std::string& name) const {
  Ids ids;
  for (const lab::Check& check : checks_) {
    if (check.id == name || check.task == name) ids.insert(check.id);
  }
  return ids;
}

std::vector<std::string> AloneProblems(const Unit& unit,
                                       const std::vector<NamedMutant>& mutants,
                                       const CoveredFile& covered) {
  return Proof(unit, mutants, covered).Run();
}

}  // namespace wbm::proofs
