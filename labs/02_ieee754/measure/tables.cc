#include "labs/02_ieee754/measure/tables.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/io/markdown_table.h"

namespace ieee_lab {
namespace {

using ::wbm::io::Json;
using ::wbm::io::TableHead;
using ::wbm::io::TableRow;

// Every number to its last digit.
std::string Cell(const Json& json) {
  return wbm::io::Cell(json, wbm::io::kAllDigits);
}
std::string Nested(const std::string& corner, const Json& rows) {
  return wbm::io::NestedTable(corner, rows, wbm::io::kAllDigits);
}
std::string Flat(const std::string& left, const Json& rows) {
  return wbm::io::FlatTable(left, "result", rows, wbm::io::kAllDigits);
}

std::string ValuesTable(const Json& values) {
  std::string text = TableHead(
      {"number", "format", "bits", "hex", "kind", "formula", "value", "error"});
  for (const auto& number : values.items()) {
    for (const auto& format : number.value().items()) {
      const Json& v = format.value();
      text += TableRow(
          {number.key(), format.key(), absl::StrCat("`", Cell(v["bits"]), "`"),
           absl::StrCat("`", Cell(v["hex"]), "`"), Cell(v["kind"]),
           absl::StrCat("`", Cell(v["formula"]), "`"), Cell(v["value"]),
           v.contains("error") ? Cell(v["error"]) : ""});
    }
  }
  return text;
}

std::string SpreadTable(const Json& spread) {
  std::string text = TableHead({"ReLU", "layer 1", "layer 2", "layer 3"});
  for (const auto& row : spread.items()) {
    const Json& counts = row.value();
    text += TableRow(
        {row.key(), Cell(counts[0]), Cell(counts[1]), Cell(counts[2])});
  }
  return text;
}

std::string ProbeTable(const Json& probes) {
  std::vector<std::string> names;
  for (const auto& column : probes[0].items()) names.push_back(column.key());
  std::string text = TableHead(names);
  for (const Json& probe : probes) {
    std::vector<std::string> cells;
    for (const auto& column : probe.items()) {
      cells.push_back(Cell(column.value()));
    }
    text += TableRow(cells);
  }
  return text;
}

}  // namespace

std::string Tables(const Json& results) {
  const Json& absorption = results["absorption"];
  return absl::StrCat(
      "# A float, bit by bit\n\n## Ten numbers in three formats\n\n",
      ValuesTable(results["values"]), "\n## Facts\n\n",
      Nested("format", results["facts"]), "\n## What 1 + epsilon gives\n\n",
      Nested("format", results["one_plus"]),
      "\n## Absorption: bfloat16\n\nOver the weights in [1, 2), growing, the "
      "threshold lies between the smallest and the largest fraction of the "
      "weight.\n\n",
      Flat("threshold", absorption["bfloat16"]),
      "\n## Absorption: float32, measured\n\n",
      Nested("weight", absorption["float32"]), "\n## 1 + 1e-8 == 1\n\n",
      Flat("in", absorption["1 + 1e-8 == 1"]), "\n## Two orders of adding\n\n",
      Nested("triple", results["associativity"]), "\n## Infinities and NaN\n\n",
      Flat("expression", results["arithmetic"]),
      "\n## NaN features after each layer, of 8\n\n",
      SpreadTable(results["nan_spread"]), "\n## Subnormals, computed\n\n",
      ProbeTable(results["probe"]),
      "\n## Does the least subnormal survive * 1?\n\nEach format's own, "
      "multiplied in float32.\n\n",
      Nested("set", results["survival"]));
}

}  // namespace ieee_lab
