// When does an error grow on its way through a sum?

#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "common/random/generator.h"
#include "theory/11_drift/typeset.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using drift_chapter::Scientific;
using wbm::theory::Holds;
using wbm::theory::Value;
using Vector = std::vector<double>;

constexpr int kSize = 4096;

Vector Random(int seed) {
  return wbm::random::DefaultRng(static_cast<std::uint64_t>(seed))
      .StandardNormal(kSize);
}

double Norm(const Vector& v) {
  double sum = 0;
  for (const double x : v) sum += x * x;
  return std::sqrt(sum);
}

double RoundedToFloat16(double x) {
  return ToDouble(wf::kFloat16, Encode(wf::kFloat16, wf::Exactly(x)));
}

// [region orthogonal]
// As long as `a`, at a right angle to it.
Vector Orthogonal(Vector v, const Vector& a) {
  double along = 0;
  for (std::size_t i = 0; i < v.size(); ++i) along += v[i] * a[i];
  along /= Norm(a) * Norm(a);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] -= along * a[i];
  const double longer = Norm(a) / Norm(v);
  for (double& x : v) x *= longer;
  return v;
}
// [/region]

struct Sum {
  double part = 0;   // relative error of each summand
  double whole = 0;  // and of the sum
};

// [region sum]
// Two vectors of equal length with this angle between them. Each is
// rounded to float16, and the sum of the rounded ones is compared.
Sum AddAtAngle(double degrees) {
  const Vector a = Random(1);
  const Vector side = Orthogonal(Random(2), a);
  const double angle = degrees * std::numbers::pi / 180;
  Vector error(kSize), sum(kSize), part(kSize);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double b = std::cos(angle) * a[i] + std::sin(angle) * side[i];
    part[i] = RoundedToFloat16(a[i]) - a[i];
    error[i] = part[i] + (RoundedToFloat16(b) - b);
    sum[i] = a[i] + b;
  }
  return {Norm(part) / Norm(a), Norm(error) / Norm(sum)};
}
// [/region]

// sqrt(|a|^2 + |b|^2) / |a + b|, for |a| = |b|.
double Predicted(double degrees) {
  return 1 /
         (std::numbers::sqrt2 * std::cos(degrees / 2 * std::numbers::pi / 180));
}

void PrintAngles() {
  std::printf("angle\terror of a summand\terror of the sum\tratio\tformula\n");
  for (const double degrees : {20.0, 60.0, 90.0, 120.0, 150.0, 170.0}) {
    const Sum s = AddAtAngle(degrees);
    std::printf("%.0f°\t%s\t%s\t%.3f\t%.3f\n", degrees,
                Scientific(s.part).c_str(), Scientific(s.whole).c_str(),
                s.whole / s.part, Predicted(degrees));
    const std::string key = std::to_string(static_cast<int>(degrees));
    Value("sum.ratio_" + key, s.whole / s.part);
    // 4096 errors: their squares' sum, and their products' sum against it,
    // scatter by about 1/64.
    Holds(std::fabs(s.whole / s.part / Predicted(degrees) - 1) < 0.05,
          "a sum's error is what the lengths say");
  }
}

void DrawAngles() {
  namespace plot = wbm::plot;
  Vector degrees, measured, x, formula;
  for (int d = 10; d <= 170; d += 10) {
    const Sum s = AddAtAngle(d);
    degrees.push_back(d);
    measured.push_back(s.whole / s.part);
  }
  for (int d = 0; d <= 175; ++d) {
    x.push_back(d);
    formula.push_back(Predicted(d));
  }
  plot::Figure figure;
  figure.title = "Two rounded vectors are added";
  figure.takeaway =
      "Summands that agree make the relative error smaller, summands that "
      "cancel make it greater.";
  figure.alt_text =
      "The relative error of the sum over that of a summand, against the angle "
      "between two vectors of equal length. Measured points lie on the "
      "formula's curve: 0.71 at zero degrees, 1 at ninety, and upward without "
      "bound toward 180 degrees.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"angle between the summands", "°"};
  panel.x.min = 0;
  panel.x.max = 180;
  panel.y = {"error of the sum / error of a summand", plot::kUnitless,
             plot::Scale::kLog2, 0.5, 16};
  panel.series.push_back(plot::Line("formula", x, formula));
  panel.series.push_back(plot::Points("measured", degrees, measured));
  panel.lines.push_back(plot::HorizontalLine(1, "neither grows nor shrinks"));
  wbm::theory::DrawFigure(figure, "angles");
}

// k errors that have nothing to do with each other, and k that agree.
void PrintQuadrature() {
  std::printf("errors\troot of the sum of squares\tnorm of their sum\t");
  std::printf("if all agreed\n");
  for (const int k : {2, 4, 16, 64}) {
    Vector sum(kSize);
    double squares = 0, lengths = 0;
    for (int i = 0; i < k; ++i) {
      const Vector error = Random(100 + i);
      squares += Norm(error) * Norm(error);
      lengths += Norm(error);
      for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += error[j];
    }
    std::printf("%d\t%.1f\t%.1f\t%.1f\n", k, std::sqrt(squares), Norm(sum),
                lengths);
    Value("quadrature.ratio_" + std::to_string(k),
          std::sqrt(squares) / Norm(sum));
    // The cosine of two such vectors has deviation 1/64, so the square of the
    // sum's norm is that of a right angle within about sqrt(k^2 / 2) / 64 / k:
    // one part in ninety.
    Holds(std::fabs(std::sqrt(squares) / Norm(sum) - 1) < 0.05,
          "independent errors add like the legs of a right triangle");
  }
}

}  // namespace

int main() {
  wbm::theory::Part("angles");
  PrintAngles();
  DrawAngles();
  wbm::theory::Part("quadrature");
  PrintQuadrature();
}
