#include "labs/04_int8/measure/figures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "labs/04_int8/measure/round_trip.h"

namespace int8_lab {
namespace {

constexpr int kBins = 20;      // up to the bound
constexpr int kMaxBins = 100;  // the last one takes what lies beyond

double LargestMagnitude(std::span<const float> x) {
  double largest = 0;
  for (float v : x) largest = std::max(largest, std::abs(double{v}));
  return largest;
}

std::vector<double> AbsoluteErrors(std::span<const float> x,
                                   std::span<const float> y) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double error = std::abs(double{x[i]} - double{y[i]});
    // A NaN came from wrong code; it belongs beyond every bound.
    errors.push_back(std::isnan(error) ? HUGE_VAL : error);
  }
  return errors;
}

struct Bins {
  std::vector<double> edges;
  std::vector<double> counts;
};

Bins Count(std::span<const double> errors, double bound) {
  const double largest = *std::max_element(errors.begin(), errors.end());
  const double width = bound / kBins;
  // A few empty bins show that there is nothing beyond the bound.
  const double needed = std::clamp(std::ceil(largest / width), kBins + 3.0,
                                   static_cast<double>(kMaxBins));
  const auto bins = static_cast<std::size_t>(needed);
  Bins result;
  for (std::size_t i = 0; i <= bins; ++i) {
    result.edges.push_back(static_cast<double>(i) * width);
  }
  result.counts.resize(bins);
  for (double error : errors) {
    const double bin = std::min(std::floor(error / width), needed - 1);
    // An error of exactly the bound belongs to the last bin inside it.
    const bool at_bound = error <= bound * (1 + 1e-5) && bin >= kBins;
    ++result.counts[at_bound ? kBins - 1 : static_cast<std::size_t>(bin)];
  }
  return result;
}

// What the histogram shows, whoever wrote the quantizer.
std::string Takeaway(const Bins& bins, double uniform, std::ptrdiff_t beyond,
                     std::size_t count) {
  if (beyond > 0) {
    return absl::StrCat(beyond, " of ", count,
                        " errors are larger than half a step.");
  }
  double chi_square = 0;
  for (int i = 0; i < kBins; ++i) {
    const double off = bins.counts[static_cast<std::size_t>(i)] - uniform;
    chi_square += off * off / uniform;
  }
  // 43.8: what a uniform error with 20 bins exceeds once in a thousand times.
  return chi_square < 43.8
             ? "Flat from zero to half a step: no peak, and nothing beyond."
             : "Within half a step, but not spread evenly below it.";
}

// The values of v, ordered as those of x are, largest first.
std::vector<double> ByRankOf(std::span<const float> x,
                             std::span<const float> v) {
  std::vector<std::size_t> index(x.size());
  std::iota(index.begin(), index.end(), std::size_t{0});
  std::stable_sort(index.begin(), index.end(),
                   [x](std::size_t a, std::size_t b) { return x[a] > x[b]; });
  std::vector<double> values;
  for (std::size_t i : index) values.push_back(double{v[i]});
  return values;
}

// Wrong code can bring back nothing that a logarithmic axis could show.
void AddSteps(wbm::plot::Panel& panel, const char* name,
              const std::vector<double>& x, const std::vector<double>& y) {
  const bool drawable = std::any_of(
      y.begin(), y.end(), [](double v) { return v > 0 && std::isfinite(v); });
  if (drawable) panel.series.push_back(wbm::plot::Steps(name, x, y));
}

}  // namespace

wbm::plot::Figure ErrorHistogram(const Measured& hidden) {
  const std::vector<double> errors =
      AbsoluteErrors(hidden.x, hidden.symmetric.y);
  const double bound = LargestMagnitude(hidden.x) / 127 / 2;
  const double uniform = static_cast<double>(errors.size()) / kBins;
  const Bins bins = Count(errors, bound);
  const auto beyond =
      std::count_if(errors.begin(), errors.end(),
                    [bound](double e) { return !(e <= bound * (1 + 1e-5)); });
  const double largest = *std::max_element(errors.begin(), errors.end());

  wbm::plot::Figure figure;
  figure.title = "Errors of the INT8 round trip, hidden activations";
  figure.takeaway = Takeaway(bins, uniform, beyond, errors.size());
  figure.alt_text = absl::StrFormat(
      "Histogram of %d absolute errors in %d bins from 0 to s/2 = %.5f, about "
      "%.0f values a bin where a uniform error gives %.1f. The largest error "
      "is "
      "%.5f; %d errors lie beyond s/2.",
      errors.size(), kBins, bound, uniform, uniform, largest, beyond);
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"absolute error |x - y|", wbm::plot::kUnitless};
  panel.x.min = 0;
  panel.y = {"values per bin", "count"};
  panel.series.push_back(
      wbm::plot::Histogram("symmetric ruler", bins.edges, bins.counts));
  panel.lines.push_back(wbm::plot::VerticalLine(
      bound, absl::StrFormat("bound s/2 = %.5f", bound)));
  panel.series.push_back(wbm::plot::Line(
      absl::StrFormat("uniform on 0…s/2: %.1f values per bin", uniform),
      {0, bound}, {uniform, uniform}));
  return figure;
}

wbm::plot::Figure RankPlot(const Measured& verb_probs) {
  const std::vector<double> before = ByRankOf(verb_probs.x, verb_probs.x);
  const std::vector<double> symmetric =
      ByRankOf(verb_probs.x, verb_probs.symmetric.y);
  const std::vector<double> asymmetric =
      ByRankOf(verb_probs.x, verb_probs.asymmetric.y);
  std::vector<double> rank(before.size());
  std::iota(rank.begin(), rank.end(), 1.0);
  const auto zeros = std::count(symmetric.begin(), symmetric.end(), 0.0);
  const auto zeros_asymmetric =
      std::count(asymmetric.begin(), asymmetric.end(), 0.0);
  const double edge = LargestMagnitude(verb_probs.x) / 127 / 2;

  wbm::plot::Figure figure;
  figure.title = "Verb-form probabilities by rank, before and after INT8";
  figure.takeaway = absl::StrFormat(
      "One step for all: the tail turns into stairs, and %d of %d forms come "
      "back as exactly 0.",
      zeros, rank.size());
  figure.alt_text = absl::StrFormat(
      "Probability against rank for %d verb forms, the probability on a "
      "logarithmic axis. "
      "Before the round trip a smooth curve falls from %.3g to %.2g. After it "
      "the symmetric ruler gives a staircase of multiples of its step that "
      "ends at half a step, %.2g; %d forms become 0. The asymmetric ruler's "
      "stairs are half as high and %d forms become 0.",
      rank.size(), before.front(), before.back(), edge, zeros,
      zeros_asymmetric);
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"rank of the verb form", wbm::plot::kUnitless};
  panel.y = {"probability", wbm::plot::kUnitless, wbm::plot::Scale::kLog10};
  panel.series.push_back(wbm::plot::Line("before", rank, before));
  AddSteps(panel, "symmetric", rank, symmetric);
  AddSteps(panel, "asymmetric", rank, asymmetric);
  panel.lines.push_back(
      wbm::plot::HorizontalLine(edge, "half a symmetric step: below it, 0"));
  return figure;
}

}  // namespace int8_lab
