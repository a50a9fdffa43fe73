#include "common/lab/plan/plan_rules.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/lab/plan/plan_ids.h"

namespace wbm::lab {
namespace {

constexpr int kLabPoints = 100;

void CheckFiles(const LabPlan& plan, Problems& problems) {
  const auto expect_plain = [&](const std::vector<std::string>& names,
                                absl::string_view field) {
    for (const std::string& name : names) {
      if (!IsPlainFileName(name)) {
        problems.Add(field, absl::StrCat(Quote(name),
                                         " must be a file name in the lab's "
                                         "own folder, without a path"));
      }
    }
  };
  expect_plain(plan.contract, "contract");
  expect_plain(plan.student_files, "student_files");
  expect_plain(plan.hand_in, "hand_in");
  if (plan.contract.empty()) problems.Add("contract", "name one header");
  if (plan.student_files.empty()) {
    problems.Add("student_files", "name one file that the student writes");
  }
  for (const std::string& name : plan.contract) {
    if (!absl::EndsWith(name, ".h")) {
      problems.Add("contract", absl::StrCat(Quote(name), " is no header (.h)"));
    }
  }
  for (const std::string& name : plan.student_files) {
    if (!absl::EndsWith(name, ".h") && !absl::EndsWith(name, ".cc")) {
      problems.Add("student_files",
                   absl::StrCat(Quote(name), " must end in .cc or .h"));
    }
  }
}

void CheckUses(const Uses& uses, Problems& problems) {
  for (const std::string& label : uses.libraries) {
    if (!absl::StartsWith(label, "//common/") && label[0] != '@') {
      problems.Add("uses.libraries",
                   absl::StrCat(Quote(label),
                                " must be in //common/ or an outside library; "
                                "a lab sees no other room"));
    }
  }
  for (const std::string& header : uses.headers) {
    if (header[0] == '/' || absl::StrContains(header, "..") ||
        absl::StrContains(header, '<') || absl::StrContains(header, '"')) {
      problems.Add("uses.headers",
                   absl::StrCat(Quote(header),
                                " must be a path from the root, as between "
                                "the quotes of an #include"));
    }
  }
}

void CheckHead(const LabPlan& plan, Problems& problems) {
  if (!IsLabName(plan.lab)) {
    problems.Add("lab",
                 absl::StrCat(Quote(plan.lab), " is not like \"04_int8\""));
  }
  if (!plan.next.empty() && !IsLabName(plan.next)) {
    problems.Add("next",
                 absl::StrCat(Quote(plan.next), " is not like \"05_noise\""));
  }
  CheckFiles(plan, problems);
  CheckUses(plan.uses, problems);
}

void CheckHints(const Task& task, std::size_t i, Ids& ids, Problems& problems) {
  if (task.hints.empty()) {
    problems.Add(Place("tasks", i, "hints"),
                 absl::StrCat("task ", task.id, " has no hint; write one"));
  }
  for (std::size_t h = 0; h < task.hints.size(); ++h) {
    const std::string where =
        absl::StrCat(Place("tasks", i, "hints"), "[", h, "]");
    const Hint& hint = task.hints[h];
    ids.Add(hint.id, absl::StrCat(where, ".id"));
    if (!IsHintId(hint.id, task.id)) {
      problems.Add(absl::StrCat(where, ".id"),
                   absl::StrCat(Quote(hint.id), " is not like \"", task.id,
                                ".a-word\""));
    }
    if (IsBlank(hint.text)) {
      problems.Add(absl::StrCat(where, ".text"), "is blank; write the hint");
    }
  }
}

void CheckTasks(const LabPlan& plan, Problems& problems) {
  Ids tasks(problems);
  Ids slugs(problems);
  Ids hints(problems);
  int points = 0;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const Task& task = plan.tasks[i];
    points += task.points;
    tasks.Add(task.id, Place("tasks", i, "id"));
    if (!IsTaskId(task.id)) {
      problems.Add(Place("tasks", i, "id"),
                   absl::StrCat(Quote(task.id), " is not like \"4.2\""));
    }
    slugs.Add(task.slug, Place("tasks", i, "slug"));
    if (!IsSlug(task.slug)) {
      problems.Add(Place("tasks", i, "slug"),
                   absl::StrCat(Quote(task.slug), " is not like \"top-k\""));
    }
    const auto lists = [&](const std::vector<std::string>& names) {
      return std::count(names.begin(), names.end(), task.file) > 0;
    };
    if (!lists(plan.student_files) && !lists(plan.hand_in)) {
      problems.Add(Place("tasks", i, "file"),
                   absl::StrCat(Quote(task.file),
                                " is neither in "
                                "student_files nor in "
                                "hand_in"));
    }
    CheckHints(task, i, hints, problems);
  }
  if (points != kLabPoints) {
    problems.Add("tasks", absl::StrCat("the points add up to ", points,
                                       "; a lab has ", kLabPoints));
  }
}

void CheckQuestionsAndClaims(const LabPlan& plan, Problems& problems) {
  Ids ids(problems);
  for (std::size_t i = 0; i < plan.questions.size(); ++i) {
    const Question& question = plan.questions[i];
    ids.Add(question.id, Place("questions", i, "id"));
    if (plan.FindTask(question.task) == nullptr) {
      problems.Add(Place("questions", i, "task"),
                   absl::StrCat("there is no task ", Quote(question.task)));
    }
    if (question.kind == QuestionKind::kChoice && question.choices.size() < 2) {
      problems.Add(Place("questions", i, "choices"), "give at least two");
    }
    if (!question.hint.empty() && plan.FindHint(question.hint) == nullptr) {
      problems.Add(Place("questions", i, "hint"),
                   absl::StrCat("no task has a hint ", Quote(question.hint)));
    }
  }
  for (std::size_t i = 0; i < plan.claims.size(); ++i) {
    const Claim& claim = plan.claims[i];
    ids.Add(claim.id, Place("claims", i, "id"));
    if (plan.FindTask(claim.task) == nullptr) {
      problems.Add(Place("claims", i, "task"),
                   absl::StrCat("there is no task ", Quote(claim.task)));
    }
    if (claim.source[0] != '/') {
      problems.Add(Place("claims", i, "source"),
                   absl::StrCat(Quote(claim.source),
                                " is no JSON pointer; it starts with \"/\""));
    }
  }
}

}  // namespace

void CheckChecks(const std::vector<Check>& checks, const LabPlan& plan,
                 Ids& known, Ids& tests, Problems& problems) {
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const Check& check = checks[i];
    if (plan.FindTask(check.task) == nullptr) {
      problems.Add(Place("checks", i, "task"),
                   absl::StrCat("there is no task ", Quote(check.task)));
    } else if (!IsCheckId(check.id, check.task, check.hidden)) {
      problems.Add(Place("checks", i, "id"),
                   absl::StrCat(Quote(check.id), " is not like \"", check.task,
                                check.hidden ? ".h1\"" : ".p1\""));
    }
    if (plan.FindHint(check.hint) == nullptr) {
      problems.Add(Place("checks", i, "hint"),
                   absl::StrCat("no task has a hint ", Quote(check.hint)));
    }
    if (!IsTestName(check.test)) {
      problems.Add(
          Place("checks", i, "test"),
          absl::StrCat(Quote(check.test), " is not like \"Suite.Name\""));
    }
    tests.Add(check.test, Place("checks", i, "test"));
    for (const std::string& need : check.needs) {
      if (known.Has(need)) continue;
      problems.Add(Place("checks", i, "needs"),
                   absl::StrCat(Quote(need), " is no check that stands before ",
                                check.id));
    }
    known.Add(check.id, Place("checks", i, "id"));
  }
}

int OpenPoints(const LabPlan& plan, const std::string& task) {
  int points = 0;
  const auto add = [&](const auto& parts) {
    for (const auto& part : parts) {
      if (part.task == task) points += part.points;
    }
  };
  add(plan.checks);
  add(plan.questions);
  add(plan.claims);
  return points;
}

void CheckPlanRules(const LabPlan& plan, Problems& problems) {
  CheckHead(plan, problems);
  CheckTasks(plan, problems);
  Ids checks(problems);
  Ids tests(problems);
  CheckChecks(plan.checks, plan, checks, tests, problems);
  CheckQuestionsAndClaims(plan, problems);
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const Task& task = plan.tasks[i];
    const int open = OpenPoints(plan, task.id);
    if (open > task.points) {
      problems.Add(Place("tasks", i, "points"),
                   absl::StrCat("task ", task.id, " has ", task.points,
                                " points, but its checks, questions and "
                                "claims already give ",
                                open));
    }
  }
}

}  // namespace wbm::lab
