// Twins of public tests of lab 07: the same property on other inputs. A refusal
// stands beside a value in each, so that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::lab::Given;

using Codes = std::vector<std::int32_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Signs = std::vector<std::int8_t>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// What are no levels.
template <typename T>
std::vector<std::vector<T>> NoLevels() {
  return {{},           {2, 1},       {1, 1, 2}, {-1, kNan},
          {1, 2, kInf}, {-kInf, 0.5}, {kNan},    {3, 5, 4}};
}

template <typename T>
std::vector<std::vector<T>> Spoilt(const std::vector<T>& x, T bad) {
  std::vector<std::vector<T>> all;
  for (std::size_t i = 0; i < x.size(); ++i) {
    all.push_back(x);
    all.back()[i] = bad;
  }
  return all;
}

// Task 7.1.

TEST(EncodeNearestTwin, OtherValuesBesideTheThresholds) {
  const Doubles levels = {-5, -1, 0.5, 3, 20};  // thresholds -3, -0.25, 1.75,
                                                // 11.5
  const Doubles x = {-9, -3.5, -2.5, 0, 1.5, 2, 11, 12, 1e30, -kInf, kInf};
  Given("x", x);
  Given("levels", levels);
  const absl::StatusOr<Codes> codes = EncodeNearest(x, levels);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, 0, 1, 2, 2, 3, 3, 4, 4, 0, 4}));
}

TEST(EncodeNearestTwin, OtherBadLevelsAndNans) {
  const Doubles x = {1, -1, 2};
  const Doubles levels = {-2, 0.5, 1.5};
  Given("x", x);
  Given("levels", levels);
  const absl::StatusOr<Codes> codes = EncodeNearest(Doubles{-3, 2}, levels);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, 2}));
  for (const Doubles& spoilt : Spoilt<double>(x, kNan)) {
    Given("x", spoilt);
    ASSERT_EQ(EncodeNearest(spoilt, levels).status().code(), kInvalid)
        << kRefuse;
  }
  Given("x", x);
  for (const Doubles& none : NoLevels<double>()) {
    Given("levels", none);
    ASSERT_EQ(EncodeNearest(x, none).status().code(), kInvalid) << kRefuse;
  }
}

TEST(DecodeLevelsTwin, OtherCodesAndThoseThatAreNone) {
  const Doubles levels = {-7, -0.5, 2, 11};
  Given("levels", levels);
  Given("codes", Codes{3, 0, 2, 2, 1});
  const absl::StatusOr<Doubles> x = DecodeLevels(Codes{3, 0, 2, 2, 1}, levels);
  ASSERT_TRUE(x.ok()) << x.status();
  ASSERT_EQ(*x, (Doubles{11, -7, 2, 2, -0.5}));
  for (std::int32_t code : {-3, 4, 5, 1 << 30}) {
    Given("codes", Codes{1, code});
    ASSERT_EQ(DecodeLevels(Codes{1, code}, levels).status().code(), kInvalid)
        << kRefuse;
  }
  for (const Doubles& none : NoLevels<double>()) {
    Given("levels", none);
    ASSERT_EQ(DecodeLevels(Codes{0}, none).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 7.2.

TEST(LloydMaxTwin, OtherLevelsWithoutSamplesStay) {
  const Doubles samples = {1, 3, 9, 11};
  const Doubles start = {-40, 0, 8, 70};
  Given("samples", samples);
  Given("start", start);
  const absl::StatusOr<Design> design = LloydMax(samples, start, 50);
  ASSERT_TRUE(design.ok()) << design.status();
  ASSERT_EQ(design->levels, (Doubles{-40, 2, 10, 70}));
  ASSERT_EQ(design->mse, 1);
  ASSERT_TRUE(design->converged);
}

TEST(LloydMaxTwin, OthersThatCannotBeDesignedFor) {
  const Doubles samples = {2, 4}, start = {0};
  Given("samples", samples);
  Given("start", start);
  const absl::StatusOr<Design> design = LloydMax(samples, start, 9);
  ASSERT_TRUE(design.ok()) << design.status();
  ASSERT_EQ(design->levels, (Doubles{3}));
  for (std::int32_t most : {0, -1, -50}) {
    Given("max_iterations", most);
    ASSERT_EQ(LloydMax(samples, start, most).status().code(), kInvalid)
        << kRefuse;
  }
  for (const Doubles& none : {Doubles{}, Doubles{2, kNan}, Doubles{kInf, 4}}) {
    Given("samples", none);
    ASSERT_EQ(LloydMax(none, start, 9).status().code(), kInvalid) << kRefuse;
  }
  Given("samples", samples);
  for (const Doubles& none : NoLevels<double>()) {
    Given("start", none);
    ASSERT_EQ(LloydMax(samples, none, 9).status().code(), kInvalid) << kRefuse;
  }
}

// Task 7.3. By the distribution itself: erfc is good to a few units of 2^-53,
// and near the middle x moves by at most 2.6 / density <= 27 times as much.
TEST(NormalQuantileTwin, OtherQuantiles) {
  for (double x : {-1.9, -0.7, -0.01, 0.0, 0.3, 1.1, 1.75}) {
    const double p = std::erfc(-x / std::sqrt(2.0)) / 2;
    Given("p", p);
    ASSERT_NEAR(NormalQuantile(p), x, 1e-13 + 1e-12 * std::abs(x));
  }
}

TEST(NormalQuantileTwin, FartherBeyondTheEnds) {
  for (double p : {-0.25, -1e300, double{-kInf}, -0.0}) {
    Given("p", p);
    ASSERT_EQ(NormalQuantile(p), -kInf);
  }
  for (double p : {1.5, 1e300, double{kInf}}) {
    Given("p", p);
    ASSERT_EQ(NormalQuantile(p), kInf);
  }
  Given("p", 0.5);
  ASSERT_NEAR(NormalQuantile(0.5), 0, 1e-13);
  Given("p", kNan);
  ASSERT_TRUE(std::isnan(NormalQuantile(-kNan)));
}

// Task 7.4.

TEST(NormalFloatLevelsTwin, OtherWidthsThatAreNone) {
  Given("bits", 3);
  const absl::StatusOr<Floats> eight = NormalFloatLevels(3);
  ASSERT_TRUE(eight.ok()) << eight.status();
  ASSERT_EQ(eight->size(), 8u);
  ASSERT_EQ((*eight)[3], 0);
  ASSERT_EQ(eight->back(), 1);
  for (std::int32_t bits : {-8, -1, 10, 16, 32, 1000}) {
    Given("bits", bits);
    ASSERT_EQ(NormalFloatLevels(bits).status().code(), kInvalid) << kRefuse;
  }
}

// Task 7.5.

const Floats kHalves = {-1, -0.5f, 0, 0.5f, 1};

TEST(QuantizeBlocksTwin, OtherZerosAndShortBlocks) {
  const Floats x = {0, -0.0f, 0, 8, -4, 0, 3};
  Given("x", x);
  Given("block_size", 3);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, kHalves, 3);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  EXPECT_EQ(blocks->scales, (Floats{0, 8, 3}));
  EXPECT_EQ(blocks->codes, (std::vector<std::uint8_t>{2, 2, 2, 4, 1, 2, 4}));
  EXPECT_EQ(blocks->block_size, 3);
}

TEST(QuantizeBlocksTwin, OthersThatHaveNoCode) {
  const Floats x = {2, -1, 0};
  Given("x", x);
  Given("block_size", 2);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, kHalves, 2);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  ASSERT_EQ(blocks->scales, (Floats{2, 0}));
  for (float bad : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(QuantizeBlocks(spoilt, kHalves, 2).status().code(), kInvalid)
          << kRefuse;
    }
  }
  Given("x", x);
  for (std::int32_t size : {0, -2, -64}) {
    Given("block_size", size);
    ASSERT_EQ(QuantizeBlocks(x, kHalves, size).status().code(), kInvalid)
        << kRefuse;
  }
  std::vector<Floats> none = NoLevels<float>();
  none.emplace_back();
  for (int i = 0; i < 257; ++i) none.back().push_back(static_cast<float>(i));
  for (const Floats& levels : none) {
    Given("levels", levels);
    ASSERT_EQ(QuantizeBlocks(x, levels, 2).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 7.6.

TEST(QuantizeTernaryTwin, OtherZerosAndErrors) {
  for (std::size_t n : {2u, 7u, 100u}) {
    Given("n", n);
    const absl::StatusOr<Ternary> zeros = QuantizeTernary(Floats(n, -0.0f));
    ASSERT_TRUE(zeros.ok()) << zeros.status();
    ASSERT_EQ(zeros->alpha, 0);
    ASSERT_EQ(zeros->codes, Signs(n));
  }
  const Floats w = {3, -1, 4, 0};
  Given("w", w);
  const absl::StatusOr<Ternary> ternary = QuantizeTernary(w);
  ASSERT_TRUE(ternary.ok()) << ternary.status();
  ASSERT_EQ(ternary->alpha, 2);
  for (float bad : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(w, bad)) {
      Given("w", spoilt);
      ASSERT_EQ(QuantizeTernary(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
  Given("w", Floats{});
  ASSERT_EQ(QuantizeTernary({}).status().code(), kInvalid) << kRefuse;
}

TEST(CodeEntropyTwin, OtherFrequencies) {
  const Signs codes = {1, 1, 0, 1, -1, 1, 0, 1};  // 5, 2 and 1 of eight
  Given("codes", codes);
  const absl::StatusOr<double> bits = CodeEntropy(codes);
  ASSERT_TRUE(bits.ok()) << bits.status();
  const double right = 0.625 * std::log2(1.6) + 0.25 * 2 + 0.125 * 3;
  ASSERT_NEAR(*bits, right, 1e-14);
  Given("codes", Signs(9, -1));
  const absl::StatusOr<double> none = CodeEntropy(Signs(9, -1));
  ASSERT_TRUE(none.ok()) << none.status();
  ASSERT_EQ(std::abs(*none), 0);
}

// Task 7.7.

TEST(ChooseLogGridTwin, OtherPositiveElements) {
  const Floats p = {0, 32, 0.125f, 1, 0.5f};
  for (std::int32_t bits : {2, 5, 9, 16}) {
    Given("p", p);
    Given("bits", bits);
    const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, bits);
    ASSERT_TRUE(grid.ok()) << grid.status();
    const std::int32_t highest = (1 << bits) - 1;
    EXPECT_EQ(grid->log2_lowest, -3);
    EXPECT_DOUBLE_EQ(grid->step, 8.0 / (highest - 1));
    EXPECT_EQ(grid->highest, highest);
  }
}

TEST(ChooseLogGridTwin, OtherSingleMagnitudesAndErrors) {
  const Floats p = {0.25f, 0, 0.25f};
  Given("p", p);
  Given("bits", 5);
  const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, 5);
  ASSERT_TRUE(grid.ok()) << grid.status();
  ASSERT_EQ(grid->log2_lowest, -2);
  ASSERT_EQ(grid->step, 1);
  ASSERT_EQ(grid->highest, 31);
  for (std::int32_t bits : {-4, 0, 1, 17, 31}) {
    Given("bits", bits);
    ASSERT_EQ(ChooseLogGrid(p, bits).status().code(), kInvalid) << kRefuse;
  }
  Given("bits", 5);
  for (const Floats& none : {Floats{}, Floats{0, -0.0f}, Floats{1, -0.5f},
                             Floats{kNan, 1}, Floats{1, kInf}}) {
    Given("p", none);
    ASSERT_EQ(ChooseLogGrid(none, 5).status().code(), kInvalid) << kRefuse;
  }
}

TEST(EncodeLogTwin, OtherGrids) {
  const LogGrid grid = {.log2_lowest = -6, .step = 2, .highest = 5};
  const Floats p = {0, -0.0f, 0x1p-30f, 0x1p-6f, 0.05f, 0.07f,
                    1, 3,     9,        1e9f,    kInf};
  Given("p", p);
  const absl::StatusOr<Codes> codes = EncodeLog(p, grid);
  ASSERT_TRUE(codes.ok()) << codes.status();
  // log2 p = …, -6, -4.3, -3.8, 0, 1.6, 3.2; levels at -6, -4, -2, 0, 2.
  ASSERT_EQ(*codes, (Codes{0, 0, 1, 1, 2, 2, 4, 5, 5, 5, 5}));
}

TEST(DecodeLogTwin, OtherGrids) {
  const LogGrid grid = {.log2_lowest = -6, .step = 2, .highest = 5};
  Given("codes", Codes{5, 0, 1, 3});
  const absl::StatusOr<Floats> p = DecodeLog(Codes{5, 0, 1, 3}, grid);
  ASSERT_TRUE(p.ok()) << p.status();
  ASSERT_EQ(*p, (Floats{4, 0, 0x1p-6f, 0.25f}));
  for (std::int32_t code : {-1, 6, 1 << 24}) {
    Given("codes", Codes{code});
    ASSERT_EQ(DecodeLog(Codes{code}, grid).status().code(), kInvalid)
        << kRefuse;
  }
}

}  // namespace
}  // namespace codebook_lab
