// Fixed point: an integer that counts steps, its rounding and its ends.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "common/formats/exact.h"
#include "common/formats/fixed_point.h"
#include "common/formats/print.h"
#include "common/formats/rounding.h"
#include "common/plot/figure.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::BinaryDigits;
using wbm::formats::EncodeFixed;
using wbm::formats::Exactly;
using wbm::formats::FixedFormat;
using wbm::formats::FixedOverflow;
using wbm::formats::FixedToDouble;
using wbm::formats::Q;
using wbm::formats::Rounding;
using wbm::formats::RoundingMode;
using wbm::formats::ToTwosComplement;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr FixedFormat kQ34 = Q(3, 4);
constexpr FixedFormat kQ22 = Q(2, 2);

// "0|010.1100": sign, integer bits, fraction bits.
std::string Fields(const FixedFormat& format, int64_t raw) {
  std::string text =
      BinaryDigits(ToTwosComplement(raw, format.Bits()), format.Bits());
  text.insert(static_cast<std::size_t>(1 + format.integer_bits), ".");
  return text.insert(1, "|");
}

double ThroughQ34(double x) {
  return FixedToDouble(kQ34, EncodeFixed(kQ34, Exactly(x)));
}
double Saturated(double x) {
  return FixedToDouble(kQ22, EncodeFixed(kQ22, Exactly(x)));
}
double Wrapped(double x) {
  return FixedToDouble(kQ22,
                       EncodeFixed(kQ22, Exactly(x), {}, FixedOverflow::kWrap));
}

void Table() {
  constexpr double kTenth = 0.1;
  const double step = FixedToDouble(kQ34, 1);
  Part("table");
  std::printf("x\tsteps\traw\tbits\tcomes back as\terror\n");
  for (const double x : {2.75, -3.5, 0.0625, 7.9375, -8.0, kTenth,
                         3.141592653589793, 0.03125, 0.09375}) {
    const int64_t raw = EncodeFixed(kQ34, Exactly(x));
    const double back = FixedToDouble(kQ34, raw);
    std::printf("%.7g\t%.6g\t%d\t%s\t%.7g\t%.6f\n", x, x / step,
                static_cast<int>(raw), Fields(kQ34, raw).c_str(), back,
                back - x);
  }
  Value("q34.step", step);
  Value("q34.least", FixedToDouble(kQ34, kQ34.MinRaw()));
  Value("q34.most", FixedToDouble(kQ34, kQ34.MaxRaw()));
  Value("q34.tenth", ThroughQ34(kTenth));
  Value("q34.input", kTenth);
  Value("q34.tenth_steps", kTenth / step);
  const auto sample = EncodeFixed(kQ34, Exactly(2.75));
  Value("q34.sample", FixedToDouble(kQ34, sample));
  Value("q34.sample_raw", static_cast<double>(sample));
  // Two ties, for the exercise.
  for (const auto& [key, steps] : {std::pair{"first", 2.5}, {"second", -0.5}}) {
    const double tie = steps * step;
    Value(std::string("ties.") + key, tie);
    Value(std::string("ties.") + key + "_back", ThroughQ34(tie));
  }
}

// [region mean_shift]
// The mean of (rounded - true), in steps, over the ties
// first + 1/2, first + 3/2, …, last - 1/2.
double MeanShift(RoundingMode mode, int first, int last) {
  const FixedFormat integers = Q(20, 0);
  double sum = 0;
  for (int k = first; k < last; ++k) {
    const double tie = k + 0.5;
    const auto rounded = static_cast<double>(
        EncodeFixed(integers, Exactly(tie), Rounding{mode}));
    sum += rounded - tie;
  }
  return sum / (last - first);
}
// [/region]

void Ties() {
  Part("ties");
  std::printf("a tie goes\tpositive ties\tties of both signs\n");
  const auto row = [](const char* name, const char* key, RoundingMode mode) {
    const double positive = MeanShift(mode, 0, 1000);
    const double both = MeanShift(mode, -1000, 1000);
    std::printf("%s\t%+.3f\t%+.3f\n", name, positive, both);
    Value(std::string("ties.") + key + ".positive", positive);
    Value(std::string("ties.") + key + ".both", both);
  };
  // All of these numbers are ties, so "up" need not look for them.
  row("up", "up", RoundingMode::kUp);
  row("away from zero", "away", RoundingMode::kNearestAway);
  row("to the even neighbour", "even", RoundingMode::kNearestEven);
  Holds(MeanShift(RoundingMode::kNearestEven, 0, 1000) == 0 &&
            MeanShift(RoundingMode::kNearestEven, -1000, 1000) == 0,
        "ties to even shift no average");
}

// Every multiple of 1/1024 between the ends of Q2.2.
void Sweep() {
  double sum = 0;
  double most = 0;
  int count = 0;
  for (int i = -4 * 1024; i <= 3840; ++i) {
    const double x = i / 1024.0;
    const double error = std::fabs(Saturated(x) - x);
    sum += error;
    most = std::fmax(most, error);
    ++count;
  }
  Part("sweep");
  std::printf("numbers tried:   %d\n", count);
  std::printf("largest error:   %.4f\n", most);
  std::printf("mean error:      %.4f\n", sum / count);
  Value("sweep.largest", most);
  Value("sweep.mean", sum / count);
  const double step = FixedToDouble(kQ22, 1);
  Value("q22.step", step);
  Holds(most == step / 2, "the largest error is half a step");
}

void Ends() {
  Part("overflow");
  std::printf("sum\ttrue\tsaturating\twrapping\n");
  for (const auto& [a, b] : {std::pair{3.5, 1.5}, {-3.0, -2.25}}) {
    std::printf("%g %c %g\t%g\t%g\t%g\n", a, b < 0 ? '-' : '+', std::fabs(b),
                a + b, Saturated(a + b), Wrapped(a + b));
  }
  const double sum = 3.5 + 1.5;
  Value("ends.true", sum);
  Value("ends.wrapped", Wrapped(sum));
  Holds(Wrapped(sum) == sum - 8, "the wheel has eight whole units");
}

wbm::plot::Figure EndsFigure() {
  std::vector<double> x, saturated, wrapped;
  for (int i = -7 * 64; i <= 7 * 64; ++i) {
    x.push_back(i / 64.0);
    saturated.push_back(Saturated(x.back()));
    wrapped.push_back(Wrapped(x.back()));
  }
  wbm::plot::Figure figure;
  figure.title = "What comes back from Q2.2, thirty-two patterns of five bits";
  figure.takeaway =
      "Between the ends, stairs of one step; beyond them, a clamp or a jump.";
  figure.alt_text =
      "A staircase of steps of 0.25 along the diagonal from -4 to 3.75. Beyond "
      "the ends the saturating line stays flat at -4 and 3.75; the wrapping "
      "line jumps by 8 to the other end and climbs again.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"number x that goes in", wbm::plot::kUnitless};
  panel.y = {"number that comes back", wbm::plot::kUnitless};
  panel.series.push_back(wbm::plot::Steps("wrapping", x, wrapped));
  panel.series.push_back(wbm::plot::Steps("saturating", x, saturated));
  panel.lines.push_back(wbm::plot::VerticalLine(
      FixedToDouble(kQ22, kQ22.MaxRaw()), "last mark 3.75"));
  panel.lines.push_back(wbm::plot::VerticalLine(
      FixedToDouble(kQ22, kQ22.MinRaw()), "first mark -4"));
  return figure;
}

}  // namespace

int main() {
  Table();
  Ties();
  Sweep();
  Ends();
  wbm::theory::DrawFigure(EndsFigure(), "ends");
  // Products of two int8 numbers that an int32 surely holds.
  Value("accumulator.terms", std::floor(0x7fffffff / (128.0 * 128.0)));
  return 0;
}
