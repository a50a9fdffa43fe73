// What did int8 cost three tensors? Errors in five measures, and how
// the errors of 1024 activations are spread.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "common/numerics/error_stats.h"
#include "common/plot/bins.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "common/quant/affine.h"
#include "theory/04_int8/round_trip.h"
#include "theory/04_int8/tensors.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wn = wbm::numerics;
namespace wq = wbm::quant;
using int8_chapter::RoundTrip;
using int8_chapter::There;
using wbm::theory::Holds;
using wbm::theory::Value;

struct Tensor {
  const char* name;
  std::vector<float> x;
};

struct Ruler {
  const char* name;
  wq::IntegerGrid grid;
};

const Ruler kRulers[] = {{"symmetric", wq::kSymmetricInt8},
                         {"asymmetric", wq::kAsymmetricInt8}};

std::vector<Tensor> ThreeTensors() {
  int8_chapter::Tensors t = int8_chapter::MakeTensors();
  return {
      {"logits", t.logits}, {"probs", t.probs}, {"hidden", t.hidden}};
}

std::string Key(const Tensor& t, const Ruler& r) {
  return std::string("cost.") + t.name + "." + r.name;
}

void AbsoluteErrors(const std::vector<Tensor>& tensors) {
  std::printf(
      "tensor\truler\tscale\tmean error\tlargest error\tcodes in "
      "use\n");
  for (const Tensor& t : tensors) {
    for (const Ruler& r : kRulers) {
      const RoundTrip trip = There(t.x, r.grid);
      const double mae = wn::MeanAbsoluteError(t.x, trip.back);
      const double worst = wn::MaxAbsoluteError(t.x, trip.back);
      const auto codes =
          static_cast<double>(wn::UniqueCodes(trip.codes));
      Holds(worst <= double{trip.ruler.scale} / 2 * (1 + 1e-4),
            "no error exceeds half a step");
      Holds(t.x.size() < 100 || worst > 0.98 * double{trip.ruler.scale} / 2,
            "where there are many numbers, one comes close to it");
      std::printf("%s\t%s\t%.6f\t%.6f\t%.6f\t%.0f\n", t.name, r.name,
                  double{trip.ruler.scale}, mae, worst, codes);
      Value(Key(t, r) + ".scale", double{trip.ruler.scale});
      Value(Key(t, r) + ".mae", mae);
      Value(Key(t, r) + ".max", worst);
      Value(Key(t, r) + ".codes", codes);
    }
  }
}

void RelativeErrors(const std::vector<Tensor>& tensors) {
  std::printf("tensor\truler\tmean, %%\tmedian, %%\tnorms, %%\t");
  std::printf("cosine\tSQNR, dB\n");
  for (const Tensor& t : tensors) {
    for (const Ruler& r : kRulers) {
      const RoundTrip trip = There(t.x, r.grid);
      const wn::MaskedRelativeError e =
          wn::RelativeErrorWhere(t.x, trip.back, 1e-8);
      const double norms = wn::NormwiseRelativeError(t.x, trip.back);
      const double cosine = wn::CosineSimilarity(t.x, trip.back);
      const double sqnr = wn::SqnrDb(t.x, trip.back);
      Holds(cosine > 0.999, "the cosine never falls below three nines");
      std::printf("%s\t%s\t%.1f\t%.2f\t%.2f\t%.6f\t%.1f\n", t.name,
                  r.name, 100 * e.mean, 100 * e.median, 100 * norms,
                  cosine, sqnr);
      Value(Key(t, r) + ".mean_relative", e.mean);
      Value(Key(t, r) + ".median_relative", e.median);
      Value(Key(t, r) + ".norm_relative", norms);
      Value(Key(t, r) + ".sqnr", sqnr);
    }
  }
}

// The logit 1.2, whose error many would put at a whole step.
void OneLogit(const std::vector<float>& logits) {
  const RoundTrip trip = There(logits, wq::kSymmetricInt8);
  const double x = double{logits[0]};
  const double step = double{trip.ruler.scale};
  Value("logit.step_over_x", step / x);
  Value("logit.worst", step / 2 / x);
  Value("logit.measured", std::abs(double{trip.back[0]} - x) / x);
  Value("logit.x", x);
  Value("logit.step", step);
}

// How far the counts are from equal ones; about the number of bins when
// nothing but chance is at work.
double ChiSquare(const std::vector<double>& counts, double expected) {
  double sum = 0;
  for (const double n : counts) {
    sum += (n - expected) * (n - expected) / expected;
  }
  return sum;
}

void Histogram(const std::vector<float>& x) {
  namespace plot = wbm::plot;
  constexpr int kBins = 20;
  const RoundTrip trip = There(x, wq::kSymmetricInt8);
  const double bound = double{trip.ruler.scale} / 2;
  std::vector<double> errors;
  for (std::size_t i = 0; i < x.size(); ++i) {
    errors.push_back(std::abs(double{x[i]} - double{trip.back[i]}));
  }
  const std::vector<double> edges = plot::LinearEdges(0, bound, kBins);
  const plot::BinCounts counts =
      plot::CountInBins(std::span<const double>(errors), edges);
  const double expected = static_cast<double>(x.size()) / kBins;
  const double chi_square = ChiSquare(counts.inside, expected);
  Value("histogram.bound", bound);
  Value("histogram.largest",
        *std::max_element(errors.begin(), errors.end()));
  Value("histogram.mean", wn::MeanAbsoluteError(x, trip.back));
  Value("histogram.chi_square", chi_square);
  Value("histogram.bins", kBins);
  Value("histogram.expected", expected);
  // 36.2: what 19 degrees of freedom exceed once in a hundred times.
  Holds(counts.above <= 1 && chi_square < 36.2,
        "the errors are flat up to half a step, and end there");

  plot::Figure figure;
  figure.title = "The errors of 1024 activations after int8";
  figure.takeaway =
      "Flat from zero to half a step, and nothing beyond.";
  char words[400];
  std::snprintf(
      words, sizeof words,
      "Histogram of 1024 absolute errors in %d bins from 0 to half "
      "a step, %.4f. The bars vary around %.0f without a peak or a "
      "slope; none lies beyond the bound.",
      kBins, bound, expected);
  figure.alt_text = words;
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"absolute error", plot::kUnitless};
  panel.x.min = 0;
  panel.x.max = 1.15 * bound;
  panel.y = {"activations in a bin", "count"};
  panel.series = {plot::Histogram("measured", edges, counts.inside),
                  plot::Line("all errors equally likely", {0, bound},
                             {expected, expected})};
  panel.lines = {plot::VerticalLine(bound, "half a step")};
  wbm::theory::DrawFigure(figure, "histogram");
}

}  // namespace

int main() {
  const std::vector<Tensor> tensors = ThreeTensors();
  wbm::theory::Part("absolute");
  AbsoluteErrors(tensors);
  wbm::theory::Part("relative");
  RelativeErrors(tensors);
  OneLogit(tensors[0].x);
  Histogram(tensors[2].x);
}
