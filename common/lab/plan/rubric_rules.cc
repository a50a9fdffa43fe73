#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/lab/plan/plan_ids.h"
#include "common/lab/plan/plan_rules.h"

namespace wbm::lab {
namespace {

void CheckAnswer(const Question& question, const Answer& answer,
                 Problems& problems) {
  const std::string where = absl::StrCat("answers.", question.id);
  if (question.kind == QuestionKind::kChoice) {
    if (question.choices.count(answer.choice) == 0) {
      problems.Add(where, absl::StrCat("expected {\"choice\": …} with one of "
                                       "the question's choices, found ",
                                       Quote(answer.choice)));
    }
    return;
  }
  if (!answer.value.has_value()) {
    problems.Add(where, "expected {\"value\": …}: the question asks a number");
  }
}

void CheckAnswers(const Rubric& rubric, const LabPlan& plan,
                  Problems& problems) {
  for (const Question& question : plan.questions) {
    const auto answer = rubric.answers.find(question.id);
    if (answer == rubric.answers.end()) {
      problems.Add("answers",
                   absl::StrCat("no key for question ", Quote(question.id)));
    } else {
      CheckAnswer(question, answer->second, problems);
    }
  }
  for (const auto& [id, answer] : rubric.answers) {
    const bool asked =
        std::any_of(plan.questions.begin(), plan.questions.end(),
                    [&](const Question& q) { return q.id == id; });
    if (!asked) {
      problems.Add("answers",
                   absl::StrCat("lab.json has no question ", Quote(id)));
    }
  }
}

// The task of a check or claim; "" when `id` names neither.
std::string TaskOf(const std::string& id, const Rubric& rubric,
                   const LabPlan& plan) {
  if (const Check* check = plan.FindCheck(id)) return check->task;
  if (const Check* check = rubric.FindCheck(id)) return check->task;
  for (const Claim& claim : plan.claims) {
    if (claim.id == id) return claim.task;
  }
  return "";
}

void CheckOnePartner(const std::string& id, const std::string& partner,
                     const Rubric& rubric, const LabPlan& plan,
                     Problems& problems) {
  const std::string where = absl::StrCat("counts_with.", id);
  const Check* check = rubric.FindCheck(partner);
  if (check == nullptr || partner == id) {
    problems.Add(where, absl::StrCat(Quote(partner),
                                     " is no other hidden check; name those "
                                     "of this rubric that decide it"));
    return;
  }
  // A claim is about the work of other tasks; a check must not be.
  const bool is_check =
      plan.FindCheck(id) != nullptr || rubric.FindCheck(id) != nullptr;
  if (is_check && check->task != TaskOf(id, rubric, plan)) {
    problems.Add(where,
                 absl::StrCat(Quote(partner), " is of task ", check->task,
                              ": a fault there would cost points here. "
                              "Name a check of the same task"));
  }
}

void CheckCountsWith(const Rubric& rubric, const LabPlan& plan,
                     Problems& problems) {
  std::set<std::string> vouching;
  for (const auto& [id, partners] : rubric.counts_with) {
    if (TaskOf(id, rubric, plan).empty()) {
      problems.Add(absl::StrCat("counts_with.", id),
                   "is no check and no claim of this lab");
      continue;
    }
    for (const std::string& partner : partners) {
      CheckOnePartner(id, partner, rubric, plan, problems);
      vouching.insert(partner);
    }
  }
  for (const Check& check : plan.checks) {
    if (!rubric.CountsWith(check.id).empty()) continue;
    problems.Add("counts_with",
                 absl::StrCat("the public check ", Quote(check.id),
                              " has no hidden twin: a table of its inputs "
                              "would earn its points"));
  }
  for (const Claim& claim : plan.claims) {
    if (!rubric.CountsWith(claim.id).empty()) continue;
    problems.Add("counts_with",
                 absl::StrCat("the claim ", Quote(claim.id),
                              " counts with no hidden check: it would be paid "
                              "where nothing was written"));
  }
  for (std::size_t i = 0; i < rubric.checks.size(); ++i) {
    const Check& check = rubric.checks[i];
    if (check.points > 0 || vouching.count(check.id) > 0) continue;
    problems.Add(Place("checks", i, "points"),
                 absl::StrCat(Quote(check.id),
                              " is worth nothing: give it "
                              "points, or let a check count with it"));
  }
}

}  // namespace

void CheckRubricRules(const Rubric& rubric, const LabPlan& plan,
                      Problems& problems) {
  if (rubric.lab != plan.lab) {
    problems.Add("lab", absl::StrCat("expected ", Quote(plan.lab), ", found ",
                                     Quote(rubric.lab)));
  }
  Ids checks(problems);
  Ids tests(problems);
  for (const Check& check : plan.checks) {
    checks.Add(check.id, "lab.json");
    tests.Add(check.test, "lab.json");
  }
  CheckChecks(rubric.checks, plan, checks, tests, problems);
  CheckAnswers(rubric, plan, problems);
  CheckCountsWith(rubric, plan, problems);
  for (const Task& task : plan.tasks) {
    int points = OpenPoints(plan, task.id);
    for (const Check& check : rubric.checks) {
      if (check.task == task.id) points += check.points;
    }
    if (points != task.points) {
      problems.Add("checks",
                   absl::StrCat("task ", task.id, " has ", task.points,
                                " points in lab.json, but its "
                                "checks, questions and claims give ",
                                points));
    }
  }
}

}  // namespace wbm::lab
