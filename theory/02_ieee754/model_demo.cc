// One rounding an operation: what follows from it, and what can be
// promised.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "common/formats/formats.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::Format;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr double kRoundoff = 0x1p-24;  // of float32

// A float32 between 1 and 2, any of the 2^23.
float Draw(std::mt19937& bits) {
  return 1 + static_cast<float>(bits() >> 9) * 0x1p-23f;
}

// [region delta]
// How far an operation on float32 was from the true result, relative to
// it. Sums and products of two float32 are exact in float64, or nearly.
double Delta(float computed, double exact) {
  return (static_cast<double>(computed) - exact) / exact;
}
// [/region]

void Deltas() {
  std::mt19937 bits(2);
  double sum = 0, product = 0, quotient = 0;
  constexpr int kTried = 1000000;
  for (int i = 0; i < kTried; ++i) {
    const float a = Draw(bits), b = Draw(bits);
    const double x = static_cast<double>(a), y = static_cast<double>(b);
    sum = std::fmax(sum, std::fabs(Delta(a + b, x + y)));
    product = std::fmax(product, std::fabs(Delta(a * b, x * y)));
    quotient = std::fmax(quotient, std::fabs(Delta(a / b, x / y)));
  }
  Part("delta");
  std::printf("operation\tlargest delta, in units of u\n");
  std::printf("a + b\t%.4f\n", sum / kRoundoff);
  std::printf("a * b\t%.4f\n", product / kRoundoff);
  std::printf("a / b\t%.4f\n", quotient / kRoundoff);
  Value("delta.tried", kTried);
  // u / (1 + u) is the bound itself; the quotient's float64 adds 2^-53.
  Holds(
      sum <= kRoundoff && product <= kRoundoff && quotient <= kRoundoff,
      "no operation errs by more than u");
  Holds(product > 0.98 * kRoundoff, "and the bound is nearly reached");
}

constexpr Format kSix{.name = "six bits",
                      .exponent_bits = 3,
                      .mantissa_bits = 2,
                      .bias = 3};

// [region six]
double Six(double x) {
  return ToDouble(kSix, Encode(kSix, Exactly(x)));
}
// [/region]

// All positive numbers of the format of six bits.
std::vector<double> AllOfSix() {
  std::vector<double> all;
  for (uint64_t code = 1; code < 28; ++code) {
    all.push_back(ToDouble(kSix, code));
  }
  return all;
}

// [region sterbenz]
// Differences of all pairs: how many are exact?
struct Pairs {
  int within = 0, within_exact = 0;  // y/2 <= x <= 2y
  int beyond = 0, beyond_exact = 0;
};
Pairs Subtract(const std::vector<double>& numbers) {
  Pairs pairs;
  for (const double x : numbers) {
    for (const double y : numbers) {
      const bool near = y / 2 <= x && x <= 2 * y;
      const bool exact = Six(x - y) == x - y;
      (near ? pairs.within : pairs.beyond) += 1;
      (near ? pairs.within_exact : pairs.beyond_exact) += exact ? 1 : 0;
    }
  }
  return pairs;
}
// [/region]

void Sterbenz() {
  const Pairs pairs = Subtract(AllOfSix());
  Part("sterbenz");
  std::printf("pairs x, y\tall\tdifference exact\n");
  std::printf("within a factor of two\t%d\t%d\n", pairs.within,
              pairs.within_exact);
  std::printf("further apart\t%d\t%d\n", pairs.beyond,
              pairs.beyond_exact);
  Value("sterbenz.within", pairs.within);
  Holds(pairs.within == pairs.within_exact, "Sterbenz: all are exact");
  Holds(pairs.beyond > pairs.beyond_exact, "further apart, not all");
}

// [region cancel]
// 1 - cos(x) for a small x, in float32, and the same without
// subtracting.
float Direct(float x) { return 1 - std::cos(x); }
float Rewritten(float x) {
  const float half = std::sin(x / 2);
  return 2 * half * half;
}
// [/region]

void Cancellation() {
  constexpr float kX = 0.001f;
  const double exact =
      2 * std::pow(std::sin(static_cast<double>(kX) / 2), 2);
  const double direct = static_cast<double>(Direct(kX));
  const double rewritten = static_cast<double>(Rewritten(kX));
  const double direct_error = std::fabs(direct - exact) / exact;
  const double rewritten_error = std::fabs(rewritten - exact) / exact;
  Part("cancel");
  std::printf("x = %g\n", static_cast<double>(kX));
  std::printf("1 - cos x       %.9g   off by %.1e\n", direct,
              direct_error);
  std::printf("2 sin^2(x / 2)  %.9g   off by %.1e\n", rewritten,
              rewritten_error);
  // cos x is within u of 1 - x^2/2, and that is within u of what is
  // exact.
  Holds(direct_error > 100 * kRoundoff, "the difference lost digits");
  Holds(rewritten_error < 4 * kRoundoff, "the rewritten form did not");
  Value("cancel.over_u", direct_error / kRoundoff);
}

// [region fma]
// a * b + c: two roundings, or one.
float Twice(float a, float b, float c) {
  const volatile float product = a * b;
  return product + c;
}
float Once(float a, float b, float c) { return std::fma(a, b, c); }
// [/region]

void Fma() {
  constexpr float kA = 1 + 0x1p-12f;
  const float square = kA * kA;  // 1 + 2^-11 + 2^-24, rounded
  Part("fma");
  std::printf("a * a - round(a * a)\n");
  std::printf("two roundings   %g\n",
              static_cast<double>(Twice(kA, kA, -square)));
  std::printf("one (FMA)       %g\n",
              static_cast<double>(Once(kA, kA, -square)));
  Holds(Twice(kA, kA, -square) == 0, "the product was rounded already");
  Holds(Once(kA, kA, -square) == 0x1p-24f, "the FMA sees what was cut");
}

// [region back]
// Whether a float comes back from `digits` decimal digits.
bool ComesBack(float x, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*e", digits - 1,
                static_cast<double>(x));
  return std::strtof(text, nullptr) == x;
}
bool ComesBack(double x, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*e", digits - 1, x);
  return std::strtod(text, nullptr) == x;
}
// [/region]

void Back() {
  constexpr int kTried = 100000;
  std::mt19937_64 bits(3);
  int lost8 = 0, lost9 = 0, lost16 = 0, lost17 = 0;
  for (int i = 0; i < kTried; ++i) {
    // From 1000 to 1024, where eight digits are coarser than floats.
    const float x = std::ldexp(
        1 + static_cast<float>(0.976 + 0.024 * (i + 0.5) / kTried), 9);
    lost8 += !ComesBack(x, 8);
    lost9 += !ComesBack(x, 9);
    const double y =
        1000 + static_cast<double>(bits() >> 12) * 0x1p-52 * 24;
    lost16 += !ComesBack(y, 16);
    lost17 += !ComesBack(y, 17);
  }
  Part("back");
  std::printf("format\tdigits written\tfloats that do not come back\n");
  std::printf("float32\t8\t%.1f %%\n", 100.0 * lost8 / kTried);
  std::printf("float32\t9\t%.1f %%\n", 100.0 * lost9 / kTried);
  std::printf("float64\t16\t%.1f %%\n", 100.0 * lost16 / kTried);
  std::printf("float64\t17\t%.1f %%\n", 100.0 * lost17 / kTried);
  Holds(lost8 > 0 && lost9 == 0, "float32 needs nine digits");
  Holds(lost16 > 0 && lost17 == 0, "float64 needs seventeen");
  Value("back.float32", std::ceil(1 + 24 * std::log10(2.0)));
  Value("back.float64", std::ceil(1 + 53 * std::log10(2.0)));
}

}  // namespace

int main() {
  Deltas();
  Sterbenz();
  Cancellation();
  Fma();
  Back();
  return 0;
}
