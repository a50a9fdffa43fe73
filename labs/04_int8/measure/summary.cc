#include "labs/04_int8/measure/summary.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"
#include "common/io/markdown_text.h"
#include "labs/04_int8/measure/predictions.h"

namespace int8_lab {
namespace {

using ::wbm::io::Json;
using ::wbm::io::MarkdownText;

std::string Show(const Json& value, int digits = 4) {
  if (value.is_null()) return "not finite";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number_float()) {
    return absl::StrFormat("%.*g", digits, value.get<double>());
  }
  return value.dump();
}

std::string ResultsTable(const Json& results) {
  std::string text =
      "| tensor | ruler | scale | zero point | MAE | max error | relative: "
      "mean "
      "| median | norm | cosine | SQNR (dB) | codes |\n"
      "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | "
      "---: | ---: |\n";
  for (const auto& [tensor, rulers] : results.items()) {
    for (const auto& [ruler, r] : rulers.items()) {
      absl::StrAppend(&text, "| ", tensor, " | ", ruler);
      for (const char* field : {"scale", "zero_point", "mae", "max_err",
                                "rel_err", "rel_err_median", "rel_err_norm"}) {
        absl::StrAppend(&text, " | ", Show(r[field]));
      }
      // All cosines are nearly 1; what matters stands behind the nines.
      absl::StrAppend(&text, " | ", Show(r["cos_sim"], 7), " | ",
                      Show(r["sqnr_db"]), " | ", Show(r["n_codes"]));
      absl::StrAppend(&text, " |\n");
    }
  }
  return text;
}

// The tensor whose symmetric `field` is the largest (sign 1) or smallest (-1).
std::string Extreme(const Json& results, const char* field, double sign) {
  std::string best = "none";
  double best_value = 0;
  for (const auto& [tensor, rulers] : results.items()) {
    const Json& value = rulers["symmetric"][field];
    if (!value.is_number()) continue;
    if (best == "none" || sign * value.get<double>() > sign * best_value) {
      best = tensor;
      best_value = value.get<double>();
    }
  }
  return best;
}

std::string Row(const char* what, const std::string& said,
                const std::string& measured) {
  return absl::StrCat("| ", what, " | ", said, " | ", measured, " |\n");
}

std::string YesNo(bool value) { return value ? "yes" : "no"; }

std::string PredictionsTable(const Json& results, const Predictions& p) {
  const Json& probs = results["verb_probs"]["symmetric"];
  const Json& logits = results["tense_logits"]["symmetric"];
  const Json& at = probs["at_0.001"];
  return absl::StrCat(
      "| symmetric ruler | you said | measured |\n| --- | --- | --- |\n",
      Row("most accurate",
          absl::StrCat(p.most_accurate, ", by ",
                       MarkdownText(p.most_accurate_metric)),
          absl::StrCat("by MAE ", Extreme(results, "mae", -1), ", by SQNR ",
                       Extreme(results, "sqnr_db", 1), ", by cosine ",
                       Extreme(results, "cos_sim", 1))),
      Row("most painful", p.most_painful,
          absl::StrCat("by relative error ", Extreme(results, "rel_err", 1),
                       ", by SQNR ", Extreme(results, "sqnr_db", -1))),
      Row("step for verb_probs", absl::StrFormat("%.4g", p.verb_probs_step),
          Show(probs["scale"])),
      Row("relative error of 0.001 on it",
          absl::StrFormat("%.4g", p.verb_probs_relative_error_at_0_001),
          at["code"].is_null() ? "none" : Show(at["rel_err"])),
      Row("forms that become 0",
          absl::StrFormat("%.4g", p.verb_probs_zeros_created),
          Show(probs["zeros_created"])),
      Row("top ten: same set", YesNo(p.verb_probs_top10_same_set),
          absl::StrCat(Show(probs["top10"]["same_set"]),
                       probs["top10"]["set_determined"] == true
                           ? ""
                           : ", but a tie crosses the edge")),
      Row("top ten: same order", YesNo(p.verb_probs_top10_same_order),
          absl::StrCat(Show(probs["top10"]["order_kept"]),
                       ", ties: ", probs["top10"]["ties"].dump())),
      Row("softmax: same winner", YesNo(p.tense_logits_same_winner),
          absl::StrCat(Show(logits["same_winner"]), " of ",
                       Show(logits["rows"]), " rows")));
}

}  // namespace

std::string Summary(const Json& results, const Predictions& expected) {
  return absl::StrCat("# INT8 round trip\n\n", ResultsTable(results),
                      "\n## Predicted and measured\n\n",
                      PredictionsTable(results, expected));
}

}  // namespace int8_lab
