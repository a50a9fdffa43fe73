#include "labs/11_drift/measure/notes.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "labs/11_drift/measure/formats.h"

namespace drift_lab {
namespace {

using ::wbm::io::Json;

std::string Number(double x) { return absl::StrFormat("%.3g", x); }

std::string Cell(const Json& json) {
  if (json.is_number_float()) return Number(json.get<double>());
  return json.is_string() ? json.get<std::string>() : json.dump();
}

// A token in a cell of a table.
std::string Quoted(const std::string& token) {
  std::string text = "`";
  for (char c : token)
    text += c == '|' ? std::string("\\|") : std::string(1, c);
  return text + "`";
}

std::size_t CountFlips(const FormatDrift& f) {
  std::size_t count = 0;
  for (const Flips& prompt : f.flips) count += prompt.flips.size();
  return count;
}

std::string Prompt(const Inputs& inputs, const Flips& flips, std::size_t p) {
  std::string text = absl::StrCat("Prompt ", p, ", ",
                                  Quoted(inputs.Text(inputs.prompts[p])), ": ");
  if (flips.flips.empty()) {
    return absl::StrCat(
        text, "none. Smallest margin ", Number(flips.smallest_margin),
        ", largest logit change ", Number(flips.largest_change), ".\n\n");
  }
  absl::StrAppend(&text, flips.flips.size(), " of ", flips.positions,
                  " positions.\n\n| position | fp32 | then | margin in fp32 |\n"
                  "| ---: | --- | --- | ---: |\n");
  for (const Flip& flip : flips.flips) {
    absl::StrAppend(&text, "| ", flip.position, " | ",
                    Quoted(inputs.Token(flip.reference_token)), " | ",
                    Quoted(inputs.Token(flip.other_token)), " | ",
                    Number(flip.margin), " |\n");
  }
  return text + "\n";
}

std::string Conclusion(const FormatDrift& f) {
  double margin = f.flips[0].smallest_margin, change = 0;
  std::int64_t positions = 0;
  for (const Flips& prompt : f.flips) {
    margin = std::min(margin, prompt.smallest_margin);
    change = std::max(change, prompt.largest_change);
    positions += prompt.positions;
  }
  const std::string text = absl::StrCat(
      CountFlips(f), " of ", positions,
      " positions flipped. The smallest "
      "margin of all is ",
      Number(margin), ", the largest change of a logit ", Number(change));
  if (margin > 2 * change) {
    return absl::StrCat(text,
                        ": no margin is as small as twice the change, so "
                        "none could flip.\n\n");
  }
  return absl::StrCat(text,
                      ": where a margin is below twice the change, a flip "
                      "can happen.\n\n");
}

std::string Section(const Inputs& inputs, const FormatDrift& f) {
  std::string text = absl::StrCat("## ", f.format, "\n\n", Conclusion(f));
  for (std::size_t p = 0; p < f.flips.size(); ++p) {
    text += Prompt(inputs, f.flips[p], p);
  }
  return text;
}

std::string Head(const std::vector<std::string>& names) {
  std::string text = "|", rule = "|";
  for (std::size_t i = 0; i < names.size(); ++i) {
    absl::StrAppend(&text, " ", names[i], " |");
    absl::StrAppend(&rule, i == 0 ? " --- |" : " ---: |");
  }
  return text + "\n" + rule + "\n";
}

std::string Formats(const Json& formats) {
  std::vector<std::string> names = {"weights in", "bits"};
  const Json& layers = formats.front()["per_layer_relative_error_mean"];
  for (const auto& [layer, mean] : layers.items()) names.push_back(layer);
  names.insert(names.end(),
               {"flips", "smallest margin", "largest change", "grows"});
  std::string text = Head(names);
  for (const auto& [name, f] : formats.items()) {
    absl::StrAppend(&text, "| ", name, " | ", Cell(f["bits_per_weight"]));
    for (const auto& [layer, mean] :
         f["per_layer_relative_error_mean"].items()) {
      absl::StrAppend(&text, " | ", Cell(mean));
    }
    absl::StrAppend(
        &text, " | ", Cell(f["argmax_flip_count_total"]), " of ",
        Cell(f["argmax_total_positions"]), " | ", Cell(f["smallest_margin"]),
        " | ", Cell(f["largest_logit_change"]), " | ",
        f["monotonic_growth_with_depth"].get<bool>() ? "yes" : "no", " |\n");
  }
  return text;
}

std::string Arrays(const Json& tensors, const Json& contributions) {
  std::string text =
      Head({"array", "contribution", "share of squares", "its own error",
            "elements", "subnormal", "became 0", "sigma"});
  for (const auto& [name, c] : contributions.items()) {
    const Json& t = tensors[name];
    absl::StrAppend(
        &text, "| ", name, " | ", Cell(c["mean"]), " | ",
        absl::StrFormat("%.1f %%", 100 * c["share_of_squares"].get<double>()),
        " | ", Cell(t["relative_error"]), " | ", Cell(t["size"]), " | ",
        Cell(t["subnormal"]), " | ", Cell(t["became_zero"]), " | ",
        absl::StrFormat("%.1f", t["deviations"].get<double>()), " |\n");
  }
  return text;
}

std::string Flat(const Json& object) {
  std::string text = Head({"", "value"});
  for (const auto& [name, value] : object.items()) {
    absl::StrAppend(&text, "| ", name, " | ", Cell(value), " |\n");
  }
  return text;
}

}  // namespace

std::string FlipsNote(const Inputs& inputs, const Measured& m) {
  std::string text =
      "# Which argmaxes flip\n\nThe preferred token of a position is that of "
      "its largest logit. Weights were stored in the format that heads each "
      "section; all arithmetic is float32.\n\n";
  text += Section(inputs, m.Of(m.format));
  for (const FormatDrift& f : m.formats) {
    if (f.format != m.format) text += Section(inputs, f);
  }
  return text.substr(0, text.size() - 1);
}

std::string Tables(const Json& r) {
  const std::string format = r["format"].get<std::string>();
  return absl::StrCat(
      "# Drift\n\n## Mean relative error by layer\n\n", Formats(r["formats"]),
      "\nbf16's over fp16's: ", Cell(r["bf16_over_fp16"]["mean"]),
      " in the mean over layers. Logits' over embed_out's (", format,
      "): ", Cell(r["growth"]["logits_over_embed_out"]), ", or a factor of ",
      Cell(r["growth"]["a_layer"]),
      " a layer.\n\n## What each array alone "
      "does to the logits (",
      format, "), and its own rounding in fp16\n\n",
      Arrays(r["tensors"], r["attribution"]["contributions"]), "\n## Gates\n\n",
      Flat(r["gates"]));
}

}  // namespace drift_lab
