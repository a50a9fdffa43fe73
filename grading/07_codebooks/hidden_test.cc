// The hidden tests of lab 07, tasks 7.1 to 7.4. Samples are drawn for each
// submission; where the result of one task is the input of another, it comes
// from the oracle.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/each.h"
#include "common/lab/given.h"
#include "common/quant/normal_distribution.h"
#include "common/random/generator.h"
#include "grading/07_codebooks/many.h"
#include "grading/07_codebooks/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Each;
using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Codes = std::vector<std::int32_t>;

wbm::random::Generator Draws(std::string_view tag) {
  return wbm::random::DefaultRng(HiddenSeed(tag));
}

// Task 7.1. Levels and values are small integers: every threshold is exact, and
// ties are frequent.
TEST(EncodeNearestHidden, AgreesWithASearchOverAllLevels) {
  wbm::random::Generator rng = Draws("AgreesWithASearchOverAllLevels");
  for (int count = 1; count <= 40; ++count) {
    Doubles levels;
    double at = -60;
    for (int i = 0; i < count; ++i) {
      at += static_cast<double>(rng.Integer(1, 7));
      levels.push_back(at);
    }
    Doubles x;
    for (int v = -150; v <= 250; ++v) x.push_back(v * 0.5);
    Given("levels", levels);
    const absl::StatusOr<Codes> got = EncodeNearest(x, levels);
    ASSERT_TRUE(got.ok()) << got.status();
    ASSERT_EQ(got->size(), x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      if ((*got)[i] == oracle::Nearest(x[i], levels)) continue;
      Given("x", x[i]);
      ASSERT_EQ((*got)[i], oracle::Nearest(x[i], levels));
    }
  }
  ASSERT_NO_FATAL_FAILURE(ExpectManyLevels());
}

// Task 7.2. Sums of integers are exact in any order and a quotient is rounded
// once (within an ulp where long double rounds twice), so that no code can
// depend on the order of the samples, where none stands on a border.
bool StandsOnABorder(const Doubles& samples, const Doubles& levels) {
  for (std::size_t i = 1; i < levels.size(); ++i) {
    const double border = (levels[i - 1] + levels[i]) / 2;
    for (double x : samples) {
      if (std::abs(x - border) <= 1e-12 * std::abs(levels[i])) return true;
    }
  }
  return false;
}

// On the way from `start`, at any step.
bool MeetsABorder(const Doubles& samples, Doubles levels, std::int32_t cap) {
  for (std::int32_t i = 0; i <= cap; ++i) {
    if (StandsOnABorder(samples, levels)) return true;
    const Design next = oracle::Lloyd(samples, levels, 1);
    levels = next.levels;
    if (next.converged) break;
  }
  return StandsOnABorder(samples, levels);
}

TEST(LloydMaxHidden, AgreesStepByStep) {
  wbm::random::Generator rng = Draws("AgreesStepByStep");
  for (std::int32_t cap : {1, 2, 3, 5, 1000}) {
    for (int count : {1, 2, 3, 8}) {
      Doubles samples, start;
      for (int i = 0; i < count; ++i) start.push_back(1000 * i + 0.5);
      do {
        samples.clear();
        for (int i = 0; i < 300; ++i) {
          const double x = static_cast<double>(rng.Integer(-1000, 1000));
          samples.push_back(x * x * x);
        }
      } while (MeetsABorder(samples, start, cap));
      Given("start", start);
      Given("samples", samples);
      Given("max_iterations", cap);
      const absl::StatusOr<Design> got = LloydMax(samples, start, cap);
      ASSERT_TRUE(got.ok()) << got.status();
      const Design right = oracle::Lloyd(samples, start, cap);
      ASSERT_EQ(got->levels.size(), right.levels.size());
      for (std::size_t i = 0; i < right.levels.size(); ++i) {
        ASSERT_DOUBLE_EQ(got->levels[i], right.levels[i]) << "level " << i;
      }
      ASSERT_EQ(got->iterations, right.iterations);
      ASSERT_EQ(got->converged, right.converged);
      // 300 additions of double: 300 * 2^-53 at most, relatively.
      ASSERT_NEAR(got->mse, right.mse, 1e-13 * right.mse);
    }
  }
  ASSERT_NO_FATAL_FAILURE(ExpectManySamples());
}

// A fixed point: every level is the mean of what is nearest to it. The exact
// error of the bell curve is 0.009501 (Max 1960). Of 300 draws of 20000 samples
// the errors lay within 8 % of it, and the longest way took 263 iterations: a
// quarter, and 2000, hold for every draw.
TEST(LloydMaxHidden, ABellCurveReachesAFixedPoint) {
  const Doubles samples = Draws("ABellCurve").StandardNormal(20000);
  Doubles start;
  for (int i = 0; i < 16; ++i) start.push_back(-3 + 0.4 * i);
  const absl::StatusOr<Design> got = LloydMax(samples, start, 2000);
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_TRUE(got->converged) << "after " << got->iterations << " iterations";
  ASSERT_EQ(got->levels.size(), 16u);
  ASSERT_TRUE(std::is_sorted(got->levels.begin(), got->levels.end()));
  const Design again = oracle::Lloyd(samples, got->levels, 1);
  ASSERT_TRUE(again.converged);
  for (std::size_t i = 0; i < 16; ++i) {
    ASSERT_NEAR(got->levels[i], again.levels[i], 1e-11);
  }
  ASSERT_NEAR(got->mse, oracle::MeanSquaredDistance(samples, got->levels),
              1e-11 * 0.0095);
  ASSERT_NEAR(got->mse, 0.009501, 0.25 * 0.009501);
}

// Task 7.3. The oracle is within 4 ulp.
TEST(NormalQuantileHidden, BothTailsAndTheMiddle) {
  Doubles p;
  for (double q = 1e-300; q < 0.5; q *= 1.9) p.push_back(q);
  for (double q = 0x1p-53; q < 0.5; q *= 1.7) p.push_back(1 - q);
  for (int i = 1; i < 500; ++i) p.push_back(i / 500.0);
  for (double u : Draws("NormalQuantile").Random(500)) {
    p.push_back(std::max(u, 0x1p-53));
  }
  const Doubles got = Each<&NormalQuantile>(p);
  ASSERT_EQ(got.size(), p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double right = wbm::quant::NormalQuantile(p[i]);
    if (std::abs(got[i] - right) <= 1e-13 + 1e-12 * std::abs(right)) continue;
    Given("p", p[i]);
    FAIL() << "NormalQuantile gives " << got[i] << " in place of " << right;
  }
}

// Task 7.4. One rounding to float32 is 2^-24, relatively; the quantiles' own
// tolerance and that of a probability within 2^-53 of o stay below 2^-34.
TEST(NormalFloatLevelsHidden, EveryWidth) {
  for (int bits = 2; bits <= 8; ++bits) {
    Given("bits", bits);
    const absl::StatusOr<Floats> got = NormalFloatLevels(bits);
    ASSERT_TRUE(got.ok()) << got.status();
    const Doubles right = oracle::NormalFloat(bits);
    ASSERT_EQ(got->size(), right.size());
    for (std::size_t i = 0; i < right.size(); ++i) {
      ASSERT_TRUE(std::abs((*got)[i] - right[i]) <=
                  (0x1p-24 + 0x1p-34) * std::abs(right[i]))
          << "level " << i << ": " << (*got)[i] << " in place of " << right[i];
    }
  }
}

}  // namespace
}  // namespace codebook_lab
