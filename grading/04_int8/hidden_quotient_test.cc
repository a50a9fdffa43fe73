// The hidden tests of tasks 4.3, 4.5 and 4.6 that look at the quotient alone:
// one float32 division. Inputs are those on which a double division, or a
// product with the reciprocal, ends on the other side of a tie.
//
// Only those count whose float32 quotient goes the same way under every usual
// rule for ties: a fault of NearestStep is not to be told again here.

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/04_int8/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

using Codes = std::vector<std::int8_t>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();

// In [0, 1) on a grid of 2^-24.
float Unit(std::mt19937& bits) {
  return std::ldexp(static_cast<float>(bits() >> 8), -24);
}

int Below(std::mt19937& bits, int n) {
  return static_cast<int>(bits() % static_cast<std::uint32_t>(n));
}

struct Rules {
  std::int32_t right = 0;
  bool by_double = false;      // another step by a double division
  bool by_reciprocal = false;  // another step by x * (1 / scale)
};

Rules Decide(float x, float scale) {
  const float quotient = oracle::Quotient(x, scale);
  const std::int32_t right = oracle::NearestStep(quotient);
  const double exact = static_cast<double>(x) / static_cast<double>(scale);
  const auto nearest = static_cast<std::int32_t>(std::nearbyint(exact));
  return {right, nearest != right,
          oracle::NearestStep(x * (1 / scale)) != right};
}

struct Telling {
  float x = 0, scale = 1;
  std::int32_t step = 0;
};

// At least `wanted` that tell a double division and as many that tell a
// reciprocal; their quotients are near k + 1/2, k odd and in 1…119.
std::vector<Telling> TellingQuotients(std::string_view tag, int wanted) {
  std::mt19937 bits(HiddenSeed(tag));
  std::vector<Telling> telling;
  int found_double = 0, found_reciprocal = 0;
  while (found_double < wanted || found_reciprocal < wanted) {
    const float scale = 0.005f + 0.02f * Unit(bits);
    const auto k = static_cast<float>(2 * Below(bits, 60) + 1);
    const float near = (k + 0.5f) * scale;
    for (float x :
         {std::nextafter(near, -kInf), near, std::nextafter(near, kInf)}) {
      const Rules rules = Decide(x, scale);
      if (!rules.by_double && !rules.by_reciprocal) continue;
      found_double += rules.by_double;
      found_reciprocal += rules.by_reciprocal;
      telling.push_back({x, scale, rules.right});
    }
  }
  return telling;
}

// Task 4.3.

TEST(QuantizeSymmetricHidden, TheQuotientIsOneFloat32Division) {
  for (const auto& [x, scale, step] :
       TellingQuotients("quotients of 4.3", 200)) {
    Given("x", x);
    Given("scale", scale);
    const absl::StatusOr<Codes> codes = QuantizeSymmetric(Floats{x}, scale);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(codes->size(), 1u);
    ASSERT_EQ(codes->front(), step)
        << "x / scale = " << oracle::Quotient(x, scale);
  }
}

// Task 4.5.

struct TellingRange {
  float lo = 0, hi = 0, scale = 1;
  std::int32_t step = 0;  // of lo
};

// Likewise with lo / scale near -(k + 1/2), k odd: lo = -s hi / (255 - s) lies
// s steps below 0. The scale depends on lo, so its neighbours are tried, too.
std::vector<TellingRange> TellingRanges(std::string_view tag, int wanted) {
  std::mt19937 bits(HiddenSeed(tag));
  std::vector<TellingRange> telling;
  int found_double = 0, found_reciprocal = 0;
  while (found_double < wanted || found_reciprocal < wanted) {
    const float hi = 0.01f + Unit(bits);
    const int k = 2 * Below(bits, 127) + 1;
    const auto near = static_cast<float>(-(k + 0.5) * static_cast<double>(hi) /
                                         (255 - (k + 0.5)));
    for (float lo :
         {std::nextafter(near, -kInf), near, std::nextafter(near, kInf)}) {
      const float scale = oracle::Quotient(hi - lo, 255.0f);
      const Rules rules = Decide(lo, scale);
      if (!rules.by_double && !rules.by_reciprocal) continue;
      if (std::floor(-oracle::Quotient(lo, scale)) != static_cast<float>(k)) {
        continue;
      }
      found_double += rules.by_double;
      found_reciprocal += rules.by_reciprocal;
      telling.push_back({lo, hi, scale, rules.right});
    }
  }
  return telling;
}

TEST(ChooseAsymmetricHidden, TheZeroPointIsOneFloat32Division) {
  for (const auto& [lo, hi, scale, step] :
       TellingRanges("TheZeroPointIsOneFloat32Division", 10)) {
    Given("lo", lo);
    Given("hi", hi);
    const absl::StatusOr<Affine> ruler = ChooseAsymmetric(Floats{lo, hi});
    ASSERT_TRUE(ruler.ok()) << ruler.status();
    ASSERT_EQ(ruler->scale, scale);
    ASSERT_EQ(ruler->zero_point, -128 - step)
        << "lo / scale = " << oracle::Quotient(lo, scale);
  }
}

// Task 4.6.

// The zero point is even and no larger than the step: what is added before
// rounding moves no tie, and the sum loses no bit.
TEST(QuantizeAsymmetricHidden, TheQuotientIsOneFloat32Division) {
  std::mt19937 bits(46);
  for (const auto& [x, scale, step] :
       TellingQuotients("quotients of 4.6", 200)) {
    const Affine ruler = {.scale = scale,
                          .zero_point = -2 * Below(bits, step / 2 + 1)};
    Given("x", x);
    Given("scale", scale);
    Given("zero_point", ruler.zero_point);
    const absl::StatusOr<Codes> codes = QuantizeAsymmetric(Floats{x}, ruler);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(codes->size(), 1u);
    ASSERT_EQ(codes->front(), step + ruler.zero_point)
        << "x / scale = " << oracle::Quotient(x, scale);
  }
}

}  // namespace
}  // namespace int8_lab
