#include "labs/07_codebooks/measure/tables.h"

#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/io/markdown_table.h"

namespace codebook_lab {
namespace {

using ::wbm::io::Cell;
using ::wbm::io::FlatTable;
using ::wbm::io::Json;
using ::wbm::io::NestedTable;
using ::wbm::io::TableHead;
using ::wbm::io::TableRow;

std::string BellCurve(const Json& json) {
  std::string text = TableHead(
      {"bits", "Lloyd-Max", "iterations", "exact normal", "best uniform",
       "uniform to the largest", "gain over best", "gain over the other"});
  for (const auto& [bits, row] : json.items()) {
    text += TableRow({bits, Cell(row["lloyd_max"]["mse"]),
                      Cell(row["lloyd_max"]["iterations"]),
                      Cell(row["exact_mse"]), Cell(row["best_uniform_mse"]),
                      Cell(row["to_the_largest_mse"]),
                      Cell(row["gain_over_best_uniform"]),
                      Cell(row["gain_over_to_the_largest"])});
  }
  return text;
}

std::string UniformStart(const Json& json) {
  std::string text =
      TableHead({"from equal spaces", "mse", "iterations", "done"});
  for (const auto& [name, row] : json.items()) {
    text += TableRow({name, Cell(row["mse"]), Cell(row["iterations"]),
                      Cell(row["converged"])});
  }
  return text;
}

std::string Nf4(const Json& json) {
  std::string text =
      TableHead({"code", "NF4", "Lloyd-Max, divided by its largest"});
  for (std::size_t i = 0; i < json["levels"].size(); ++i) {
    text += TableRow({absl::StrCat(i), Cell(json["levels"][i]),
                      Cell(json["lloyd_max_levels"][i])});
  }
  return absl::StrCat(text, "\n", FlatTable("number", "value", json));
}

}  // namespace

std::string Tables(const Json& r) {
  return absl::StrCat(
      "# Codebooks\n\n## A bell curve: mean squared error of 100000 "
      "samples\n\n",
      BellCurve(r["bell_curve"]), "\nFour bits, another start:\n\n",
      UniformStart(r["uniform_start"]), "\n## NF4\n\n", Nf4(r["nf4"]),
      "\n## Blocks: 10000 normal weights\n\n", NestedTable("trip", r["blocks"]),
      "\n## Three levels\n\n", FlatTable("number", "value", r["ternary"]), "\n",
      NestedTable("W x", r["ternary_product"]),
      "\n## verb_probs: 600 probabilities\n\n",
      NestedTable("codes", r["verb_probs"]));
}

}  // namespace codebook_lab
