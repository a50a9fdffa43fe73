// The hidden tests of lab 02, tasks 2.8 to 2.11: what arithmetic loses.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "common/lab/given.h"
#include "grading/02_ieee754/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/02_ieee754/floats.h"

namespace ieee_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Task 2.8. A threshold is right when an update that is a little smaller rounds
// back to the weight and one that is a little larger does not. The sums are
// exact in double: a weight has at most 24 bits, the threshold is one bit at
// most two places below, and 2^-20 of it adds twenty more.
void ExpectThreshold(Code weight, bool growing) {
  Given("bits", weight.bits);
  Given("format", weight.format);
  Given("growing", growing);
  const std::optional<Absorption> got = AbsorptionOf(weight, growing);
  ASSERT_TRUE(got.has_value());
  ASSERT_TRUE(got->threshold > 0 && got->threshold < 1e39) << got->threshold;
  const double here = oracle::Value(weight);
  const double out = (growing == (here > 0)) ? 1.0 : -1.0;
  const auto rounds_back = [&](double update) {
    return oracle::Nearest(here + out * update, weight.format) == weight.bits;
  };
  EXPECT_TRUE(rounds_back(got->threshold * (1 - 0x1p-20)))
      << "an update just below " << got->threshold << " moves the weight";
  EXPECT_FALSE(rounds_back(got->threshold * (1 + 0x1p-20)))
      << "an update just above " << got->threshold << " is absorbed";
  EXPECT_EQ(got->tie_absorbed, rounds_back(got->threshold)) << "at the tie";
}

// Sixteen bits: a stride that is prime to the fraction's size, from a drawn
// code, and each end of each binade.
std::vector<Code> Weights() {
  const std::uint64_t drawn = HiddenSeed("weights") % 23;
  std::vector<Code> codes;
  for (Format format : {Format::kFloat16, Format::kBfloat16}) {
    const std::uint32_t last = format == Format::kFloat16 ? 0x3FF : 0x7F;
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
      const std::uint32_t fraction = bits & last;
      const bool end = fraction <= 1 || fraction >= last - 1;
      if (end || bits % 23 == drawn) codes.push_back({bits, format});
    }
  }
  for (std::uint32_t row = 0; row < 512; ++row) {
    for (std::uint32_t fraction : {0u, 1u, 2u, 0x2AAAAAu, 0x7FFFFFu}) {
      codes.push_back({row << 23 | fraction, Format::kFloat32});
    }
  }
  std::erase_if(codes, [](const Code& c) {
    const Kind kind = oracle::KindOf(c);
    return kind != Kind::kNormal && kind != Kind::kSubnormal;
  });
  return codes;
}

bool StartsABinade(Code c) {
  int exponent = 0;
  return std::abs(std::frexp(oracle::Value(c), &exponent)) == 0.5;
}

TEST(AbsorptionOfHidden, InsideTheBinades) {
  for (const Code& c : Weights()) {
    if (StartsABinade(c)) continue;
    for (bool growing : {true, false}) ExpectThreshold(c, growing);
    if (HasFailure()) return;
  }
}

TEST(AbsorptionOfHidden, AtEveryPowerOfTwo) {
  for (const Code& c : Weights()) {
    if (!StartsABinade(c)) continue;
    for (bool growing : {true, false}) ExpectThreshold(c, growing);
    if (HasFailure()) return;
  }
}

// The largest float that is absorbed: one more bit and it is not. Both sums are
// computed here, on the trusted side.
void ExpectLargest(float weight, bool growing) {
  Given("weight", weight);
  Given("growing", growing);
  const float got = LargestAbsorbed(weight, growing);
  ASSERT_TRUE(got >= 0 && got < kInf) << got << " is no size of an update";
  const float out = (growing == (weight > 0)) ? 1.0f : -1.0f;
  volatile float with = weight + out * got;
  volatile float more = weight + out * std::nextafter(got, kInf);
  ASSERT_EQ(static_cast<float>(with), weight) << got << " moves the weight";
  ASSERT_NE(static_cast<float>(more), weight)
      << "the float above " << got << " is absorbed, too";
}

TEST(LargestAbsorbedHidden, FloatsOfEverySize) {
  std::vector<float> weights = {std::numeric_limits<float>::max(),
                                std::numeric_limits<float>::min(),
                                std::numeric_limits<float>::denorm_min(),
                                0x1p-125f,
                                1.5f,
                                1e8f};
  std::mt19937 random(HiddenSeed("FloatsOfEverySize"));
  for (int exponent = -149; exponent < 128; exponent += 3) {
    const float fraction =
        1 + std::ldexp(static_cast<float>(random() >> 9), -23);
    weights.push_back(std::ldexp(fraction, exponent));
    weights.push_back(std::ldexp(1.0f, exponent));
  }
  for (float weight : weights) {
    for (bool growing : {true, false}) {
      ExpectLargest(weight, growing);
      ExpectLargest(-weight, growing);
      if (HasFailure()) return;
    }
  }
}

// Task 2.9.
TEST(NonAssociativeHidden, PartnersForEverySize) {
  std::mt19937 random(HiddenSeed("PartnersForEverySize"));
  for (int exponent = -100; exponent < 100; ++exponent) {
    const float fraction =
        1 + std::ldexp(static_cast<float>(random() >> 9), -23);
    for (float a : {std::ldexp(1.0f, exponent), std::ldexp(fraction, exponent),
                    -std::ldexp(fraction, exponent)}) {
      Given("a", a);
      const Partners p = NonAssociative(a);
      Given("b", p.b);
      Given("c", p.c);
      ASSERT_TRUE(std::abs(p.c) > 0 && std::isfinite(p.c)) << "c is " << p.c;
      volatile float a_plus_b = a + p.b, b_plus_c = p.b + p.c;
      ASSERT_EQ(a_plus_b + p.c, p.c) << "(a + b) + c";
      ASSERT_EQ(a + b_plus_c, 0.0f) << "a + (b + c)";
    }
  }
}

// Task 2.10.
TEST(MaximumHidden, NansAnywhereAmongManyNumbers) {
  std::mt19937 random(HiddenSeed("NansAnywhereAmongManyNumbers"));
  for (std::size_t n : {1u, 2u, 3u, 17u, 100u}) {
    std::vector<float> x(n);
    for (float& v : x) {
      v = std::ldexp(static_cast<float>(random() >> 8) - 0x1p23f, -10);
      // None above zero, whatever is drawn: a search begins at -infinity.
      if (n <= 2) v = -std::abs(v);
    }
    Given("x", x);
    ASSERT_EQ(Maximum(x), *std::max_element(x.begin(), x.end()));
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<float> spoilt = x;
      spoilt[i] = i % 2 == 0 ? kNan : -kNan;
      if (n > 1) spoilt[(i + 1) % n] = kInf;
      Given("x", spoilt);
      Given("the NaN's index", i);
      ASSERT_TRUE(std::isnan(Maximum(spoilt)));
    }
  }
}

// More elements than 16 bits can count; what matters is the last.
TEST(MaximumHidden, TheLastOfMany) {
  std::mt19937 random(HiddenSeed("TheLastOfMany"));
  std::vector<float> x(0x10001 + random() % 1000);
  for (float& v : x) v = -std::ldexp(static_cast<float>(random() >> 8), -20);
  for (float last : {0.5f, kInf}) {
    x.back() = last;
    Given("x", x);
    Given("the last", last);
    ASSERT_EQ(Maximum(x), last);
  }
}

TEST(MaximumHidden, PlusZeroIsAboveMinusZero) {
  for (const std::vector<float>& x :
       std::vector<std::vector<float>>{{0.0f, -0.0f},
                                       {-0.0f, 0.0f},
                                       {-0.0f, -0.0f},
                                       {-1.0f, -0.0f, 0.0f},
                                       {-0.0f},
                                       {-0.0f, -kInf}}) {
    Given("x", x);
    bool plus = false;
    for (float v : x) plus = plus || (v == 0 && !std::signbit(v));
    const float got = Maximum(x);
    ASSERT_EQ(got, 0.0f);
    ASSERT_EQ(std::signbit(got), !plus) << "the zero has the wrong sign";
  }
}

// Task 2.11. What the two bits do, by Intel's manual (vol. 1, 10.2.3.3 and
// 10.2.3.4): FTZ acts on a result, DAZ on an operand.
void ExpectProbe(bool ftz, bool daz) {
  Given("flush_to_zero", ftz);
  Given("denormals_are_zero", daz);
  const Probe got = ProbeSubnormals({ftz, daz});
  ASSERT_EQ(got.half_of_least_normal, ftz ? 0 : 0x1p-127f);
  ASSERT_EQ(got.subnormal_times_one, ftz || daz ? 0 : 0x1p-149f);
  ASSERT_EQ(got.subnormal_times_2_24, daz ? 0 : 0x1p-125f);
  ASSERT_EQ(got.subnormal_is_zero, daz);
}

TEST(ProbeSubnormalsHidden, EachBitAlone) {
  ExpectProbe(true, false);
  ExpectProbe(false, true);
}

TEST(ProbeSubnormalsHidden, OneSettingAfterAnother) {
  std::vector<unsigned> settings = {0, 3, 0, 1, 2, 3, 2, 0, 1, 0};
  std::mt19937 random(HiddenSeed("OneSettingAfterAnother"));
  for (int i = 0; i < 10; ++i)
    settings.push_back(static_cast<unsigned>(random() % 4));
  for (unsigned setting : settings) {
    ExpectProbe(setting / 2 == 1, setting % 2 == 1);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace ieee_lab
