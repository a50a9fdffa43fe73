#include "labs/05_noise/measure/tables.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/io/markdown_table.h"

namespace noise_lab {
namespace {

using ::wbm::io::Fixed;
using ::wbm::io::FlatTable;
using ::wbm::io::Json;
using ::wbm::io::NestedTable;
using ::wbm::io::TableHead;
using ::wbm::io::TableRow;

std::string SqnrTable(const Json& grid) {
  std::string text = TableHead({"bits", "uniform", "predicted", "sine",
                                "predicted", "Gaussian", "predicted"});
  for (const auto& row : grid["uniform"].items()) {
    std::vector<std::string> cells = {row.key()};
    for (const char* input : {"uniform", "sine", "gaussian"}) {
      const Json& both = grid[input][row.key()];
      cells.push_back(Fixed(both["measured"], 1));
      cells.push_back(Fixed(both["predicted"], 1));
    }
    text += TableRow(cells);
  }
  return text;
}

std::string ModelTable(const Json& model) {
  std::string text = TableHead({"bits", "noise / (step² / 12)", "correlation"});
  for (const auto& row : model.items()) {
    text += TableRow({row.key(), Fixed(row.value()["over_model"], 2),
                      Fixed(row.value()["correlation"], 2)});
  }
  return text;
}

std::string ClipTable(const Json& clips, const Json& entropies) {
  std::string text =
      TableHead({"bits", "best clip", "model, dB", "measured, dB",
                 "unclipped, dB", "entropy, unclipped", "entropy, clipped"});
  for (const auto& row : clips.items()) {
    const Json& clip = row.value();
    const Json& entropy = entropies[row.key()];
    text += TableRow(
        {row.key(), Fixed(clip["best_clip"], 2), Fixed(clip["model_db"], 1),
         Fixed(clip["measured_db"], 1), Fixed(clip["unclipped_db"], 1),
         Fixed(entropy["unclipped"], 2), Fixed(entropy["best_clip"], 2)});
  }
  return text;
}

std::string DivergenceTable(const Json& divergence) {
  std::string text =
      TableHead({"bits", "zeros created", "D(p ‖ q)", "D(q ‖ p)"});
  for (const auto& row : divergence.items()) {
    const Json& one = row.value();
    const bool infinite = one["p_from_q"].is_string();
    text += TableRow({row.key(), one["zeros_created"].dump(),
                      infinite ? "infinite" : Fixed(one["p_from_q"], 3),
                      Fixed(one["q_from_p"], 3)});
  }
  return text;
}

}  // namespace

std::string Tables(const Json& results) {
  return absl::StrCat(
      "# Quantization noise\n\n## SQNR in dB, symmetric grid\n\n",
      SqnrTable(results["sqnr"]["symmetric"]),
      "\nThe Gaussian's grid ends at its largest magnitude, ",
      Fixed(results["gaussian_max"], 3),
      " deviations.\n\n## SQNR in dB, mid-rise grid\n\n",
      SqnrTable(results["sqnr"]["mid_rise"]),
      "\n## One bit: the sign, and E|x|\n\n",
      NestedTable("input", results["one_bit"]),
      "\n## Slope of the uniform input, measured\n\n",
      FlatTable("fit", "dB a bit", results["slope"]),
      "\n## The noise model: Gaussian, symmetric, no clipping\n\n",
      ModelTable(results["noise_model"]),
      "\n## Where to clip a Gaussian, symmetric; entropy of its codes, in "
      "bits\n\n",
      ClipTable(results["clip"], results["entropy"]),
      "\n## 600 probabilities, symmetric: divergence in bits\n\n",
      DivergenceTable(results["divergence"]));
}

}  // namespace noise_lab
