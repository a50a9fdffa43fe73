#include "grading/grader/judge/judge.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grading/grader/judge/missing_tasks.h"
#include "grading/grader/report/sentences.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;

class Judgement {
 public:
  Judgement(const lab::LabPlan& plan, const lab::Rubric& rubric,
            const std::string& directory, const Evidence& evidence)
      : plan_(plan),
        rubric_(rubric),
        directory_(directory),
        evidence_(evidence),
        missing_(plan, evidence.public_checks, evidence.uncompiled) {}

  absl::StatusOr<Verdicts> Run() {
    if (auto s = AddChecks(plan_.checks); !s.ok()) return s;
    if (auto s = AddChecks(rubric_.checks); !s.ok()) return s;
    if (auto s = SkipWhatNeedsMore(); !s.ok()) return s;
    if (auto s = AddQuestions(); !s.ok()) return s;
    if (auto s = AddClaims(); !s.ok()) return s;
    for (const Item& item : out_.items) {
      if (item.verdict != Verdict::kNotGraded) continue;
      return absl::InternalError(
          absl::StrCat("check ", item.id, ": ", item.message));
    }
    return Sum();
  }

 private:
  std::string Section(const std::string& anchor) const {
    if (anchor.empty()) return "";
    return absl::StrCat(directory_, "/README.md#", anchor);
  }

  // What every item has of its task and hint.
  Item NewItem(ItemKind kind, const std::string& id, const std::string& task,
               int points, const std::string& hint_id) const {
    Item item;
    item.kind = kind;
    item.id = id;
    item.task = task;
    item.max_points = points;
    if (const lab::Task* t = plan_.FindTask(task)) {
      item.section = Section(t->section);
    }
    if (const lab::Hint* hint = plan_.FindHint(hint_id)) {
      item.hint_id = hint->id;
      item.hint = hint->text;
    }
    return item;
  }

  absl::Status AddChecks(const std::vector<lab::Check>& checks) {
    for (const lab::Check& check : checks) {
      Item item = NewItem(ItemKind::kCheck, check.id, check.task, check.points,
                          check.hint);
      item.hidden = check.hidden;
      item.test = check.test;
      item.property = check.property;
      item.category = check.category;
      if (!check.hidden) {
        item.command = absl::StrCat("bazel test //", directory_,
                                    " --test_filter=", check.test);
      }
      if (auto s = Decide(check, &item); !s.ok()) return s;
      item.came_to = item.verdict;
      LookBesideReference(check, &item);
      out_.items.push_back(std::move(item));
    }
    return absl::OkStatus();
  }

  // What the check came to in the submission's own build; null when nothing is
  // known.
  const CheckResult* ResultOf(const lab::Check& check) const {
    const CheckResults& results =
        check.hidden ? evidence_.hidden_checks : evidence_.public_checks;
    const auto result = results.find(check.test);
    return result == results.end() ? nullptr : &result->second;
  }

  absl::Status Decide(const lab::Check& check, Item* item) const {
    if (evidence_.nothing_ran) {
      item->verdict = Verdict::kCompileError;
      item->message = evidence_.why_nothing_ran;
      return absl::OkStatus();
    }
    const lab::Task* task = plan_.FindTask(check.task);
    const auto uncompiled = task == nullptr
                                ? evidence_.uncompiled.end()
                                : evidence_.uncompiled.find(task->file);
    if (uncompiled != evidence_.uncompiled.end()) {
      item->verdict = uncompiled->second.verdict;
      item->message = uncompiled->second.message;
      return absl::OkStatus();
    }
    if (check.hidden && !evidence_.hidden_checks_ran) {
      item->verdict = Verdict::kRight;
      return absl::OkStatus();
    }
    const CheckResult* result = ResultOf(check);
    if (result == nullptr) {
      return absl::InternalError(absl::StrCat(
          "check ", check.id, ": the check binary has no result for ",
          check.test, ". Rebuild the grader, or correct the plan"));
    }
    Take(*result, item);
    return absl::OkStatus();
  }

  static void Take(const CheckResult& result, Item* item) {
    item->verdict = result.verdict;
    item->message = FullSentence(result);
    item->input = result.input;
    item->printed = result.printed;
  }

  void LookBesideReference(const lab::Check& check, Item* item) {
    if (item->verdict == Verdict::kRight ||
        item->verdict == Verdict::kCompileError) {
      return;
    }
    const CheckResult* first = ResultOf(check);
    const std::string stub =
        first == nullptr ? "" : missing_.StubOfAnother(check, *first);
    const std::optional<ResultBeside> beside =
        FindBeside(plan_, evidence_.beside_reference, check);
    const bool judged = beside.has_value() &&
                        missing_.StubOfAnother(check, *beside->result).empty();
    const bool right = judged && beside->result->verdict == Verdict::kRight;
    if (right || (judged && !stub.empty())) {
      TakeBeside(*beside, item);
      const std::string cause = stub.empty() ? NotRightBefore(*item) : stub;
      item->beside = cause.empty() ? beside->before : cause;
    } else if (!stub.empty() && !item->hidden) {
      SkipForStub(stub, item);
    }
  }

  // Whether some check of the task is known not to be right by itself.
  bool Fails(const std::string& task) const {
    for (const auto* checks : {&plan_.checks, &rubric_.checks}) {
      for (const lab::Check& check : *checks) {
        if (check.task != task) continue;
        const CheckResult* result = ResultOf(check);
        if (result != nullptr && result->verdict != Verdict::kRight) {
          return true;
        }
      }
    }
    return false;
  }

  // The last task before the item's that is not right; "" when all are.
  std::string NotRightBefore(const Item& item) const {
    std::string last;
    for (const lab::Task& task : plan_.tasks) {
      if (task.id == item.task) break;
      if (!task.function.empty() && Fails(task.id)) last = task.id;
    }
    return last;
  }

  // Right, or not. How it is not right may be the reference's doing: the code
  // had its bytes at hand. That goes into words, which only the instructor
  // reads.
  void TakeBeside(const ResultBeside& beside, Item* item) {
    const CheckResult& result = *beside.result;
    Take(result, item);
    beside_[item->id] = beside.round;
    if (result.verdict == Verdict::kRight ||
        result.verdict == Verdict::kNotGraded) {
      return;
    }
    item->verdict = Verdict::kWrong;
    item->message =
        absl::StrCat(VerdictLabel(result.verdict), ": ", item->message);
  }

  // A task that is missing itself is told by its own stub.
  void SkipForStub(const std::string& stub, Item* item) const {
    if (const CheckResult* own = missing_.OwnStub(item->task); own != nullptr) {
      Take(*own, item);
      return;
    }
    SkipBecauseOf(stub, item);
  }

  const lab::Check* FindCheck(const std::string& id) const {
    const lab::Check* check = plan_.FindCheck(id);
    return check != nullptr ? check : rubric_.FindCheck(id);
  }

  const Item* FindItem(const std::string& id) const {
    for (const Item& item : out_.items) {
      if (item.id == id) return &item;
    }
    return nullptr;
  }

  // Whether `item` was judged with the reference's functions for that task. Of
  // a hidden one this would show whether it is right.
  bool IsJudgedBeside(const Item& item, const std::string& task) const {
    const auto round = beside_.find(item.id);
    return !item.hidden && round != beside_.end() &&
           round->second->supplied.contains(task);
  }

  // The first check on the way from `id` through its needs that is not right,
  // and that `asking` cannot do without; "" when there is none. `path` guards
  // against a circle.
  absl::StatusOr<std::string> Blocker(const Item& asking, const std::string& id,
                                      std::set<std::string>* path) const {
    const lab::Check* check = FindCheck(id);
    const Item* item = FindItem(id);
    if (check == nullptr || item == nullptr) {
      return absl::InternalError(absl::StrCat("no check is called ", id));
    }
    if (!path->insert(id).second) {
      return absl::InternalError(
          absl::StrCat("check ", id, " needs itself, in a circle"));
    }
    for (const std::string& need : check->needs) {
      absl::StatusOr<std::string> blocker = Blocker(asking, need, path);
      if (!blocker.ok() || !blocker->empty()) return blocker;
      const Item* needed = FindItem(need);
      if (needed != nullptr && needed->verdict != Verdict::kRight &&
          !IsJudgedBeside(asking, needed->task)) {
        return need;
      }
    }
    path->erase(id);
    return std::string();
  }

  // Decides all from the verdicts as they came, then writes them down, so that
  // the order of the checks does not matter.
  absl::Status SkipWhatNeedsMore() {
    std::vector<std::string> blockers;
    for (const Item& item : out_.items) {
      std::set<std::string> path;
      absl::StatusOr<std::string> blocker = Blocker(item, item.id, &path);
      if (!blocker.ok()) return blocker.status();
      blockers.push_back(*std::move(blocker));
    }
    for (std::size_t i = 0; i < blockers.size(); ++i) {
      if (!blockers[i].empty()) Skip(blockers[i], &out_.items[i]);
    }
    return absl::OkStatus();
  }

  // What is right, unwritten, uncompiled or a fault of ours stays what it is.
  static void Skip(const std::string& blocker, Item* item) {
    // To a student it is as skipped as any other: see student_view.cc.
    if (item->hidden && item->verdict != Verdict::kRight) {
      item->blocker = blocker;
    }
    if (item->verdict == Verdict::kRight ||
        item->verdict == Verdict::kNotWritten ||
        item->verdict == Verdict::kCompileError ||
        item->verdict == Verdict::kNotGraded) {
      return;
    }
    SkipBecauseOf(blocker, item);
  }

  static void SkipBecauseOf(const std::string& blocker, Item* item) {
    item->verdict = Verdict::kSkipped;
    item->blocker = blocker;
    item->message = SkippedSentence(blocker);
    item->input.clear();
    item->printed.clear();
  }

  absl::Status AddQuestions() {
    if (evidence_.answers.results.size() != plan_.questions.size()) {
      return absl::InternalError("not every question was looked at");
    }
    for (std::size_t i = 0; i < plan_.questions.size(); ++i) {
      const lab::Question& q = plan_.questions[i];
      const AnswerResult& result = evidence_.answers.results[i];
      Item item = NewItem(ItemKind::kQuestion, q.id, q.task, q.points, q.hint);
      item.property = q.text;
      item.verdict = result.verdict;
      item.message = result.message;
      item.input = result.given;
      item.answered = result.answered;
      // What could not be read was not wrong in what the hint speaks of.
      if (item.verdict == Verdict::kWrong && !item.answered) {
        item.hint_id.clear();
        item.hint.clear();
      }
      if (const auto key = rubric_.answers.find(q.id);
          key != rubric_.answers.end()) {
        item.key = KeyText(key->second);
      }
      out_.items.push_back(std::move(item));
    }
    return absl::OkStatus();
  }

  absl::Status AddClaims() {
    if (evidence_.claims.results.size() != plan_.claims.size()) {
      return absl::InternalError("not every claim was looked at");
    }
    for (std::size_t i = 0; i < plan_.claims.size(); ++i) {
      const lab::Claim& claim = plan_.claims[i];
      const ClaimResult& result = evidence_.claims.results[i];
      Item item =
          NewItem(ItemKind::kClaim, claim.id, claim.task, claim.points, "");
      item.property = claim.claim;
      item.verdict = result.verdict;
      item.message = result.message;
      item.input = result.given;
      if (result.verdict == Verdict::kSkipped) item.blocker = "the experiment";
      out_.items.push_back(std::move(item));
    }
    return absl::OkStatus();
  }

  // The first check that `item` counts with and that is not right; "" when all
  // are.
  std::string Unmet(const Item& item) const {
    for (const std::string& partner : rubric_.CountsWith(item.id)) {
      const Item* found = FindItem(partner);
      if (found == nullptr || found->verdict != Verdict::kRight) return partner;
    }
    return "";
  }

  void Pay(Item* item) const {
    if (item->verdict != Verdict::kRight) return;
    item->counts_once = Unmet(*item);
    if (item->counts_once.empty()) {
      item->points = item->max_points;
    } else {
      item->message = CountsOnceSentence(*item);
    }
  }

  // One mistake, one message: a hint stands with the first check that it helps,
  // and what was skipped because of another check has none.
  void TellEachHintOnce() {
    std::set<std::string> told;
    for (Item& item : out_.items) {
      if (item.verdict == Verdict::kRight) continue;
      // However a hidden one is not right: where its hint stands is seen.
      const bool skipped = item.verdict == Verdict::kSkipped || item.hidden;
      const bool quiet = skipped && !item.blocker.empty();
      if (quiet || !told.insert(item.hint_id).second) item.hint.clear();
    }
  }

  // Points, and items in the order of their tasks.
  Verdicts Sum() {
    for (Item& item : out_.items) Pay(&item);
    std::vector<Item> ordered;
    for (const lab::Task& task : plan_.tasks) {
      TaskScore score = {task.id, task.block, task.title, Section(task.section),
                         0,       0};
      for (Item& item : out_.items) {
        if (item.task != task.id) continue;
        score.points += item.points;
        score.max_points += item.max_points;
        ordered.push_back(item);
      }
      out_.score += score.points;
      out_.max_score += score.max_points;
      out_.tasks.push_back(std::move(score));
    }
    out_.items = std::move(ordered);
    TellEachHintOnce();
    return std::move(out_);
  }

  const lab::LabPlan& plan_;
  const lab::Rubric& rubric_;
  const std::string& directory_;
  const Evidence& evidence_;
  const MissingTasks missing_;
  // By item: the round that its verdict is of.
  std::map<std::string, const BesideReference*> beside_;
  Verdicts out_;
};

}  // namespace

absl::StatusOr<Verdicts> Judge(const lab::LabPlan& plan,
                               const lab::Rubric& rubric,
                               const std::string& directory,
                               const Evidence& evidence) {
  return Judgement(plan, rubric, directory, evidence).Run();
}

}  // namespace wbm::grader
