#include "labs/01_number_systems/measure/tables.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/io/json.h"
#include "common/io/markdown_text.h"

namespace bits_lab {
namespace {

using ::wbm::io::Json;

// Digits come from the code under test: nothing in a cell may end it.
std::string Cell(const Json& value) {
  const std::string text =
      value.is_string() ? value.get<std::string>() : value.dump();
  return wbm::io::MarkdownText(text);
}

std::string Row(const std::vector<std::string>& cells) {
  return absl::StrCat("| ", absl::StrJoin(cells, " | "), " |\n");
}

std::string BasesTable(const Json& bases) {
  std::string text = Row({"number", "base", "digits", "sum of its parts"});
  text += Row({"---:", "---:", "---:", "---"});
  for (const Json& b : bases) {
    std::vector<std::string> parts;
    for (const Json& t : b["terms"]) {
      parts.push_back(absl::StrCat(Cell(t["digit"]), "·", Cell(b["base"]), "^",
                                   Cell(t["position"])));
    }
    const std::string sum =
        absl::StrCat(absl::StrJoin(parts, " + "), " = ", Cell(b["sum"]));
    text += Row({Cell(b["number"]), Cell(b["base"]), Cell(b["digits"]), sum});
  }
  return text;
}

std::string TwosTable(const Json& twos) {
  std::string text = Row({"number", "bits", "hex", "how"});
  text += Row({"---:", "---", "---", "---"});
  for (const Json& r : twos["rows"]) {
    std::string how = "as it is";
    if (r.contains("magnitude")) {
      how =
          absl::StrCat(Cell(r["magnitude"]), " → flipped ", Cell(r["flipped"]),
                       " → plus one ", Cell(r["plus_one"]));
    }
    text += Row({Cell(r["value"]), Cell(r["bits"]), Cell(r["hex"]), how});
  }
  for (const Json& r : twos["out_of_range"]) {
    text += Row({Cell(r["value"]), "", "",
                 r["refused"] == true ? "refused" : "not refused!"});
  }
  return text;
}

std::string RangesTable(const Json& ranges) {
  std::string text = Row({"bits", "levels", "signed", "unsigned"});
  text += Row({"---:", "---:", "---", "---"});
  for (const Json& r : ranges) {
    const auto ends = [](const Json& range) {
      return absl::StrCat(Cell(range["least"]), " … ", Cell(range["most"]));
    };
    text += Row({Cell(r["bits"]), Cell(r["signed"]["levels"]),
                 ends(r["signed"]), ends(r["unsigned"])});
  }
  return text;
}

std::string Decimal(const Json& value) {
  return absl::StrFormat("%.5f", value.get<double>());
}

std::string Q34Table(const Json& q) {
  std::string text = Row({"x", "raw", "bits", "back", "error"});
  text += Row({"---:", "---:", "---", "---:", "---:"});
  for (const Json& v : q["values"]) {
    text += Row({Decimal(v["x"]), Cell(v["raw"]), Cell(v["bits"]),
                 Decimal(v["back"]), Decimal(v["error"])});
  }
  return text;
}

std::string SweepText(const Json& q) {
  const Json& s = q["sweep"];
  return absl::StrFormat(
      "%s bits; neighbours are %s apart; from %s to %s.\n\n"
      "%d values from %s to %s: %d saturated; inside the range the error is at "
      "most %s, on average %.6f.\n",
      Cell(q["bits"]), Cell(q["resolution"]), Cell(q["least"]), Cell(q["most"]),
      s["values"].get<int>(), Cell(s["from"]), Cell(s["to"]),
      s["saturated"].get<std::int64_t>(), Cell(s["max_error_inside"]),
      s["mean_error_inside"].get<double>());
}

}  // namespace

std::string Tables(const Json& results) {
  return absl::StrCat(
      "# How bits mean numbers\n\n## Positions\n\n",
      BasesTable(results["bases"]), "\n## Two's complement in eight bits\n\n",
      TwosTable(results["twos_complement"]), "\n## Ranges of integers\n\n",
      RangesTable(results["ranges"]), "\n## Q3.4\n\n",
      SweepText(results["q3_4"]), "\n", Q34Table(results["q3_4"]));
}

}  // namespace bits_lab
