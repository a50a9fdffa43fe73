#include "labs/01_number_systems/measure/figures.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "labs/01_number_systems/measure/refusals.h"
#include "labs/01_number_systems/measure/sweep.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::wbm::plot::Figure;
using ::wbm::plot::HorizontalLine;
using ::wbm::plot::kUnitless;
using ::wbm::plot::Panel;
using ::wbm::plot::VerticalLine;

// The part of the upper end that the second panel shows.
constexpr double kFrom = 7.6, kTo = 8.1;

Panel Staircase(const Sweep& sweep) {
  Panel panel;
  panel.title = "The whole range";
  panel.x = {"x", kUnitless};
  panel.y = {"what comes back", kUnitless};
  panel.series.push_back(wbm::plot::Line("Q3.4", sweep.x, sweep.back));
  panel.lines.push_back(HorizontalLine(kQ34Most, "most: 7.9375"));
  panel.lines.push_back(HorizontalLine(kQ34Least, "least: -8"));
  return panel;
}

Panel Saw(const Sweep& sweep) {
  std::vector<double> x, error;
  for (std::size_t i = 0; i < sweep.x.size(); ++i) {
    if (sweep.x[i] < kFrom || sweep.x[i] > kTo) continue;
    x.push_back(sweep.x[i]);
    error.push_back(sweep.back[i] - sweep.x[i]);
  }
  Panel panel;
  panel.title = "The error at the upper end";
  panel.x = {"x", kUnitless};
  panel.y = {"what comes back, less x", kUnitless};
  panel.y.max = 0.09;  // room for the text of the vertical line
  panel.series.push_back(wbm::plot::Line("error", x, error));
  panel.lines.push_back(HorizontalLine(kQ34Step / 2, "half a step: 1/32"));
  panel.lines.push_back(HorizontalLine(-kQ34Step / 2, "-1/32"));
  panel.lines.push_back(VerticalLine(kQ34Most, "the last mark"));
  return panel;
}

// "0000" to "1111".
std::vector<std::string> FourBits() {
  std::vector<std::string> patterns;
  for (unsigned code = 0; code < 16; ++code) {
    patterns.push_back(std::bitset<4>(code).to_string());
  }
  return patterns;
}

}  // namespace

Figure FixedPointError(const Sweep& sweep) {
  Figure figure;
  figure.title = "Q3.4: what comes back, and how far off it is";
  figure.takeaway =
      "Inside the range the error is at most half a step; beyond the last mark "
      "it grows without end.";
  figure.alt_text = absl::StrFormat(
      "Two panels. Left: what comes back from Q3.4 against x from -10 to 10, a "
      "fine staircase along the diagonal that turns flat at 7.9375 and at -8; "
      "%d of %d values saturate. Right: the error from x = %g to %g, a saw "
      "between -1/32 and 1/32 that falls along a straight line once x has "
      "passed the last mark, 7.9375. The largest error inside the range is "
      "%g.",
      sweep.saturated, sweep.x.size(), kFrom, kTo, sweep.max_error);
  figure.columns = 2;
  figure.panels = {Staircase(sweep), Saw(sweep)};
  return figure;
}

absl::StatusOr<Figure> NumberWheel() {
  constexpr std::uint32_t kCodes = 16;
  Refusals refusals;
  std::vector<double> codes, as_signed;
  for (std::uint32_t code = 0; code < kCodes; ++code) {
    codes.push_back(code);
    as_signed.push_back(static_cast<double>(
        refusals.Take(DecodeTwos({.code = code, .bits = 4}),
                      absl::StrCat("DecodeTwos({", code, ", 4})"))));
  }
  if (!refusals.status().ok()) return refusals.status();

  Figure figure;
  figure.title = "Sixteen patterns, two ways to read them";
  figure.takeaway =
      "Up to 0111 both rules agree; from 1000 on the numbers differ by 16.";
  figure.alt_text = absl::StrFormat(
      "The number that each pattern of four bits stands for. As an unsigned "
      "integer: a straight line from 0 to 15. In two's complement: the same "
      "line from 0 to 7, then a fall to %g at pattern 1000 and a second line "
      "up to %g at 1111.",
      as_signed[8], as_signed[15]);
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"pattern", kUnitless};
  panel.x.categories = FourBits();
  panel.y = {"number it stands for", kUnitless};
  panel.series.push_back(wbm::plot::Line("unsigned", codes, codes));
  panel.series.push_back(
      wbm::plot::Points("two's complement", codes, as_signed));
  panel.lines.push_back(VerticalLine(7.5, "the first bit is set"));
  return figure;
}

}  // namespace bits_lab
