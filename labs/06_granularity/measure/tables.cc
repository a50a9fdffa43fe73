#include "labs/06_granularity/measure/tables.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"

namespace granularity_lab {
namespace {

using ::wbm::io::Json;

std::string Cell(const Json& json) {
  if (json.is_number_float()) {
    return absl::StrFormat("%.4g", json.get<double>());
  }
  return json.dump();
}

std::string Row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) absl::StrAppend(&text, " ", cell, " |");
  return text + "\n";
}

std::string Head(const std::vector<std::string>& names) {
  return Row(names) + Row(std::vector<std::string>(names.size(), "---"));
}

// An object of objects: a row each, the inner keys as columns.
std::string Nested(const std::string& corner, const Json& rows) {
  std::vector<std::string> names = {corner};
  for (const auto& column : rows.begin()->items()) {
    names.push_back(column.key());
  }
  std::string text = Head(names);
  for (const auto& row : rows.items()) {
    std::vector<std::string> cells = {row.key()};
    for (const auto& column : row.value()) cells.push_back(Cell(column));
    text += Row(cells);
  }
  return text;
}

// The numbers of an object, those of objects in it left out.
std::string Flat(const std::string& left, const Json& rows) {
  std::string text = Head({left, "value"});
  for (const auto& row : rows.items()) {
    if (row.value().is_number()) {
      text += Row({row.key(), Cell(row.value())});
    }
  }
  return text;
}

}  // namespace

std::string Tables(const Json& results) {
  const Json& granularity = results["granularity"];
  const Json& rotation = results["rotation"];
  const Json errors = {{"direct", rotation["direct"]},
                       {"rotated", rotation["rotated"]}};
  const Json sizes = {{"before", rotation["before"]},
                      {"after", rotation["after"]}};
  Json channels = granularity["channel"];
  channels["total"] = granularity["total"];
  return absl::StrCat("# Lab 06: measured\n\n## Mean squared error, int8\n\n",
                      Nested("channel", channels), "\n## Bytes\n\n",
                      Nested("scales", granularity["storage"]),
                      "\n## W4A16\n\n", Flat("product", results["w4a16"]),
                      "\n## Rotation, int4\n\n", Nested("weights", sizes), "\n",
                      Nested("mean squared error", errors), "\n",
                      Flat("rotation", rotation), "\n",
                      Flat("seeds 0 to 49", rotation["fifty_seeds"]));
}

}  // namespace granularity_lab
