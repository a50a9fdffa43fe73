#include "labs/03_formats/measure/results.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"
#include "labs/03_formats/measure/tables.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

using ::wbm::io::Json;

constexpr double kWeights = 70e9;  // of the model that is weighed

Json Number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  return value;
}

Json FactsAsJson(const Facts& facts) {
  Json json;
  json["bits"] = facts.bits;
  json["storage_bytes"] = facts.storage_bytes;
  json["precision_bits"] = facts.precision_bits;
  json["min_exponent"] = facts.min_exponent;
  json["max_exponent"] = facts.max_exponent;
  json["max_finite"] = Number(facts.max_finite);
  json["min_normal"] = Number(facts.min_normal);
  json["max_subnormal"] = Number(facts.max_subnormal);
  json["min_subnormal"] = Number(facts.min_subnormal);
  json["epsilon"] = Number(facts.epsilon);
  json["unit_roundoff"] = Number(facts.unit_roundoff);
  json["overflow_above"] = Number(facts.overflow_above);
  json["zero_up_to"] = Number(facts.zero_up_to);
  json["digits10"] = facts.digits10;
  json["decimal_digits"] = Number(facts.decimal_digits);
  json["weights_70b_gb"] = Number(kWeights * facts.storage_bytes / 1e9);
  return json;
}

Json CountsAsJson(Format format) {
  const CodeCounts counts = CountCodes(format);
  Json json;
  json["zeros"] = counts.zeros;
  json["subnormals"] = counts.subnormals;
  json["normals"] = counts.normals;
  json["infinities"] = counts.infinities;
  json["nans"] = counts.nans;
  return json;
}

Json Fp8() {
  Json json;
  for (const auto& [name, format] : std::vector<std::pair<std::string, Format>>{
           {"float8_e5m2", kFloat8E5M2},
           {"float8_e4m3fn", kFloat8E4M3Fn},
           {"float8_e4m3", kFloat8E4M3}}) {
    json[name] = CountsAsJson(format);
    Json& values = json[name]["between_1_and_2"] = Json::array();
    for (double v : FiniteValues(format, 1, 2)) values.push_back(Number(v));
  }
  return json;
}

// The first k of the rows at which 1 + 2^-k has become 1.
Json FirstLost(const std::vector<StepRow>& rows, bool StepRow::*kept) {
  for (const StepRow& row : rows) {
    if (!(row.*kept)) return row.k;
  }
  return nullptr;
}

std::string Show(const Json& value, int digits = 6) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) {
    return absl::StrFormat("%.*g", digits, value.get<double>());
  }
  return value.dump();
}

std::string Fixed(const Json& value) {
  return value.is_number() ? absl::StrFormat("%.2f", value.get<double>())
                           : Show(value);
}

std::string Row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) absl::StrAppend(&line, " ", cell, " |");
  return line + "\n";
}

std::string FormatsTable(const Json& formats) {
  std::string text =
      Row({"format", "bits", "precision p", "max finite", "min normal",
           "min subnormal", "epsilon", "digits that survive", "p log10 2",
           "bytes", "70 G weights (GB)"}) +
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | "
      "---: |\n";
  for (const auto& [name, f] : formats.items()) {
    text += Row({name, Show(f["bits"]), Show(f["precision_bits"]),
                 Show(f["max_finite"]), Show(f["min_normal"], 4),
                 Show(f["min_subnormal"], 4), Show(f["epsilon"], 4),
                 Show(f["digits10"]), Fixed(f["decimal_digits"]),
                 Show(f["storage_bytes"]), Show(f["weights_70b_gb"])});
  }
  return text;
}

std::string EndsTable(const Json& formats) {
  std::string text = Row({"format", "becomes zero up to", "overflows above"}) +
                     "| --- | ---: | ---: |\n";
  for (const auto& [name, f] : formats.items()) {
    text += Row({name, Show(f["zero_up_to"], 8), Show(f["overflow_above"], 8)});
  }
  return text;
}

std::string Fp8Table(const Json& fp8) {
  std::string text = Row({"format", "zeros", "subnormals", "normals",
                          "infinities", "NaNs", "numbers in [1, 2)"}) +
                     "| --- | ---: | ---: | ---: | ---: | ---: | --- |\n";
  for (const auto& [name, f] : fp8.items()) {
    std::string values;
    for (const Json& v : f["between_1_and_2"]) {
      absl::StrAppend(&values, values.empty() ? "" : ", ", Show(v));
    }
    text +=
        Row({name, Show(f["zeros"]), Show(f["subnormals"]), Show(f["normals"]),
             Show(f["infinities"]), Show(f["nans"]), values});
  }
  return text;
}

std::string ListTable(const Json& rows, const std::vector<std::string>& keys) {
  std::string text = Row(keys) + "|";
  for (std::size_t i = 0; i < keys.size(); ++i) text += " ---: |";
  text += "\n";
  for (const Json& row : rows) {
    std::vector<std::string> cells;
    for (const std::string& key : keys) {
      const Json& v = row[key];
      cells.push_back(v.is_boolean() ? (v.get<bool>() ? "kept" : "**lost**")
                                     : Show(v, 8));
    }
    text += Row(cells);
  }
  return text;
}

}  // namespace

Json Results() {
  Json json;
  for (const FormatRow& row : FormatTable()) {
    json["formats"][row.name] = FactsAsJson(row.facts);
  }
  json["fp8"] = Fp8();
  for (const ValueRow& row : LargeValues()) {
    json["large_values"].push_back({{"x", Number(double{row.x})},
                                    {"float16", Number(row.float16)},
                                    {"bfloat16", Number(row.bfloat16)}});
  }
  const std::vector<StepRow> steps = StepsFromOne();
  for (const StepRow& row : steps) {
    json["one_plus_two_to_minus_k"].push_back(
        {{"k", row.k}, {"float16", row.float16}, {"bfloat16", row.bfloat16}});
  }
  json["first_k_lost"]["float16"] = FirstLost(steps, &StepRow::float16);
  json["first_k_lost"]["bfloat16"] = FirstLost(steps, &StepRow::bfloat16);
  for (const SampleRow& row : Samples()) {
    json["samples"].push_back({{"x", row.x},
                               {"format", row.format},
                               {"code", absl::StrFormat("0x%02x", row.code)},
                               {"value", Number(row.value)},
                               {"error", Number(row.error)}});
  }
  return json;
}

std::string Markdown(const Json& results) {
  return absl::StrCat(
      "# Formats\n\nEvery number on this page came from your minifloat.cc.\n\n",
      "## The table to memorise\n\n", FormatsTable(results["formats"]),
      "\nDigits that survive: floor((p - 1) log10 2), from decimal to the "
      "format and back.\nBytes: what memory needs. tf32 has 19 bits and no "
      "storage of its own: it is kept as float32.\n\n",
      "## Both ends, rounding to nearest\n\n", EndsTable(results["formats"]),
      "\n## The 256 codes of fp8\n\n", Fp8Table(results["fp8"]),
      "\n## Large values in 16 bits\n\n",
      ListTable(results["large_values"], {"x", "float16", "bfloat16"}),
      "\n## Does 1 + 2^-k still differ from 1?\n\n",
      ListTable(results["one_plus_two_to_minus_k"],
                {"k", "float16", "bfloat16"}),
      "\n## pi and 0.1\n\n",
      ListTable(results["samples"], {"x", "format", "code", "value", "error"}));
}

}  // namespace formats_lab
