// The hidden tests of tasks 4.1 to 4.6: every tie, many rulers, special values.
//
// Where a student's function calls another one (QuantizeSymmetric calls
// NearestStep), inputs are chosen so that a fault of the inner one costs as few
// checks as it can: ties stand in checks of their own, which the rubric skips
// when task 4.2 already has them wrong.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/each.h"
#include "common/lab/given.h"
#include "grading/04_int8/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Each;
using ::wbm::lab::Given;

using Codes = std::vector<std::int8_t>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr float kMinNormal = std::numeric_limits<float>::min();

float Up(float x) { return std::nextafter(x, kInf); }
float Down(float x) { return std::nextafter(x, -kInf); }

// Uniform in [-1, 1) on a grid of 2^-23; the same numbers on every platform,
// which std::uniform_real_distribution does not promise.
class Random {
 public:
  explicit Random(std::string_view tag) : bits_(HiddenSeed(tag)) {}
  float Unit() {
    const auto grid = static_cast<std::int32_t>(bits_() >> 8) - (1 << 23);
    return std::ldexp(static_cast<float>(grid), -23);
  }
  int Below(int n) {
    return static_cast<int>(bits_() % static_cast<std::uint32_t>(n));
  }
  Floats Tensor(int n, float magnitude) {
    Floats x(static_cast<std::size_t>(n));
    for (float& v : x) v = magnitude * Unit();
    return x;
  }

 private:
  std::mt19937 bits_;
};

// Scales of all sizes, few of them powers of two, and two that nobody knows.
Floats Scales(std::string_view tag) {
  Floats scales = {1.0f,   0.5f,     0.0078125f, 0.1f,    0.0070079f,
                   3.7e-4, 0.02873f, 1e-20f,     7.3e12f, 1.2e-38f};
  Random random(tag);
  for (int i = 0; i < 2; ++i) {
    scales.push_back(
        std::ldexp(1.5f + 0.5f * random.Unit(), random.Below(60) - 30));
  }
  return scales;
}

// Task 4.1.

// More elements than 16 bits can count.
constexpr int kMany = 70'000;

// The last of many elements decides, or is refused.
void ExpectTheLastCounts() {
  Floats x(kMany, 0.5f);
  x.back() = -3;
  Given("n", kMany);
  Given("x[n - 1]", x.back());
  const absl::StatusOr<float> scale = ChooseSymmetric(x);
  ASSERT_TRUE(scale.ok()) << scale.status();
  ASSERT_EQ(*scale, oracle::Quotient(3.0f, 127.0f));
  x.back() = kInf;
  Given("x[n - 1]", x.back());
  ASSERT_EQ(ChooseSymmetric(x).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ChooseSymmetricHidden, EveryElementCounts) {
  Random random("EveryElementCounts");
  for (int n : {1, 2, 5, 64, 320, 1000}) {
    const Floats base = random.Tensor(n, 0.99f);
    for (int i = 0; i < n; i += 1 + n / 7) {
      // Any magnitude: a product with 1 / 127 is wrong for two in five.
      const float magnitude = 1.5f + random.Unit() / 2;
      for (float largest : {magnitude, -magnitude}) {
        Floats x = base;
        x[static_cast<std::size_t>(i)] = largest;
        Given("n", n);
        Given("i", i);
        Given("x[i]", largest);
        const absl::StatusOr<float> scale = ChooseSymmetric(x);
        ASSERT_TRUE(scale.ok()) << scale.status();
        ASSERT_EQ(*scale, oracle::Quotient(magnitude, 127.0f));
      }
    }
  }
  ASSERT_NO_FATAL_FAILURE(ExpectTheLastCounts());
}

TEST(ChooseSymmetricHidden, ScalesBelowTheNormalRangeAreOne) {
  // 127 * 2^-126 is exact; its quotient is the smallest normal float.
  const float edge = 127 * kMinNormal;
  for (float largest : {Down(edge), kMinNormal, 1e-45f, 60e-45f}) {
    Given("max |x|", largest);
    const absl::StatusOr<float> scale = ChooseSymmetric(Floats{0, largest});
    ASSERT_TRUE(scale.ok()) << scale.status();
    ASSERT_EQ(*scale, 1.0f);
  }
  // Both ends are as far out: a width would overflow, a magnitude does not.
  for (float largest : {edge, Up(edge), 1e-30f, 1.0f, 1e30f, kMax}) {
    Given("max |x|", largest);
    const absl::StatusOr<float> scale =
        ChooseSymmetric(Floats{largest, -largest, 0, largest});
    ASSERT_TRUE(scale.ok()) << scale.status();
    ASSERT_EQ(*scale, oracle::Quotient(largest, 127.0f));
  }
}

// Task 4.2.

void ExpectNearestSteps(std::span<const float> x) {
  const std::vector<std::int16_t> got = Each<&NearestStep>(x);
  ASSERT_EQ(got.size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (got[i] == oracle::NearestStep(x[i])) continue;
    Given("steps", x[i]);
    FAIL() << "NearestStep gives " << got[i] << " in place of "
           << oracle::NearestStep(x[i]);
  }
}

TEST(NearestStepHidden, EveryTieGoesToEven) {
  Floats ties;
  for (int k = -32768; k < 32767; ++k)
    ties.push_back(static_cast<float>(k) + 0.5f);
  for (float tie : ties) ASSERT_TRUE(oracle::IsTie(tie));
  ExpectNearestSteps(ties);
}

// The function is monotone between ties, so the floats next to each tie decide
// what lies between; a sweep through all bit patterns (every 509th, a prime)
// covers functions that are not. Where the sweep begins is drawn.
TEST(NearestStepHidden, NeverMoreThanHalfAStepAway) {
  Floats x;
  for (int k = -32768; k < 32767; ++k) {
    const float tie = static_cast<float>(k) + 0.5f;
    x.insert(x.end(), {Down(tie), Up(tie), static_cast<float>(k)});
  }
  ASSERT_NO_FATAL_FAILURE(ExpectNearestSteps(x));

  constexpr std::uint64_t kPatterns = std::uint64_t{1} << 32;
  constexpr std::size_t kBatch = 1 << 20;
  x.clear();
  const std::uint64_t first = HiddenSeed("NeverMoreThanHalfAStepAway") % 509;
  for (std::uint64_t bits = first; bits < kPatterns; bits += 509) {
    const auto v = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (std::abs(v) < 32767 && !oracle::IsTie(v)) x.push_back(v);
    if (x.size() == kBatch || bits + 509 >= kPatterns) {
      ASSERT_NO_FATAL_FAILURE(ExpectNearestSteps(x));
      x.clear();
    }
  }
}

TEST(NearestStepHidden, SaturatesAtBothEndsOfInt16) {
  // What survives a cast to int32 or int64 but not to int16 is here, too, and
  // what a cast modulo 2^16 would turn into a small number.
  ExpectNearestSteps(Floats{
      32766.75f,      32767.25f, 32767.75f,     32768.0f,      65535.0f,
      65536.0f,       65537.0f,  2147483648.0f, 4294967296.0f, 9.3e18f,
      1.9e19f,        kMax,      -32767.75f,    -32768.0f,     -32768.75f,
      -32769.0f,      -65535.0f, -65536.0f,     -65537.0f,     -2147483648.0f,
      -4294967296.0f, -9.3e18f,  -1.9e19f,      -kMax});
  for (float end : {kInf, -kInf}) {
    Given("steps", end);
    ASSERT_EQ(NearestStep(end), end > 0 ? 32767 : -32768);
  }
}

// Tasks 4.3 and 4.6.

// How far the real x / scale + zero_point may be from the code, in steps:
// half a step, and the rounding of the quotient, which is below 256 steps:
// 2^-17 for one division; x * (1 / scale) rounds twice and stays below 2^-15.
// (The one-division rule has a check of its own.)
constexpr double kHalfAStep = 0.5 + 0x1p-15;

void ExpectHalfAStep(const Floats& x, Affine ruler,
                     const absl::StatusOr<Codes>& codes) {
  Given("scale", ruler.scale);
  Given("zero_point", ruler.zero_point);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(codes->size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    // scale has 24 bits and the difference 9: the product is exact in double.
    const int steps = (*codes)[i] - ruler.zero_point;
    const double there = static_cast<double>(ruler.scale) * steps;
    const double error = std::abs(static_cast<double>(x[i]) - there);
    if (error <= kHalfAStep * static_cast<double>(ruler.scale)) continue;
    Given("x[i]", x[i]);
    FAIL() << "code " << int{(*codes)[i]} << " is "
           << error / static_cast<double>(ruler.scale) << " steps away";
  }
}

TEST(QuantizeSymmetricHidden, WithinHalfAStepOfEveryValue) {
  Random random("WithinHalfAStepOfEveryValue");
  for (float scale : Scales("scales of 4.3")) {
    // Up to 127.25 steps, so that the ends of the range are met.
    const Floats x = random.Tensor(kMany, 127.25f * scale);
    const absl::StatusOr<Codes> codes = QuantizeSymmetric(x, scale);
    ASSERT_NO_FATAL_FAILURE(ExpectHalfAStep(x, {.scale = scale}, codes));
  }
}

TEST(QuantizeSymmetricHidden, ClipsWhereverTheQuotientLeavesTheRange) {
  for (float scale : Scales("scales of clipping")) {
    // In steps; all of them beyond 127.5. 255 to 257 and 65409 would be small
    // codes modulo 2^8 or 2^16; the last two overflow the quotient for small
    // scales, and 2^31 and 2^63 overflow an integer.
    Floats x;
    for (float steps : {127.75f, 128.0f, 129.0f, 255.0f, 256.0f, 257.0f,
                        32768.0f, 65409.0f, 65536.0f, 0x1p31f, 0x1p32f}) {
      x.insert(x.end(), {steps * scale, -steps * scale});
    }
    x.insert(x.end(), {kMax, -kMax, kInf, -kInf});
    Given("scale", scale);
    const absl::StatusOr<Codes> codes = QuantizeSymmetric(x, scale);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(codes->size(), x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      Given("x[i]", x[i]);
      ASSERT_EQ((*codes)[i], x[i] > 0 ? 127 : -127);
    }
  }
}

TEST(QuantizeSymmetricHidden, TiesGoToEven) {
  Floats x;
  Codes expected;
  for (int k = -127; k < 127; ++k) {
    x.push_back((static_cast<float>(k) + 0.5f) * 0.125f);
    expected.push_back(static_cast<std::int8_t>(k % 2 == 0 ? k : k + 1));
  }
  Given("x", x);
  Given("scale", 0.125f);
  const absl::StatusOr<Codes> codes = QuantizeSymmetric(x, 0.125f);
  ASSERT_TRUE(codes.ok()) << codes.status();
  EXPECT_EQ(*codes, expected);
}

// Task 4.4.

TEST(DequantizeHidden, EveryCodeWithEveryZeroPoint) {
  Codes codes;
  for (int q = -128; q <= 127; ++q)
    codes.push_back(static_cast<std::int8_t>(q));
  std::vector<std::int32_t> zero_points = {-(1 << 20), -158, 1 << 20};
  for (int z = -128; z <= 127; ++z) zero_points.push_back(z);
  for (float scale : Scales("scales of 4.4")) {
    Given("scale", scale);
    for (std::int32_t z : zero_points) {
      Given("zero_point", z);
      const Floats y = Dequantize(codes, {.scale = scale, .zero_point = z});
      ASSERT_EQ(y.size(), codes.size());
      for (std::size_t i = 0; i < codes.size(); ++i) {
        // 24 bits times 21 bits is exact in double, so the cast is the only
        // rounding: the right answer to the bit.
        const std::int32_t steps = codes[i] - z;
        const double exact = static_cast<double>(scale) * steps;
        if (y[i] == static_cast<float>(exact)) continue;
        Given("code", codes[i]);
        FAIL() << "got " << y[i] << " in place of " << exact;
      }
    }
  }
  const Codes many(kMany, 5);
  Given("number of codes", kMany);
  ASSERT_EQ(Dequantize(many, {.scale = 2, .zero_point = 1}), Floats(kMany, 8));
}

// Task 4.5.

// Where rounding of the scale could turn one nearest step into another, every
// answer but the exact one would be wrong by a rounding error only: skip.
bool NearATie(float steps) {
  const float rest = steps - std::floor(steps);
  return std::abs(rest - 0.5f) < 0.001f;
}

// Beyond half of float32's range 2 hi overflows, and so does the sum of two
// elements; hi - lo does not.
void ExpectWidestRanges() {
  Floats many(kMany, -1);
  many.back() = 2;
  Given("n", kMany);
  const absl::StatusOr<Affine> last = ChooseAsymmetric(many);
  ASSERT_TRUE(last.ok()) << last.status();
  ASSERT_EQ(last->scale, oracle::Quotient(3.0f, 255.0f));
  for (float end : {3e38f, kMax, Down(kMax / 2)}) {
    for (const Floats& x :
         {Floats{end, end}, Floats{end, 0, end}, Floats{-end, -end}}) {
      Given("x", x);
      const absl::StatusOr<Affine> ruler = ChooseAsymmetric(x);
      ASSERT_TRUE(ruler.ok()) << ruler.status();
      ASSERT_EQ(ruler->scale, oracle::Quotient(end, 255.0f));
      ASSERT_EQ(ruler->zero_point, x[0] > 0 ? -128 : 127);
    }
  }
}

// 255 * 2^-126 is exact: the narrowest range that keeps its scale.
void ExpectNarrowestRanges() {
  const float edge = 255 * kMinNormal;
  for (float width : {edge, Up(edge), Down(edge), kMinNormal, 1e-45f}) {
    Given("hi", width);
    const absl::StatusOr<Affine> ruler = ChooseAsymmetric(Floats{width, 0});
    ASSERT_TRUE(ruler.ok()) << ruler.status();
    const float quotient = width < edge ? 1 : oracle::Quotient(width, 255.0f);
    ASSERT_EQ(ruler->scale, quotient);
    ASSERT_EQ(ruler->zero_point, -128);
  }
}

TEST(ChooseAsymmetricHidden, ScaleAndZeroPointOfEveryRange) {
  Random random("ScaleAndZeroPointOfEveryRange");
  int seen = 0;
  while (seen < 1000) {
    Floats x = random.Tensor(1 + random.Below(300),
                             std::ldexp(1.0f, random.Below(60) - 30));
    // Two thirds of the tensors keep to one side of zero, or nearly.
    const int side = random.Below(3);
    for (float& v : x) {
      if (side == 1) v = std::abs(v);
      if (side == 2) v = -std::abs(v);
    }
    const float lo = std::min(0.0f, *std::min_element(x.begin(), x.end()));
    const float hi = std::max(0.0f, *std::max_element(x.begin(), x.end()));
    const float scale = oracle::Quotient(hi - lo, 255.0f);
    if (hi - lo == 0 || NearATie(lo / scale)) continue;
    ++seen;
    Given("x", x);
    const absl::StatusOr<Affine> ruler = ChooseAsymmetric(x);
    ASSERT_TRUE(ruler.ok()) << ruler.status();
    ASSERT_EQ(ruler->scale, scale);
    ASSERT_EQ(ruler->zero_point,
              -128 - oracle::NearestStep(oracle::Quotient(lo, scale)));
  }
  ASSERT_NO_FATAL_FAILURE(ExpectWidestRanges());
  ASSERT_NO_FATAL_FAILURE(ExpectNarrowestRanges());
}

// A range of 255 has the scale 1, so that lo / scale is lo.
TEST(ChooseAsymmetricHidden, TiesOfTheZeroPointGoToEven) {
  for (int k = 0; k < 255; ++k) {
    const float lo = -0.5f - static_cast<float>(k);
    Given("lo", lo);
    const absl::StatusOr<Affine> ruler =
        ChooseAsymmetric(Floats{lo, lo + 255, 0});
    ASSERT_TRUE(ruler.ok()) << ruler.status();
    ASSERT_EQ(ruler->scale, 1.0f);
    ASSERT_EQ(ruler->zero_point, -128 + (k % 2 == 0 ? k : k + 1));
  }
}

// Task 4.6.

TEST(QuantizeAsymmetricHidden, WithinHalfAStepOfEveryValueInRange) {
  Random random("WithinHalfAStepOfEveryValueInRange");
  for (float scale : Scales("scales of 4.6")) {
    for (int z : {-128, -127, -43, -1, 0, 1, 64, 127}) {
      // From a quarter of a step below code -128 to as much above code 127.
      const float low = -128.25f - static_cast<float>(z);
      Floats x = random.Tensor(z == 0 ? kMany : 2'000, 127.75f);
      for (float& v : x) v = scale * (v + low + 127.75f);
      const Affine ruler = {.scale = scale, .zero_point = z};
      const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
      ASSERT_NO_FATAL_FAILURE(ExpectHalfAStep(x, ruler, codes));
    }
  }
}

// Scales are powers of two, so that the quotients are ties exactly.
TEST(QuantizeAsymmetricHidden, TiesAreDecidedBeforeTheZeroPoint) {
  for (float scale : {1.0f, 0.125f, 64.0f}) {
    for (int z : {-127, -84, -3, -1, 0, 1, 2, 63, 101}) {
      Floats x;
      Codes expected;
      for (int k = -127 - z; k + 1 + z <= 127; ++k) {
        x.push_back((static_cast<float>(k) + 0.5f) * scale);
        const int even = k % 2 == 0 ? k : k + 1;
        expected.push_back(static_cast<std::int8_t>(even + z));
      }
      Given("x", x);
      Given("scale", scale);
      Given("zero_point", z);
      const absl::StatusOr<Codes> codes =
          QuantizeAsymmetric(x, {.scale = scale, .zero_point = z});
      ASSERT_TRUE(codes.ok()) << codes.status();
      ASSERT_EQ(*codes, expected);
    }
  }
}

}  // namespace
}  // namespace int8_lab
