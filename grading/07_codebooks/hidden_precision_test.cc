// The hidden tests of lab 07 that look at the precision alone: double where the
// contract says double, float32 where it says float32, one rounding where it
// says once.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "common/quant/normal_float.h"
#include "common/random/generator.h"
#include "grading/07_codebooks/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;
using ::wbm::random::DefaultRng;
using ::wbm::random::Generator;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Codes = std::vector<std::int32_t>;
using Bytes = std::vector<std::uint8_t>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr float kInf = std::numeric_limits<float>::infinity();

// Task 7.1.

TEST(EncodeNearestHidden, NoLevelIsBeyondTwoToTheThousand) {
  const Doubles widest = {-0x1p1000, 1, 0x1p1000};
  const Doubles x = {-1e308, -2, 0.5, 1e300};
  const absl::StatusOr<Codes> codes = EncodeNearest(x, widest);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, 1, 1, 1}));
  const absl::StatusOr<Doubles> back = DecodeLevels(Codes{2, 0}, widest);
  ASSERT_TRUE(back.ok()) << back.status();
  ASSERT_EQ(*back, (Doubles{0x1p1000, -0x1p1000}));
  for (double beyond : {std::nextafter(0x1p1000, 1e308), 1e302, 1.7e308}) {
    for (const Doubles& levels :
         {Doubles{0, beyond}, Doubles{-beyond, 0}, Doubles{beyond}}) {
      Given("levels", levels);
      ASSERT_EQ(EncodeNearest(x, levels).status().code(), kInvalid);
      ASSERT_EQ(DecodeLevels(Codes{0}, levels).status().code(), kInvalid);
    }
  }
}

// Values a few ulp of double beside a threshold: nearer by far than a float32
// threshold would be, and not so near that it matters how a distance rounds.
TEST(EncodeNearestHidden, ThresholdsAreDouble) {
  Generator rng = DefaultRng(HiddenSeed("ThresholdsAreDouble"));
  for (int round = 0; round < 200; ++round) {
    const double low = rng.Uniform(0.1, 1), high = low + rng.Uniform(0.1, 1);
    const double threshold = (low + high) / 2;
    const Doubles levels = {low, high};
    const Doubles x = {threshold * (1 - 1e-14), threshold * (1 + 1e-14)};
    Given("levels", levels);
    Given("x", x);
    const absl::StatusOr<Codes> codes = EncodeNearest(x, levels);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(*codes, (Codes{0, 1}));
  }
}

// Task 7.5.

Floats Nf4Levels() {
  return {wbm::quant::kNf4Levels.begin(), wbm::quant::kNf4Levels.end()};
}

// By distances in long double, which are exact here.
std::uint8_t CodeOf(double part, const Floats& levels) {
  const Doubles wide(levels.begin(), levels.end());
  return static_cast<std::uint8_t>(oracle::Nearest(part, wide));
}

void ExpectCodes(const Floats& x, const Floats& levels, const Bytes& codes) {
  Given("x", x);
  Given("levels", levels);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, levels, 1 << 20);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  ASSERT_EQ(blocks->codes, codes);
}

// A scale of 1 leaves the quotient alone. Among the floats next to a threshold
// is the one that a float32 threshold would be.
void ExpectDoubleThresholds() {
  const Floats levels = Nf4Levels();
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    const auto near =
        static_cast<float>((double{levels[i]} + levels[i + 1]) / 2);
    const Floats x = {1, std::nextafter(near, -kInf), near,
                      std::nextafter(near, kInf)};
    ASSERT_NO_FATAL_FAILURE(
        ExpectCodes(x, levels,
                    {15, CodeOf(x[1], levels), CodeOf(x[2], levels),
                     CodeOf(x[3], levels)}));
  }
}

// Values of which a double quotient, or a product with the reciprocal, ends on
// the other side of a threshold.
void ExpectOneFloat32Division() {
  const Floats levels = Nf4Levels();
  Generator rng = DefaultRng(HiddenSeed("OneFloat32Division"));
  int by_double = 0, by_reciprocal = 0;
  while (by_double < 50 || by_reciprocal < 50) {
    const auto scale = static_cast<float>(rng.Uniform(0.5, 2));
    const auto i = static_cast<std::size_t>(rng.Integer(0, 15));
    const double threshold = (double{levels[i]} + levels[i + 1]) / 2;
    const auto near = static_cast<float>(threshold * scale);
    for (float x :
         {std::nextafter(near, -kInf), near, std::nextafter(near, kInf)}) {
      // Of floats: double division and rounding is float32 division.
      const double exact = static_cast<double>(x) / scale;
      const std::uint8_t code = CodeOf(static_cast<float>(exact), levels);
      const bool other_double = CodeOf(exact, levels) != code;
      const bool other_product = CodeOf(x * (1 / scale), levels) != code;
      if (!other_double && !other_product) continue;
      by_double += other_double;
      by_reciprocal += other_product;
      ASSERT_NO_FATAL_FAILURE(ExpectCodes({scale, x}, levels, {15, code}));
    }
  }
}

TEST(QuantizeBlocksHidden, ThresholdsAreDoubleAndQuotientsFloat32) {
  ASSERT_NO_FATAL_FAILURE(ExpectDoubleThresholds());
  ASSERT_NO_FATAL_FAILURE(ExpectOneFloat32Division());
}

TEST(QuantizeBlocksHidden, ABlockOfZerosWithoutALevelZero) {
  const Floats zeros = {0, -0.0f, 0};
  for (const auto& [levels, code] :
       {std::pair(Floats{-1, -0.25f, 0.5f, 1}, 1),
        std::pair(Floats{-1, -0.5f, 0.25f, 1}, 2),
        std::pair(Floats{-1, -0.5f, 0.5f, 1}, 1),  // a tie: the lower
        std::pair(Floats{0.5f, 1}, 0), std::pair(Floats{-1, -0.5f}, 1)}) {
    const auto c = static_cast<std::uint8_t>(code);
    ASSERT_NO_FATAL_FAILURE(ExpectCodes(zeros, levels, {c, c, c}));
  }
}

// Task 7.6.

// Sums of integers are exact in double in any order, and so alpha has one right
// value; a float32 sum stops at 2^24, and a float32 quotient rounds twice.
TEST(QuantizeTernaryHidden, AlphaIsRoundedOnce) {
  Generator rng = DefaultRng(HiddenSeed("AlphaIsRoundedOnce"));
  for (std::int64_t count : {3, 7, 1000, 70'000, 200'001}) {
    Floats w;
    double sum = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto v = static_cast<float>(rng.Integer(-(1 << 24), 1 << 24));
      sum += std::abs(v);
      w.push_back(v);
    }
    const auto alpha = static_cast<float>(sum / static_cast<double>(count));
    Given("w", w);
    const absl::StatusOr<Ternary> got = QuantizeTernary(w);
    ASSERT_TRUE(got.ok()) << got.status();
    ASSERT_EQ(got->alpha, alpha);
    ASSERT_EQ(got->codes.size(), w.size());
    for (std::size_t i = 0; i < w.size(); ++i) {
      const double v = w[i], threshold = double{alpha} / 2;
      if (got->codes[i] == (v > threshold) - (v < -threshold)) continue;
      Given("w[i]", w[i]);
      FAIL() << "code " << int{got->codes[i]} << "; alpha is " << alpha;
    }
  }
}

// n terms in double are off by n u of the sum of magnitudes at most, here
// 10^5 * 10^-16 of the mean, which is near 1.
TEST(LeastSquaresScaleHidden, SumsAreDouble) {
  Generator rng = DefaultRng(HiddenSeed("SumsAreDouble"));
  Floats w;
  std::vector<std::int8_t> codes;
  long double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto magnitude = static_cast<float>(rng.Uniform(0.5, 1.5));
    const bool negative = rng.Integer(0, 2) == 1;
    w.push_back(negative ? -magnitude : magnitude);
    codes.push_back(negative ? -1 : 1);
    sum += magnitude;
  }
  const absl::StatusOr<double> got = LeastSquaresScale(w, codes);
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_NEAR(*got, static_cast<double>(sum / 100'000), 2e-11);
}

// A double logarithm and three products: 10^-14 bits; float32's: 10^-7.
TEST(CodeEntropyHidden, FrequenciesAreDouble) {
  for (const auto& [minus, plus] :
       {std::pair(1, 2), std::pair(30'000, 41'234), std::pair(70'000, 7)}) {
    const int zeros = 1000;
    std::vector<std::int8_t> codes(zeros, 0);
    codes.insert(codes.end(), static_cast<std::size_t>(minus), -1);
    codes.insert(codes.end(), static_cast<std::size_t>(plus), 1);
    const long double n = minus + plus + zeros;
    long double right = 0;
    for (long double count : {minus, plus, zeros}) {
      right += count / n * std::log2(n / count);
    }
    Given("minus ones", minus);
    Given("ones", plus);
    const absl::StatusOr<double> got = CodeEntropy(codes);
    ASSERT_TRUE(got.ok()) << got.status();
    ASSERT_NEAR(*got, static_cast<double>(right), 1e-13);
  }
}

// Task 7.7.

// Two double logarithms, a difference and a quotient: 10^-14, relatively, of
// numbers of up to 200; float32's are off by 10^-6.
void ExpectDoubleGrids() {
  Generator rng = DefaultRng(HiddenSeed("DoubleGrids"));
  for (int bits = 2; bits <= 16; ++bits) {
    const auto least = static_cast<float>(std::exp2(rng.Uniform(-120, -1)));
    const auto most = static_cast<float>(std::exp2(rng.Uniform(1, 120)));
    const Floats p = {1, most, 0, least, 1.5f};
    Given("p", p);
    Given("bits", bits);
    const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, bits);
    ASSERT_TRUE(grid.ok()) << grid.status();
    const long double lowest = std::log2(static_cast<long double>(least));
    const long double highest = std::log2(static_cast<long double>(most));
    ASSERT_NEAR(grid->log2_lowest, static_cast<double>(lowest), 1e-12);
    ASSERT_NEAR(grid->step,
                static_cast<double>((highest - lowest) / ((1 << bits) - 2)),
                1e-12);
    ASSERT_EQ(grid->highest, (1 << bits) - 1);
  }
}

// A step of 2^-11: a float32 logarithm near -30 has an ulp of 2^-19 and misses
// a code in some hundred; a double one, none that is 10^-4 beside a half.
void ExpectDoubleCodes() {
  Generator rng = DefaultRng(HiddenSeed("DoubleCodes"));
  const LogGrid grid = {-31.7, 0x1p-11, 65535};
  Floats p;
  Codes right;
  while (p.size() < 4000) {
    const auto v = static_cast<float>(std::exp2(rng.Uniform(-32, 0.5)));
    const long double steps =
        (std::log2(static_cast<long double>(v)) - grid.log2_lowest) / grid.step;
    if (std::abs(steps - std::floor(steps) - 0.5L) < 1e-4L) continue;
    p.push_back(v);
    right.push_back(static_cast<std::int32_t>(
        std::clamp(std::round(steps), 0.0L, 65534.0L) + 1));
  }
  Given("p", p);
  const absl::StatusOr<Codes> codes = EncodeLog(p, grid);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, right);
  // A code that no float is: 2 stands 2^24 + 1 steps above 1.
  const LogGrid fine = {0, 1.0 / ((1 << 24) + 1), 1 << 30};
  Given("p", Floats{2});
  const absl::StatusOr<Codes> odd = EncodeLog(Floats{2}, fine);
  ASSERT_TRUE(odd.ok()) << odd.status();
  ASSERT_EQ(*odd, Codes{(1 << 24) + 2});
}

TEST(LogCodesHidden, LogarithmsAreDouble) {
  ASSERT_NO_FATAL_FAILURE(ExpectDoubleGrids());
  ASSERT_NO_FATAL_FAILURE(ExpectDoubleCodes());
}

// An exponent of up to 128 is good to 2^-45 in double, so that the power is off
// by less than 2^-44; then one rounding to float32, 2^-24.
TEST(LogCodesHidden, LevelsAreDoubleUntilTheEnd) {
  for (const LogGrid& grid :
       {LogGrid{-31.7, 0.0004837, 65535}, LogGrid{-100.1, 0.37, 511}}) {
    Codes codes(static_cast<std::size_t>(grid.highest) + 1);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      codes[i] = static_cast<std::int32_t>(i);
    }
    Given("log2_lowest", grid.log2_lowest);
    Given("step", grid.step);
    const absl::StatusOr<Floats> p = DecodeLog(codes, grid);
    ASSERT_TRUE(p.ok()) << p.status();
    ASSERT_EQ(p->size(), codes.size());
    ASSERT_EQ(p->front(), 0);
    for (std::size_t i = 1; i < codes.size(); ++i) {
      const long double exponent =
          grid.log2_lowest + static_cast<long double>(i - 1) * grid.step;
      const long double right = std::exp2(exponent);
      if (std::abs((*p)[i] - right) <= right * (0x1p-24L + 0x1p-44L)) continue;
      Given("code", codes[i]);
      FAIL() << "got " << (*p)[i] << " in place of "
             << static_cast<double>(right);
    }
  }
}

}  // namespace
}  // namespace codebook_lab
