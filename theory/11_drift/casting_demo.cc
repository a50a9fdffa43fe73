// What does rounding to float16 do to one number, and to a tensor of them?

#include <algorithm>
#include <cmath>
#include <cstdio>
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

constexpr double kRoundoff = 0x1p-11;  // u of float16

// [region cast]
double ThroughFloat16(float x, wf::RoundingMode mode) {
  const wf::Exact exact = wf::Exactly(x);
  const auto code = Encode(wf::kFloat16, exact, wf::Mode(mode));
  return ToDouble(wf::kFloat16, code);
}

// (rounded - x) / x
double RelativeError(float x, wf::RoundingMode mode) {
  return (ThroughFloat16(x, mode) - x) / x;
}
// [/region]

constexpr auto kNearest = wf::RoundingMode::kNearestEven;
constexpr auto kTruncate = wf::RoundingMode::kTowardZero;

// Plain decimals down to 10^-4.
std::string Plain(double x, int digits) {
  if (x != 0 && std::fabs(x) < 1e-4) return Scientific(x, digits);
  char text[32];
  std::snprintf(text, sizeof text, "%.8g", x);
  return text;
}

void PrintExamples() {
  std::printf("x\tin float16\trelative error\tits size over 2⁻¹¹\n");
  for (const double typed : {0.1, 1.0004, 1.0005, 1.25, 1.999, 1e-5, 1e-8}) {
    const auto x = static_cast<float>(typed);
    const double error = RelativeError(x, kNearest);
    const double over_u = std::fabs(error) / kRoundoff;
    std::printf("%s\t%s\t%s\t%.3f\n", Plain(typed, 1).c_str(),
                Plain(ThroughFloat16(x, kNearest), 4).c_str(),
                Scientific(error, 2).c_str(), over_u);
  }
}

// The worst case: the midpoint between 1 and the next number.
void WorstCase() {
  const float midpoint = 1.0f + 0x1p-11f;
  const float above = std::nextafter(midpoint, 2.0f);
  std::printf("midpoint  %.10g -> %.10g, relative error %s\n",
              static_cast<double>(midpoint), ThroughFloat16(midpoint, kNearest),
              Scientific(RelativeError(midpoint, kNearest), 5).c_str());
  std::printf("above it  %.10g -> %.10g, relative error %s\n",
              static_cast<double>(above), ThroughFloat16(above, kNearest),
              Scientific(RelativeError(above, kNearest), 5).c_str());
  Value("cast.above", ThroughFloat16(above, kNearest));
  Value("cast.worst", std::fabs(RelativeError(midpoint, kNearest)));
  float integer = 1;
  while (RelativeError(integer, kNearest) == 0) ++integer;
  Value("cast.first_lost", static_cast<double>(integer));
}

struct Errors {
  double greatest = 0;
  double rms = 0;   // over elements, of each one's relative error
  double norm = 0;  // ||rounded - x|| / ||x||
};

Errors ErrorsOf(const std::vector<float>& x, wf::RoundingMode mode) {
  Errors errors;
  double squares = 0, difference = 0, size = 0;
  for (const float v : x) {
    const double relative = RelativeError(v, mode);
    errors.greatest = std::max(errors.greatest, std::fabs(relative));
    squares += relative * relative;
    difference += relative * v * (relative * v);
    size += static_cast<double>(v) * v;
  }
  errors.rms = std::sqrt(squares / static_cast<double>(x.size()));
  errors.norm = std::sqrt(difference / size);
  return errors;
}

constexpr int kCount = 1000000;

// Normal numbers of float16 only: below 2^-14 the relative error is up to 1.
std::vector<float> Gaussian(double deviation) {
  wbm::random::Generator rng = wbm::random::DefaultRng(42);
  std::vector<float> x;
  for (int i = 0; i < kCount; ++i) {
    const auto v = static_cast<float>(deviation * rng.StandardNormal());
    if (std::fabs(v) >= 0x1p-14f) x.push_back(v);
  }
  return x;
}
std::vector<float> Uniform(double low, double high) {
  wbm::random::Generator rng = wbm::random::DefaultRng(42);
  std::vector<float> x;
  for (int i = 0; i < kCount; ++i) {
    x.push_back(static_cast<float>(rng.Uniform(low, high)));
  }
  return x;
}

// 2^low to 2^high, evenly in the logarithm.
std::vector<float> LogUniform(double low, double high) {
  wbm::random::Generator rng = wbm::random::DefaultRng(42);
  std::vector<float> x;
  for (int i = 0; i < kCount; ++i) {
    x.push_back(static_cast<float>(std::exp2(rng.Uniform(low, high))));
  }
  return x;
}

// sqrt(1 / (8 ln 2)) u: the expectation for a significand that is spread
// evenly in its logarithm.
const double kExpected = std::sqrt(1 / (8 * std::log(2.0))) * kRoundoff;

void PrintRow(const char* name, const std::vector<float>& x,
              wf::RoundingMode mode, const std::string& key) {
  const Errors e = ErrorsOf(x, mode);
  std::printf("%s\t%.4f\t%.4f\t%.4f\n", name, e.greatest / kRoundoff,
              e.rms / kRoundoff, e.norm / kRoundoff);
  Value("tensor." + key + ".greatest", e.greatest);
  Value("tensor." + key + ".rms", e.rms);
  Value("tensor." + key + ".rms_over_u", e.rms / kRoundoff);
  Value("tensor." + key + ".norm_over_u", e.norm / kRoundoff);
}

void PrintTensors() {
  std::printf("numbers, in units of u = 2⁻¹¹\tgreatest\troot mean square\t");
  std::printf("of the whole tensor\n");
  PrintRow("Gaussian, deviation 1", Gaussian(1), kNearest, "gauss");
  PrintRow("Gaussian, deviation 0.02", Gaussian(0.02), kNearest, "small");
  PrintRow("one binade, even in the logarithm", LogUniform(0, 1), kNearest,
           "binade");
  PrintRow("uniform from 1.1 to 1.3", Uniform(1.1, 1.3), kNearest, "gain");
  PrintRow("Gaussian, bits cut off", Gaussian(1), kTruncate, "truncated");
  Value("tensor.expected", kExpected);
  Value("tensor.expected_over_u", kExpected / kRoundoff);
  // E[u^2 2^(2e) / 3] over E[m^2 2^(2e)], of which the latter is 3 / (2 ln 2).
  Value("tensor.binade.expected_over_u", std::sqrt(2 * std::log(2.0)) / 3);
  Value("tensor.gain.expected_over_u", std::sqrt(1 / (3 * 1.1 * 1.3)));
  Value("tensor.count", kCount);
}

// The root mean square of the relative error, by place in the binade.
void DrawSawtooth() {
  namespace plot = wbm::plot;
  constexpr int kBins = 16;
  std::vector<double> squares(3 * kBins), counts(3 * kBins);
  for (const float v : Uniform(0.5, 4.0)) {
    const auto bin = static_cast<std::size_t>((std::log2(v) + 1) * kBins);
    const double e = RelativeError(v, kNearest) / kRoundoff;
    squares[bin] += e * e;
    counts[bin] += 1;
  }
  std::vector<double> at, rms, x, bound;
  for (std::size_t i = 0; i < squares.size(); ++i) {
    at.push_back(std::exp2((static_cast<double>(i) + 0.5) / kBins - 1));
    rms.push_back(std::sqrt(squares[i] / counts[i]));
  }
  for (int i = 0; i < 300; ++i) {
    x.push_back(std::exp2(i / 100.0 - 1));
    bound.push_back(std::exp2(-std::fmod(i / 100.0, 1.0)));
  }
  plot::Figure figure;
  figure.title = "Relative error of rounding to float16";
  figure.takeaway =
      "Just above a power of two a number may lose u; just below the next, "
      "half of that.";
  figure.alt_text =
      "Two curves over the number, from one half to four. The bound is a "
      "sawtooth that starts at u at each power of two and falls to half of u "
      "before the next. The measured root mean square is the same sawtooth "
      "divided by the square root of three, from 0.58 u to 0.29 u; its mean "
      "over a binade, 0.425 u, is a dashed line.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"the number that is rounded", plot::kUnitless, plot::Scale::kLog2,
             0.5, 4};
  panel.y = {"relative error", "u", plot::Scale::kLinear, 0, 1.1};
  panel.series.push_back(plot::Line("greatest possible", x, bound));
  panel.series.push_back(plot::Points("root mean square, measured", at, rms));
  panel.lines.push_back(
      plot::HorizontalLine(kExpected / kRoundoff, "expected, 0.425 u"));
  wbm::theory::DrawFigure(figure, "sawtooth");
}

// Casts that are no rounding to nearest, and whether they stay put.
void Idempotence() {
  const auto half_added = [](double x, double step) {
    return std::floor(x / step + 0.5) * step;
  };
  const auto next_up = [](double x, double step) {
    return std::floor(x / step + 1) * step;
  };
  constexpr double kStep = 0x1p-10;  // between one and two
  bool half_stays = true, next_stays = true;
  for (int i = 0; i < 1000; ++i) {
    const double x = 1 + i / 1000.0;
    const double half = half_added(x, kStep), next = next_up(x, kStep);
    half_stays = half_stays && half_added(half, kStep) == half;
    next_stays = next_stays && next_up(next, kStep) == next;
  }
  Holds(half_stays, "adding half a step and cutting is idempotent");
  Holds(!next_stays, "taking the next mark up is not");
}

}  // namespace

int main() {
  Idempotence();
  wbm::theory::Part("examples");
  PrintExamples();
  wbm::theory::Part("worst");
  WorstCase();
  wbm::theory::Part("tensors");
  PrintTensors();
  DrawSawtooth();
  const Errors nearest = ErrorsOf(Gaussian(1), kNearest);
  Holds(nearest.greatest < kRoundoff, "no normal number loses more than u");
  // A million squares of equal size have a mean within a thousandth.
  Holds(std::fabs(nearest.rms / kExpected - 1) < 0.002,
        "Gaussian numbers lose 0.425 u in the root mean square");
  Holds(ErrorsOf(Gaussian(1), kTruncate).greatest > 1.9 * kRoundoff,
        "truncation loses up to 2 u");
}
