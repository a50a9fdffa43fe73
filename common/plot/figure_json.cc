#include "common/plot/figure_json.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "nlohmann/json.hpp"

namespace wbm::plot {
namespace {

using Json = nlohmann::ordered_json;

Json NumberJson(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

double Number(const Json& json) {
  if (json.is_number()) return json.get<double>();
  constexpr double kInf = std::numeric_limits<double>::infinity();
  if (json == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (json == "inf") return kInf;
  if (json == "-inf") return -kInf;
  throw std::invalid_argument("not a number: " + json.dump());
}

Json NumbersJson(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(NumberJson(value));
  return list;
}

std::vector<double> Numbers(const Json& json) {
  std::vector<double> values;
  for (const Json& value : json) values.push_back(Number(value));
  return values;
}

template <typename T>
Json MaybeJson(const std::optional<T>& value) {
  return value.has_value() ? Json(*value) : Json(nullptr);
}

template <typename T>
std::optional<T> Maybe(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<T>();
}

template <typename Enum>
Enum Checked(const Json& json, Enum last) {
  const int value = json.get<int>();
  if (value < 0 || value > static_cast<int>(last)) {
    throw std::invalid_argument("no such kind: " + json.dump());
  }
  return static_cast<Enum>(value);
}

Json SeriesJson(const Series& s) {
  return {{"kind", static_cast<int>(s.kind)},
          {"name", s.name},
          {"x", NumbersJson(s.x)},
          {"y", NumbersJson(s.y)},
          {"low", NumbersJson(s.low)},
          {"high", NumbersJson(s.high)},
          {"box_low", NumbersJson(s.box_low)},
          {"box_high", NumbersJson(s.box_high)},
          {"edges", NumbersJson(s.edges)},
          {"y_edges", NumbersJson(s.y_edges)},
          {"z", NumbersJson(s.z)},
          {"width", MaybeJson(s.width)},
          {"style", MaybeJson(s.style)},
          {"cell_values", s.cell_values}};
}

Series ParseSeries(const Json& json) {
  Series s;
  s.kind = Checked(json.at("kind"), SeriesKind::kHeatMap);
  s.name = json.at("name").get<std::string>();
  for (const auto& [name, values] : {std::pair{"x", &s.x},
                                     {"y", &s.y},
                                     {"low", &s.low},
                                     {"high", &s.high},
                                     {"box_low", &s.box_low},
                                     {"box_high", &s.box_high},
                                     {"edges", &s.edges},
                                     {"y_edges", &s.y_edges},
                                     {"z", &s.z}}) {
    *values = Numbers(json.at(name));
  }
  s.width = Maybe<double>(json.at("width"));
  s.style = Maybe<int>(json.at("style"));
  s.cell_values = json.at("cell_values").get<bool>();
  return s;
}

Json AxisJson(const Axis& axis) {
  return {{"label", axis.label},
          {"unit", axis.unit},
          {"scale", static_cast<int>(axis.scale)},
          {"min", MaybeJson(axis.min)},
          {"max", MaybeJson(axis.max)},
          {"categories", axis.categories}};
}

Axis ParseAxis(const Json& json) {
  return {json.at("label").get<std::string>(),
          json.at("unit").get<std::string>(),
          Checked(json.at("scale"), Scale::kLog10),
          Maybe<double>(json.at("min")),
          Maybe<double>(json.at("max")),
          json.at("categories").get<std::vector<std::string>>()};
}

Json PanelJson(const Panel& panel) {
  Json json = {{"title", panel.title},
               {"x", AxisJson(panel.x)},
               {"y", AxisJson(panel.y)},
               {"color", AxisJson(panel.color)},
               {"series", Json::array()},
               {"lines", Json::array()},
               {"annotations", Json::array()},
               {"legend", static_cast<int>(panel.legend)}};
  for (const Series& s : panel.series) json["series"].push_back(SeriesJson(s));
  for (const ReferenceLine& line : panel.lines) {
    json["lines"].push_back(
        {{"orientation", static_cast<int>(line.orientation)},
         {"at", NumberJson(line.at)},
         {"text", line.text}});
  }
  for (const Annotation& a : panel.annotations) {
    json["annotations"].push_back({{"x", NumberJson(a.x)},
                                   {"y", NumberJson(a.y)},
                                   {"text", a.text},
                                   {"arrow", a.arrow}});
  }
  return json;
}

Panel ParsePanel(const Json& json) {
  Panel panel;
  panel.title = json.at("title").get<std::string>();
  panel.x = ParseAxis(json.at("x"));
  panel.y = ParseAxis(json.at("y"));
  panel.color = ParseAxis(json.at("color"));
  for (const Json& s : json.at("series"))
    panel.series.push_back(ParseSeries(s));
  for (const Json& line : json.at("lines")) {
    panel.lines.push_back(
        {Checked(line.at("orientation"), Orientation::kVertical),
         Number(line.at("at")), line.at("text").get<std::string>()});
  }
  for (const Json& a : json.at("annotations")) {
    panel.annotations.push_back({Number(a.at("x")), Number(a.at("y")),
                                 a.at("text").get<std::string>(),
                                 a.at("arrow").get<bool>()});
  }
  panel.legend = Checked(json.at("legend"), Legend::kBottomRight);
  return panel;
}

Figure ParseFigure(const Json& json) {
  Figure figure;
  figure.title = json.at("title").get<std::string>();
  figure.takeaway = json.at("takeaway").get<std::string>();
  figure.alt_text = json.at("alt_text").get<std::string>();
  for (const Json& panel : json.at("panels")) {
    figure.panels.push_back(ParsePanel(panel));
  }
  figure.columns = json.at("columns").get<int>();
  figure.width = json.at("width").get<int>();
  figure.panel_height = json.at("panel_height").get<int>();
  return figure;
}

}  // namespace

std::string FigureJson(const Figure& figure) {
  Json json = {{"title", figure.title},
               {"takeaway", figure.takeaway},
               {"alt_text", figure.alt_text},
               {"panels", Json::array()},
               {"columns", figure.columns},
               {"width", figure.width},
               {"panel_height", figure.panel_height}};
  for (const Panel& panel : figure.panels) {
    json["panels"].push_back(PanelJson(panel));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

absl::StatusOr<Figure> ParseFigureJson(const std::string& json) {
  try {
    return ParseFigure(Json::parse(json));
  } catch (const std::exception& error) {  // the library's, and Checked()'s
    return absl::InvalidArgumentError(std::string("not a figure: ") +
                                      error.what());
  }
}

}  // namespace wbm::plot
