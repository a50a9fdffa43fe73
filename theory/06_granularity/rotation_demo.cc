// Rotating an outlier away: who gains, and who pays.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/affine.h"
#include "common/quant/hadamard.h"
#include "common/random/random_state.h"
#include "theory/weave/draw.h"
#include "theory/weave/drawing.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::AffineParams;
using wbm::quant::ChooseAffine;
using wbm::quant::DequantizeValue;
using wbm::quant::HadamardRotate;
using wbm::quant::IntegerGrid;
using wbm::quant::kSymmetricInt4;
using wbm::quant::kSymmetricInt8;
using wbm::quant::QuantizeValue;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr std::size_t kSize = 64;
constexpr std::size_t kOutliers = 3;
constexpr std::uint32_t kSeeds = 50;

std::vector<float> Rotated(std::vector<float> x) {
  if (!HadamardRotate(std::span(x))) std::abort();
  return x;
}

void PrintSmall() {
  // [region small]
  std::vector<float> x = {8, 0, 0, 0};
  const bool once = HadamardRotate(std::span(x));
  std::printf("rotated: %g %g %g %g\n", x[0], x[1], x[2], x[3]);
  const bool twice = HadamardRotate(std::span(x));
  std::printf("again:   %g %g %g %g\n", x[0], x[1], x[2], x[3]);
  // [/region]
  Holds(once && twice, "four is a power of two");
}

// 64 weights of about 0.1 and, in front, three outliers.
std::vector<float> WithOutliers(std::uint32_t seed) {
  wbm::random::RandomState rng(seed);
  std::vector<float> w;
  for (const double v : rng.Randn(kSize)) {
    w.push_back(static_cast<float>(0.1 * v));
  }
  w[0] = 10, w[1] = -8, w[2] = 5;
  return w;
}

// [region round_trip]
std::vector<float> RoundTrip(const std::vector<float>& x,
                             IntegerGrid grid) {
  const AffineParams p = ChooseAffine(x, grid);
  std::vector<float> back;
  for (const float value : x) {
    back.push_back(DequantizeValue(QuantizeValue(value, p), p));
  }
  return back;
}

std::vector<float> RotatedRoundTrip(const std::vector<float>& x,
                                    IntegerGrid grid) {
  return Rotated(RoundTrip(Rotated(x), grid));
}
// [/region]

double Mse(const std::vector<float>& x, const std::vector<float>& y,
           std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) {
    const double e =
        static_cast<double>(x[i]) - static_cast<double>(y[i]);
    sum += e * e;
  }
  return sum / static_cast<double>(to - from);
}

float MaxAbs(const std::vector<float>& x) {
  float most = 0;
  for (const float v : x) most = std::max(most, std::fabs(v));
  return most;
}

void PrintSplit() {
  const std::vector<float> w = WithOutliers(42);
  const std::vector<float> direct = RoundTrip(w, kSymmetricInt4);
  const std::vector<float> rotated =
      RotatedRoundTrip(w, kSymmetricInt4);
  Part("split");
  std::printf("mean squared error, int4\twithout\trotated\n");
  struct Row {
    const char* name;
    const char* key;
    std::size_t from, to;
  };
  for (const Row& r : {Row{"%zu outliers", "outliers", 0, kOutliers},
                       Row{"%zu others", "rest", kOutliers, kSize},
                       Row{"all %zu", "all", 0, kSize}}) {
    const double a = Mse(w, direct, r.from, r.to);
    const double b = Mse(w, rotated, r.from, r.to);
    std::printf(r.name, r.to - r.from);
    std::printf("\t%.5f\t%.5f\n", a, b);
    Value(std::string("rotation.direct_") + r.key, a);
    Value(std::string("rotation.rotated_") + r.key, b);
    if (r.to - r.from == kSize) Value("rotation.gain42", a / b);
  }
  Value("rotation.size", kSize);
  Value("rotation.others", kSize - kOutliers);
  Value("rotation.max_after", static_cast<double>(MaxAbs(Rotated(w))));
  Value("rotation.step_before", static_cast<double>(MaxAbs(w)) / 7);
  const double step = static_cast<double>(MaxAbs(Rotated(w))) / 7;
  Value("rotation.step_after", step);
  Value("rotation.law", step * step / 12);
  const std::vector<float> turned = Rotated(w);
  const auto beyond = [&](float v) {
    return std::fabs(static_cast<double>(v)) > step / 2;
  };
  Holds(std::count_if(turned.begin(), turned.end(), beyond) >= 60,
        "rotated, nearly every number reaches beyond half a step");
  Holds(std::all_of(direct.begin() + kOutliers, direct.end(),
                    [](float v) { return v == 0; }),
        "without rotation the ordinary weights are all zero");
}

void PrintSeeds() {
  double least = 1e9, most = 0;
  int worse = 0;
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    const std::vector<float> w = WithOutliers(seed);
    const std::vector<float> direct = RoundTrip(w, kSymmetricInt4);
    const std::vector<float> rotated =
        RotatedRoundTrip(w, kSymmetricInt4);
    const double gain =
        Mse(w, direct, 0, kSize) / Mse(w, rotated, 0, kSize);
    least = std::min(least, gain);
    most = std::max(most, gain);
    worse += Mse(w, rotated, kOutliers, kSize) >
                     Mse(w, direct, kOutliers, kSize)
                 ? 1
                 : 0;
  }
  Part("seeds");
  std::printf(
      "gain over %u seeds: %.2f to %.2f; the %zu others are worse in "
      "%d\n",
      kSeeds, least, most, kSize - kOutliers, worse);
  Holds(least > 1, "in every seed the sum is smaller");
  Value("rotation.least", least);
  Value("rotation.most", most);
  Value("rotation.worse", worse);
  Value("rotation.seeds", kSeeds);
  Value("rotation.last_seed", kSeeds - 1);
}

// y = W x with activations in int8: 64 features, feature 5 thirty times
// larger.
struct Product {
  double direct, rotated;
};

Product ActivationErrors() {
  wbm::random::RandomState rng(42);
  std::vector<float> w;
  for (const double v : rng.Randn(kSize * kSize)) {
    w.push_back(static_cast<float>(v));
  }
  double direct = 0, rotated = 0, norm = 0;
  for (int token = 0; token < 50; ++token) {
    std::vector<float> x;
    for (const double v : rng.Randn(kSize)) {
      x.push_back(static_cast<float>(v));
    }
    x[5] *= 30;
    const std::vector<float> a = RoundTrip(x, kSymmetricInt8);
    // Rotating the error back is rotating both sides of the product.
    const std::vector<float> b = RotatedRoundTrip(x, kSymmetricInt8);
    for (std::size_t row = 0; row < kSize; ++row) {
      double ea = 0, eb = 0, y = 0;
      for (std::size_t i = 0; i < kSize; ++i) {
        const double weight = static_cast<double>(w[row * kSize + i]);
        ea += weight *
              (static_cast<double>(a[i]) - static_cast<double>(x[i]));
        eb += weight *
              (static_cast<double>(b[i]) - static_cast<double>(x[i]));
        y += weight * static_cast<double>(x[i]);
      }
      direct += ea * ea, rotated += eb * eb, norm += y * y;
    }
  }
  return {std::sqrt(direct / norm), std::sqrt(rotated / norm)};
}

void PrintActivations() {
  const Product p = ActivationErrors();
  Part("activations");
  std::printf(
      "error of y, int8 activations: %.2f %% as they are, %.2f %% "
      "rotated\n",
      100 * p.direct, 100 * p.rotated);
  Value("rotation.y_gain", p.direct / p.rotated);
  Holds(p.direct > 4 * p.rotated,
        "rotated: better by two bits or more");
}

// The weights in steps of their own int4 ruler.
plot::Panel WeightsPanel(const char* title,
                         const std::vector<float>& w) {
  plot::Panel panel{.title = title};
  panel.x = {"position", plot::kUnitless};
  panel.y = {"weight / step", plot::kUnitless};
  panel.y.min = -8;
  panel.y.max = 8;
  const double step = static_cast<double>(MaxAbs(w)) / 7;
  std::vector<double> at, value;
  for (std::size_t i = 0; i < w.size(); ++i) {
    at.push_back(static_cast<double>(i));
    value.push_back(static_cast<double>(w[i]) / step);
  }
  panel.series = {plot::Impulses("", at, value)};
  panel.lines = {plot::HorizontalLine(0.5, ""),
                 plot::HorizontalLine(-0.5, "")};
  panel.annotations = {{40, -4, "between the lines: rounded to zero"}};
  return panel;
}

void Draw() {
  const std::vector<float> w = WithOutliers(42);
  plot::Figure figure;
  figure.title = "64 weights before and after a Hadamard rotation";
  figure.takeaway =
      "Before, 61 weights lie within half a step of zero and are "
      "lost; after, nearly all reach beyond it.";
  figure.alt_text =
      "Two panels of 64 stems, in steps of the int4 ruler. Above: "
      "three "
      "outliers of 7, -5.6 and 3.5 steps; all others lie between the "
      "dashed "
      "lines at plus and minus half a step. Below, rotated: stems of "
      "up to 7 "
      "steps all along, nearly all of them beyond half a step.";
  figure.panels = {WeightsPanel("As they are", w),
                   WeightsPanel("Rotated", Rotated(w))};
  figure.panel_height = 330;
  wbm::theory::DrawFigure(figure, "rotation");
}

// Two weights as an arrow, the circle of its length, and the square
// that a ruler for the larger one covers.
void DrawArrow(wbm::theory::Drawing& drawing, double middle,
               const std::string& title, const std::vector<float>& w) {
  constexpr double kCentre = 205, kUnit = 20;
  const auto x = [&](double v) { return middle + kUnit * v; };
  const auto y = [&](double v) { return kCentre - kUnit * v; };
  const double reach = static_cast<double>(MaxAbs(w));
  const double a = static_cast<double>(w[0]);
  const double b = static_cast<double>(w[1]);
  const char* grid = wbm::theory::kGridColor;
  drawing.Line(x(-8), y(0), x(8), y(0), grid);
  drawing.Line(x(0), y(-8), x(0), y(8), grid);
  drawing.Circle(x(0), y(0), kUnit * std::hypot(a, b),
                 wbm::theory::kReferenceColor);
  drawing.Rectangle(x(-reach), y(reach), 2 * kUnit * reach,
                    2 * kUnit * reach, wbm::theory::kSecondColor);
  drawing.Arrow(x(0), y(0), x(a), y(b), wbm::theory::kFirstColor);
  drawing.Text(middle, 18, title);
  char words[60];
  std::snprintf(words, sizeof words, "(%.2f, %.2f)", a, b);
  drawing.Text(middle, 392, words);
}

void DrawTurning() {
  const std::vector<float> w = {7, 0.5f};
  wbm::theory::Drawing drawing(
      {780, 420, "Two weights, before and after the turn",
       "Two planes, each with an arrow from the middle, a circle "
       "through its tip, and the square of all points whose "
       "coordinates are at most its larger one. Before, the arrow is "
       "(7, 0.5), along an axis, and the square stands around the "
       "circle. After the turn it is (5.30, 4.60), near the diagonal; "
       "the circle is the same, and the square is smaller by a "
       "quarter."});
  DrawArrow(drawing, 195, "as they are", w);
  DrawArrow(drawing, 585, "turned", Rotated(w));
  drawing.Write("turning");
  const double share = static_cast<double>(MaxAbs(Rotated(w))) / 7;
  Holds(share > 0.74 && share < 0.77,
        "the square shrinks by a quarter");
}

}  // namespace

int main() {
  Part("small");
  PrintSmall();
  PrintSplit();
  PrintSeeds();
  PrintActivations();
  Draw();
  DrawTurning();
}
