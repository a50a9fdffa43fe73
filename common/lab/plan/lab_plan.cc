#include "common/lab/plan/lab_plan.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/lab/plan/json_fields.h"
#include "common/lab/plan/plan_rules.h"

namespace wbm::lab {
namespace {

using Json = io::Json;

constexpr int kMostPoints = 100;
constexpr int kMostMinutes = 24 * 60;

// Calls `read(fields)` for every object of the list `name` and collects what
// it returns.
template <typename Read>
auto ReadEach(Fields& parent, const std::string& name, Problems& problems,
              Fields::Presence presence, Read read) {
  std::vector<decltype(read(parent))> all;
  const Json* list = parent.List(name, presence);
  if (list == nullptr) return all;
  for (std::size_t i = 0; i < list->size(); ++i) {
    Fields fields((*list)[i], parent.At(absl::StrCat(name, "[", i, "]")),
                  problems);
    all.push_back(read(fields));
    fields.Finish();
  }
  return all;
}

Hint ReadHint(Fields& fields) {
  return {.id = fields.Text("id"), .text = fields.Text("text")};
}

Task ReadTask(Fields& fields, Problems& problems) {
  Task task;
  task.id = fields.Text("id");
  task.slug = fields.Text("slug");
  task.block = fields.Text("block");
  task.title = fields.Text("title");
  task.file = fields.Text("file");
  task.function = fields.Text("function", Fields::kOptional);
  task.section = fields.Text("section");
  task.chapter_section = fields.Text("chapter_section", Fields::kOptional);
  task.points = fields.Integer("points", 1, kMostPoints);
  task.hints = ReadEach(fields, "hints", problems, Fields::kRequired, ReadHint);
  return task;
}

Check ReadCheck(Fields& fields, bool hidden) {
  Check check;
  check.id = fields.Text("id");
  check.task = fields.Text("task");
  check.test = fields.Text("test");
  // A twin may be worth no more than the public checks that count with it.
  check.points = fields.Integer("points", hidden ? 0 : 1, kMostPoints);
  check.property = fields.Text("property");
  check.hint = fields.Text("hint");
  check.needs = fields.Texts("needs", Fields::kOptional);
  if (hidden) check.category = fields.Text("category");
  check.hidden = hidden;
  return check;
}

std::map<std::string, std::string> ReadChoices(Fields& fields,
                                               Problems& problems) {
  std::map<std::string, std::string> choices;
  const Json* object = fields.Object("choices");
  if (object == nullptr) return choices;
  Fields texts(*object, fields.At("choices"), problems);
  for (const auto& [key, value] : object->items()) {
    choices[key] = texts.Text(key);
  }
  return choices;
}

Question ReadQuestion(Fields& fields, Problems& problems) {
  Question question;
  question.id = fields.Text("id");
  question.task = fields.Text("task");
  question.text = fields.Text("text");
  question.points = fields.Integer("points", 1, kMostPoints);
  question.hint = fields.Text("hint", Fields::kOptional);
  const std::string kind = fields.Text("kind");
  if (kind == "choice") {
    question.kind = QuestionKind::kChoice;
    question.choices = ReadChoices(fields, problems);
  } else if (kind == "number") {
    question.unit = fields.Text("unit", Fields::kOptional);
  } else if (!kind.empty()) {
    problems.Add(fields.At("kind"),
                 absl::StrCat("expected \"number\" or \"choice\", found \"",
                              kind, "\""));
  }
  return question;
}

Claim ReadClaim(Fields& fields) {
  Claim claim;
  claim.id = fields.Text("id");
  claim.task = fields.Text("task");
  claim.claim = fields.Text("claim");
  claim.source = fields.Text("source");
  claim.relative_tolerance = fields.Tolerance("relative_tolerance");
  claim.points = fields.Integer("points", 1, kMostPoints);
  return claim;
}

Uses ReadUses(Fields& parent, Problems& problems) {
  Uses uses;
  const Json* object = parent.Object("uses");
  if (object == nullptr) return uses;
  Fields fields(*object, "uses", problems);
  uses.libraries = fields.Texts("libraries");
  uses.headers = fields.Texts("headers");
  uses.data = fields.Texts("data");
  fields.Finish();
  return uses;
}

void ReadMinutes(Fields& fields, LabPlan& plan, Problems& problems) {
  const Json* minutes = fields.List("time_minutes");
  if (minutes == nullptr) return;
  const auto is_minutes = [](const Json& value) {
    return value.is_number_unsigned() && value >= 1 && value <= kMostMinutes;
  };
  if (minutes->size() != 2 || !is_minutes((*minutes)[0]) ||
      !is_minutes((*minutes)[1]) || (*minutes)[0] > (*minutes)[1]) {
    problems.Add("time_minutes",
                 "expected [least, most] in whole minutes, such as [45, 75]");
    return;
  }
  plan.minutes_least = (*minutes)[0].get<int>();
  plan.minutes_most = (*minutes)[1].get<int>();
}

void ReadHead(Fields& fields, LabPlan& plan, Problems& problems) {
  plan.lab = fields.Text("lab");
  plan.title = fields.Text("title");
  plan.question = fields.Text("question");
  ReadMinutes(fields, plan, problems);
  plan.prerequisites = fields.Texts("prerequisites");
  plan.chapter = fields.Text("chapter");
  plan.next = fields.Text("next", Fields::kOptional);
  plan.contract = fields.Texts("contract");
  plan.student_files = fields.Texts("student_files");
  plan.hand_in = fields.Texts("hand_in");
  plan.uses = ReadUses(fields, problems);
}

void ReadBody(Fields& fields, LabPlan& plan, Problems& problems) {
  plan.tasks = ReadEach(fields, "tasks", problems, Fields::kRequired,
                        [&](Fields& each) { return ReadTask(each, problems); });
  plan.checks = ReadEach(fields, "checks", problems, Fields::kRequired,
                         [](Fields& each) { return ReadCheck(each, false); });
  plan.questions =
      ReadEach(fields, "questions", problems, Fields::kOptional,
               [&](Fields& each) { return ReadQuestion(each, problems); });
  plan.claims =
      ReadEach(fields, "claims", problems, Fields::kOptional, ReadClaim);
  plan.outputs = ReadEach(fields, "outputs", problems, Fields::kOptional,
                          [](Fields& each) {
                            return PlannedOutput{.file = each.Text("file"),
                                                 .what = each.Text("what")};
                          });
  plan.figures = ReadEach(
      fields, "figures", problems, Fields::kOptional, [](Fields& each) {
        return PlannedFigure{
            .file = each.Text("file"),
            .title = each.Text("title"),
            .section = each.Text("section", Fields::kOptional)};
      });
}

void ReadAnswers(Fields& fields, Rubric& rubric, Problems& problems) {
  const Json* object = fields.Object("answers", Fields::kOptional);
  if (object == nullptr) return;
  for (const auto& [id, value] : object->items()) {
    Fields key(value, absl::StrCat("answers.", id), problems);
    Answer answer;
    if (key.Has("choice")) {
      answer.choice = key.Text("choice");
    } else {
      answer.value = key.Number("value");
      answer.relative_tolerance =
          key.Tolerance("relative_tolerance", Fields::kOptional);
      answer.absolute_tolerance =
          key.Tolerance("absolute_tolerance", Fields::kOptional);
      if (!key.Has("relative_tolerance") && !key.Has("absolute_tolerance")) {
        problems.Add(key.At("relative_tolerance"),
                     "is missing; give it or absolute_tolerance (0 is exact)");
      }
    }
    key.Finish();
    rubric.answers[id] = answer;
  }
}

void ReadCountsWith(Fields& parent, Rubric& rubric, Problems& problems) {
  const Json* object = parent.Object("counts_with", Fields::kOptional);
  if (object == nullptr) return;
  Fields fields(*object, "counts_with", problems);
  for (const auto& [id, value] : object->items()) {
    rubric.counts_with[id] = fields.Texts(id);
  }
}

template <typename Range>
auto FindById(const Range& range, std::string_view id) -> decltype(&range[0]) {
  for (const auto& item : range) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

}  // namespace

const Task* LabPlan::FindTask(std::string_view id) const {
  return FindById(tasks, id);
}

const Hint* LabPlan::FindHint(std::string_view id) const {
  for (const Task& task : tasks) {
    if (const Hint* hint = FindById(task.hints, id)) return hint;
  }
  return nullptr;
}

const Check* LabPlan::FindCheck(std::string_view id) const {
  return FindById(checks, id);
}

const Check* LabPlan::FindCheckOfTest(std::string_view test) const {
  for (const Check& check : checks) {
    if (check.test == test) return &check;
  }
  return nullptr;
}

int LabPlan::PublicPoints() const {
  int points = 0;
  for (const Check& check : checks) points += check.points;
  return points;
}

const Check* Rubric::FindCheck(std::string_view id) const {
  return FindById(checks, id);
}

const std::vector<std::string>& Rubric::CountsWith(
    const std::string& id) const {
  static const std::vector<std::string> kAlone;
  const auto found = counts_with.find(id);
  return found == counts_with.end() ? kAlone : found->second;
}

absl::StatusOr<LabPlan> ParseLabPlan(const std::string& json,
                                     const std::string& name) {
  absl::StatusOr<Json> value = io::ParseJson(json, name);
  if (!value.ok()) return value.status();
  Problems problems(name);
  Fields fields(*value, "", problems);
  LabPlan plan;
  ReadHead(fields, plan, problems);
  ReadBody(fields, plan, problems);
  fields.Finish();
  // Rules between fields would only repeat what is already said.
  if (problems.empty()) CheckPlanRules(plan, problems);
  if (!problems.empty()) return problems.ToStatus();
  return plan;
}

absl::StatusOr<Rubric> ParseRubric(const std::string& json,
                                   const std::string& name,
                                   const LabPlan& plan) {
  absl::StatusOr<Json> value = io::ParseJson(json, name);
  if (!value.ok()) return value.status();
  Problems problems(name);
  Fields fields(*value, "", problems);
  Rubric rubric;
  rubric.lab = fields.Text("lab");
  rubric.checks = ReadEach(fields, "checks", problems, Fields::kRequired,
                           [](Fields& each) { return ReadCheck(each, true); });
  ReadAnswers(fields, rubric, problems);
  ReadCountsWith(fields, rubric, problems);
  fields.Finish();
  if (problems.empty()) CheckRubricRules(rubric, plan, problems);
  if (!problems.empty()) return problems.ToStatus();
  return rubric;
}

absl::StatusOr<LabPlan> ReadLabPlan(const std::string& path) {
  absl::StatusOr<std::string> text = io::ReadFile(path);
  if (!text.ok()) return text.status();
  return ParseLabPlan(*text, path);
}

absl::StatusOr<Rubric> ReadRubric(const std::string& path,
                                  const LabPlan& plan) {
  absl::StatusOr<std::string> text = io::ReadFile(path);
  if (!text.ok()) return text.status();
  return ParseRubric(*text, path, plan);
}

}  // namespace wbm::lab
