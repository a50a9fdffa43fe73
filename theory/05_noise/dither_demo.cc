// Noise that is added on purpose, and tails that a bell does not have.

#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>
#include <vector>

#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// [region dither]
// A number through a ruler of step one; the dither is uniform on one
// step.
double Plain(double x) { return std::nearbyint(x); }
double Dithered(double x, double dither) {
  return std::nearbyint(x + dither);
}
double Subtracted(double x, double dither) {
  return std::nearbyint(x + dither) - dither;
}
// [/region]

struct Error {
  double mean = 0, power = 0;
};

template <typename Quantizer>
Error ErrorAt(double x, Quantizer quantize) {
  // 10^5 dithers, equally spaced: their mean is exactly that of the
  // law.
  constexpr int kDithers = 100000;
  Error error;
  for (int i = 0; i < kDithers; ++i) {
    const double e = quantize(x, (i + 0.5) / kDithers - 0.5) - x;
    error.mean += e / kDithers;
    error.power += e * e / kDithers;
  }
  return error;
}

void Dither() {
  Part("dither");
  std::printf(
      "x, in steps\tplain: error\tdithered: mean\tpower\t"
      "subtracted: mean\tpower\n");
  for (const double x : {0.0, 0.1, 0.25, 0.4}) {
    const Error added = ErrorAt(x, Dithered);
    const Error both = ErrorAt(x, Subtracted);
    std::printf("%g\t%g\t%.3f\t%.4f\t%.3f\t%.4f\n", x, Plain(x) - x,
                std::fabs(added.mean), added.power,
                std::fabs(both.mean), both.power);
    Holds(std::fabs(added.mean) < 1e-4 && std::fabs(both.mean) < 1e-4,
          "with dither the mean error is zero everywhere");
    Holds(std::fabs(added.power - x * (1 - x)) < 1e-4,
          "its power is that of a coin");
    Holds(std::fabs(both.power - 1 / 12.0) < 1e-4,
          "subtracted again, it is a twelfth everywhere");
  }
}

// A Laplace distribution of deviation one: exp(-|x| sqrt 2) / sqrt 2.
// [region laplace]
// Beyond c, twice the integral of (x - c)^2 against the tail.
double LaplaceOverload(double c) {
  return std::exp(-c * std::numbers::sqrt2);
}
double Granular(double c, int bits) {
  const double step = 2 * c / (std::exp2(bits) - 2);
  return step * step / 12;
}
// [/region]

double LaplaceNoise(double c, int bits) {
  const double outside = std::exp(-c * std::numbers::sqrt2);
  return LaplaceOverload(c) + Granular(c, bits) * (1 - outside);
}

double BestClip(int bits) {
  double best = 0.5;
  for (double c = 0.5; c < 15; c += 0.01) {
    if (LaplaceNoise(c, bits) < LaplaceNoise(best, bits)) best = c;
  }
  return best;
}

// A hundred thousand samples: quantiles of a Laplace distribution.
std::vector<double> Samples() {
  constexpr int kCount = 100000;
  std::vector<double> x;
  for (int i = 0; i < kCount; ++i) {
    const double p = (i + 0.5) / kCount;
    const double size =
        -std::log(1 - std::fabs(2 * p - 1)) / std::numbers::sqrt2;
    x.push_back(p < 0.5 ? -size : size);
  }
  return x;
}

double Measured(const std::vector<double>& x, double c, int bits) {
  const double highest = std::exp2(bits - 1) - 1;
  const double step = c / highest;
  double noise = 0, power = 0;
  for (const double value : x) {
    const double q = std::fmin(
        std::fmax(std::nearbyint(value / step), -highest), highest);
    noise += (q * step - value) * (q * step - value);
    power += value * value;
  }
  return noise / power;
}

void HeavyTails() {
  const std::vector<double> x = Samples();
  const double peak = x.back();
  Part("tails");
  std::printf(
      "bits\tbest clip, deviations\tSQNR there, dB\tto the "
      "maximum, dB\tgain, dB\n");
  for (const int bits : {3, 4, 6, 8}) {
    const double best = BestClip(bits);
    const double there = -10 * std::log10(Measured(x, best, bits));
    const double wide = -10 * std::log10(Measured(x, peak, bits));
    std::printf("%d\t%.2f\t%.1f\t%.1f\t%.1f\n", bits, best, there, wide,
                there - wide);
    const std::string key = "tails.b" + std::to_string(bits);
    Value(key + ".best", best);
    Value(key + ".gain", there - wide);
    Holds(there > wide, "clipping pays");
  }
  Value("tails.peak", peak);
}

}  // namespace

int main() {
  Dither();
  HeavyTails();
}
