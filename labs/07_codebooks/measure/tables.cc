#include "labs/07_codebooks/measure/tables.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"

namespace codebook_lab {
namespace {

using ::wbm::io::Json;

std::string Cell(const Json& json) {
  if (json.is_number_float()) {
    return absl::StrFormat("%.4g", json.get<double>());
  }
  return json.is_string() ? json.get<std::string>() : json.dump();
}

std::string Row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) absl::StrAppend(&text, " ", cell, " |");
  return text + "\n";
}

std::string Head(const std::vector<std::string>& names) {
  std::vector<std::string> rule(names.size(), "---:");
  rule[0] = "---";
  return Row(names) + Row(rule);
}

std::string BellCurve(const Json& json) {
  std::string text =
      Head({"bits", "Lloyd-Max", "iterations", "exact normal", "best uniform",
            "uniform to the largest", "gain over best", "gain over the other"});
  for (const auto& [bits, row] : json.items()) {
    text += Row({bits, Cell(row["lloyd_max"]["mse"]),
                 Cell(row["lloyd_max"]["iterations"]), Cell(row["exact_mse"]),
                 Cell(row["best_uniform_mse"]), Cell(row["to_the_largest_mse"]),
                 Cell(row["gain_over_best_uniform"]),
                 Cell(row["gain_over_to_the_largest"])});
  }
  return text;
}

std::string UniformStart(const Json& json) {
  std::string text = Head({"from equal spaces", "mse", "iterations", "done"});
  for (const auto& [name, row] : json.items()) {
    text += Row({name, Cell(row["mse"]), Cell(row["iterations"]),
                 Cell(row["converged"])});
  }
  return text;
}

std::string Nf4(const Json& json) {
  std::string text = Head({"code", "NF4", "Lloyd-Max, divided by its largest"});
  for (std::size_t i = 0; i < json["levels"].size(); ++i) {
    text += Row({absl::StrCat(i), Cell(json["levels"][i]),
                 Cell(json["lloyd_max_levels"][i])});
  }
  absl::StrAppend(&text, "\n", Head({"number", "value"}));
  for (const auto& [name, value] : json.items()) {
    if (!value.is_array()) text += Row({name, Cell(value)});
  }
  return text;
}

// An object's objects: a row each. The first decides on the columns.
std::string Nested(const std::string& corner, const Json& rows) {
  std::vector<std::string> names = {corner};
  for (const auto& column : rows.begin()->items()) {
    names.push_back(column.key());
  }
  std::string text = Head(names);
  for (const auto& row : rows.items()) {
    std::vector<std::string> cells = {row.key()};
    for (std::size_t i = 1; i < names.size(); ++i) {
      cells.push_back(Cell(row.value()[names[i]]));
    }
    text += Row(cells);
  }
  return text;
}

std::string Flat(const Json& rows) {
  std::string text = Head({"number", "value"});
  for (const auto& [name, value] : rows.items()) {
    text += Row({name, Cell(value)});
  }
  return text;
}

}  // namespace

std::string Tables(const Json& r) {
  return absl::StrCat(
      "# Codebooks\n\n## A bell curve: mean squared error of 100000 "
      "samples\n\n",
      BellCurve(r["bell_curve"]), "\nFour bits, another start:\n\n",
      UniformStart(r["uniform_start"]), "\n## NF4\n\n", Nf4(r["nf4"]),
      "\n## Blocks: 10000 normal weights\n\n", Nested("trip", r["blocks"]),
      "\n## Three levels\n\n", Flat(r["ternary"]),
      "\n## verb_probs: 600 probabilities\n\n",
      Nested("codes", r["verb_probs"]));
}

}  // namespace codebook_lab
