#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/lab/plan_ids.h"
#include "common/lab/plan_rules.h"

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
