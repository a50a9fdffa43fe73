#include "labs/06_granularity/measure/tables.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"
#include "common/io/markdown_table.h"

namespace granularity_lab {
namespace {

using ::wbm::io::Cell;
using ::wbm::io::Fixed;
using ::wbm::io::FlatTable;
using ::wbm::io::Json;
using ::wbm::io::NestedTable;
using ::wbm::io::TableHead;
using ::wbm::io::TableRow;

std::string ErrorRow(const std::string& name, const Json& errors) {
  std::string row = absl::StrCat("| ", name, " |");
  for (const auto& error : errors.items()) {
    absl::StrAppendFormat(&row, " %.3e |", error.value().get<double>());
  }
  return row + "\n";
}

std::string ErrorTable(const Json& granularity) {
  std::string text =
      TableHead({"channel", "per tensor", "per channel", "per group of 64"});
  for (const auto& channel : granularity["channel"].items()) {
    text += ErrorRow(channel.key(), channel.value());
  }
  return text + ErrorRow("total", granularity["total"]);
}

std::string Percent(const Json& part) {
  return Fixed(100 * part.get<double>(), 1) + " %";
}

std::string ProductTable(const Json& w4a16) {
  return TableHead({"the error of y", "measured"}) +
         TableRow({"norm of the error / norm of y",
                   Percent(w4a16["norm_relative"])}) +
         TableRow(
             {"median of relative errors", Percent(w4a16["median_relative"])}) +
         TableRow(
             {"mean of relative errors", Percent(w4a16["mean_relative"])}) +
         TableRow({"the first, nibbles in the wrong order",
                   Percent(w4a16["norm_relative_in_the_wrong_nibble_order"])}) +
         TableRow({"mean squared error", Cell(w4a16["mse"])}) +
         TableRow({"largest error", Cell(w4a16["max_abs"])}) +
         TableRow({"largest magnitude of y", Cell(w4a16["max_abs_y"])}) +
         TableRow({"times smaller than float32",
                   Fixed(w4a16["times_smaller_than_float32"], 2)});
}

std::string RotationTable(const Json& rotation) {
  std::string text =
      TableHead({"mean squared error, int4", "without", "rotated"});
  const auto add = [&](const std::string& name, const char* key) {
    text += TableRow({name, Fixed(rotation["direct"][key], 5),
                      Fixed(rotation["rotated"][key], 5)});
  };
  add("3 outliers", "outliers");
  add("61 others", "rest");
  add("all 64", "all");
  return text;
}

}  // namespace

std::string Tables(const Json& results) {
  const Json& granularity = results["granularity"];
  const Json& rotation = results["rotation"];
  const Json sizes = {{"before", rotation["before"]},
                      {"after", rotation["after"]}};
  return absl::StrCat(
      "# Lab 06: measured\n\n## Mean squared error, int8\n\n",
      ErrorTable(granularity), "\n## Bytes\n\n",
      NestedTable("scales", granularity["storage"]), "\n## W4A16\n\n",
      ProductTable(results["w4a16"]), "\n## Rotation, int4\n\n",
      NestedTable("weights", sizes), "\n", RotationTable(rotation), "\n",
      FlatTable("rotation", "value", rotation), "\n",
      FlatTable("seeds 0 to 49", "value", rotation["fifty_seeds"]));
}

}  // namespace granularity_lab
