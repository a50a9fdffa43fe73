#include "grading/grader/report/report_json.h"

#include "grading/grader/report/quotable_report.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

using Json = nlohmann::ordered_json;

const char* KindName(ItemKind kind) {
  switch (kind) {
    case ItemKind::kCheck:
      return "check";
    case ItemKind::kQuestion:
      return "question";
    case ItemKind::kClaim:
      return "claim";
  }
  return "check";
}

std::string Name(Verdict verdict) {
  return std::string(boundary::VerdictName(verdict));
}

void AddUnlessEmpty(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

Json ItemJson(const Item& item) {
  Json json = {{"id", item.id},
               {"kind", KindName(item.kind)},
               {"task", item.task},
               {"hidden", item.hidden},
               {"points", item.points},
               {"max_points", item.max_points},
               {"verdict", item.withheld ? "withheld" : Name(item.verdict)},
               {"message", item.message},
               {"hint", item.hint},
               {"hint_id", item.hint_id},
               {"section", item.section}};
  if (item.withheld) json["points"] = nullptr;
  AddUnlessEmpty(json, "category", item.category);
  AddUnlessEmpty(json, "test", item.test);
  AddUnlessEmpty(json, "property", item.property);
  AddUnlessEmpty(json, "input", item.input);
  AddUnlessEmpty(json, "printed", item.printed);
  AddUnlessEmpty(json, "key", item.key);
  AddUnlessEmpty(json, "because_of", item.blocker);
  const bool right = item.verdict == Verdict::kRight;
  AddUnlessEmpty(json, right ? "right_where" : "even_where", item.beside);
  AddUnlessEmpty(json, "counts_once", item.counts_once);
  AddUnlessEmpty(json, "command", item.command);
  return json;
}

Json TaskJson(const TaskScore& task) {
  return {{"id", task.id},         {"block", task.block},
          {"title", task.title},   {"section", task.section},
          {"points", task.points}, {"max_points", task.max_points}};
}

Json SourceJson(const SourceReport& source) {
  Json json = {{"file", source.file}, {"verdict", Name(source.verdict)}};
  AddUnlessEmpty(json, "message", source.message);
  AddUnlessEmpty(json, "diagnostics", source.diagnostics);
  return json;
}

Json ExperimentJson(const ExperimentReport& experiment) {
  Json json = {{"verdict", Name(experiment.verdict)}};
  AddUnlessEmpty(json, "message", experiment.message);
  AddUnlessEmpty(json, "handed_in_results_differ", experiment.difference);
  return json;
}

Json FigureJson(const FigureReport& figure) {
  return {{"file", figure.file},
          {"title", figure.title},
          {"section", figure.section},
          {"text", figure.text}};
}

template <typename T, typename F>
Json List(const std::vector<T>& values, F&& one) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(one(value));
  return list;
}

}  // namespace

std::string ReportJson(const Report& given, Audience audience) {
  const Report report = Quotable(given);
  Json json = {{"lab", report.lab},
               {"title", report.title},
               {"audience", AudienceName(audience)},
               {"verdict", report.graded ? "graded" : "not_graded"},
               {"score", nullptr},
               {"max_score", report.max_score}};
  if (report.graded) json["score"] = report.score;
  if (report.withheld_points > 0) {
    json["withheld_points"] = report.withheld_points;
  }
  AddUnlessEmpty(json, "why_not_graded", report.why_not_graded);
  if (!report.attention.empty()) json["needs_attention"] = report.attention;
  json["tasks"] = List(report.tasks, TaskJson);
  json["checks"] = List(report.items, ItemJson);
  json["sources"] = List(report.sources, SourceJson);
  json["experiment"] = ExperimentJson(report.experiment);
  json["figures"] = List(report.figures, FigureJson);
  json["submission"] = {{"found_in", report.found_in},
                        {"taken", report.taken},
                        {"missing", report.missing},
                        {"ignored", report.ignored},
                        {"remarks", report.remarks}};
  AddUnlessEmpty(json, "hidden_inputs", report.drawn_from);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace wbm::grader
