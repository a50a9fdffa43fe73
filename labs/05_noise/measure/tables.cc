#include "labs/05_noise/measure/tables.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"

namespace noise_lab {
namespace {

using ::wbm::io::Json;

std::string Cell(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_float()) {
    return absl::StrFormat("%.3f", json.get<double>());
  }
  return json.dump();
}

std::string Row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) absl::StrAppend(&text, " ", cell, " |");
  return text + "\n";
}

std::string Head(const std::vector<std::string>& names) {
  std::string line = "| --- |";
  for (std::size_t i = 1; i < names.size(); ++i) line += " ---: |";
  return Row(names) + line + "\n";
}

// A table of an object's objects: a row each, their keys as columns.
std::string Nested(const std::string& corner, const Json& rows) {
  std::vector<std::string> names = {corner};
  for (const auto& column : rows.begin()->items()) {
    names.push_back(column.key());
  }
  std::string text = Head(names);
  for (const auto& row : rows.items()) {
    std::vector<std::string> cells = {row.key()};
    for (const auto& column : row.value().items()) {
      cells.push_back(Cell(column.value()));
    }
    text += Row(cells);
  }
  return text;
}

std::string SqnrTable(const Json& grid) {
  std::string text = Head({"bits", "uniform", "predicted", "sine", "predicted",
                           "Gaussian", "predicted"});
  for (const auto& row : grid["uniform"].items()) {
    std::vector<std::string> cells = {row.key()};
    for (const char* input : {"uniform", "sine", "gaussian"}) {
      const Json& both = grid[input][row.key()];
      cells.push_back(Cell(both["measured"]));
      cells.push_back(Cell(both["predicted"]));
    }
    text += Row(cells);
  }
  return text;
}

std::string Flat(const Json& rows) {
  std::string text = Head({"fit", "dB a bit"});
  for (const auto& row : rows.items()) {
    text += Row({row.key(), Cell(row.value())});
  }
  return text;
}

}  // namespace

std::string Tables(const Json& results) {
  return absl::StrCat(
      "# Quantization noise\n\n## SQNR in dB, symmetric grid\n\n",
      SqnrTable(results["sqnr"]["symmetric"]),
      "\nThe Gaussian's grid ends at its largest magnitude, ",
      Cell(results["gaussian_max"]),
      " deviations.\n\n## SQNR in dB, mid-rise grid\n\n",
      SqnrTable(results["sqnr"]["mid_rise"]),
      "\n## One bit: the sign, and E|x|\n\n",
      Nested("input", results["one_bit"]),
      "\n## Slope of the uniform input, measured\n\n", Flat(results["slope"]),
      "\n## The noise model: Gaussian, symmetric, no clipping\n\n",
      Nested("bits", results["noise_model"]),
      "\n## Where to clip a Gaussian, symmetric\n\n",
      Nested("bits", results["clip"]), "\n## Entropy of its codes, in bits\n\n",
      Nested("bits", results["entropy"]),
      "\n## 600 probabilities, symmetric: divergence in bits\n\n",
      Nested("bits", results["divergence"]));
}

}  // namespace noise_lab
