// The hidden tests of lab 06, tasks 6.1 to 6.4: many shapes, many matrices,
// and every answer against common/quant or the definition.

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/06_granularity/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/06_granularity/scales.h"

namespace granularity_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

constexpr float kMax = std::numeric_limits<float>::max();

struct Layout {
  Shape shape;
  Sharing sharing;
};

// Short last groups, groups of one, groups longer than a row, single rows and
// columns.
std::vector<Layout> Layouts() {
  std::vector<Layout> layouts;
  for (Shape shape : {Shape{1, 1}, Shape{1, 17}, Shape{9, 1}, Shape{3, 10},
                      Shape{4, 64}, Shape{5, 33}}) {
    layouts.push_back({shape, {Share::kTensor, 0}});
    layouts.push_back({shape, {Share::kChannel, -3}});  // not read
    for (std::int32_t size : {1, 2, 3, 16, 32, 1000}) {
      layouts.push_back({shape, {Share::kGroup, size}});
    }
  }
  return layouts;
}

void GiveLayout(const Layout& layout) {
  Given("rows", layout.shape.rows);
  Given("cols", layout.shape.cols);
  Given("share", layout.sharing.share);
  Given("group_size", layout.sharing.group_size);
}

// Rows of very different sizes, sign and zeros included.
std::vector<float> Matrix(Shape shape, std::uint64_t seed) {
  std::mt19937 random(seed);
  std::vector<float> w;
  for (std::int32_t row = 0; row < shape.rows; ++row) {
    const int exponent = static_cast<int>(random() % 12) - 26;
    for (std::int32_t col = 0; col < shape.cols; ++col) {
      const auto size = static_cast<float>(random() >> 8);
      const float sign = random() % 2 == 0 ? 1.0f : -1.0f;
      w.push_back(random() % 9 == 0 ? 0 : sign * std::ldexp(size, exponent));
    }
  }
  return w;
}

TEST(ScaleIndexHidden, EveryElementOfManyShapes) {
  for (const Layout& layout : Layouts()) {
    GiveLayout(layout);
    const auto parts = oracle::PartOfEach(layout.shape, layout.sharing);
    ASSERT_EQ(ScaleCount(layout.shape, layout.sharing),
              static_cast<std::int64_t>(
                  oracle::PartCount(layout.shape, layout.sharing)));
    for (std::size_t i = 0; i < parts.size(); i += i % 7 == 0 ? 1 : 3) {
      const auto row = static_cast<int>(i) / layout.shape.cols;
      const auto col = static_cast<int>(i) % layout.shape.cols;
      ASSERT_EQ(ScaleIndex(row, col, layout.shape, layout.sharing),
                static_cast<std::int64_t>(parts[i]))
          << "the element at (" << row << ", " << col << ")";
    }
  }
}

TEST(ScaleIndexHidden, MatricesLargerThan2To31Elements) {
  const Shape shape{1 << 20, 1 << 14};
  EXPECT_EQ(ScaleCount(shape, {Share::kGroup, 1}), std::int64_t{1} << 34);
  EXPECT_EQ(ScaleIndex((1 << 20) - 1, (1 << 14) - 1, shape, {Share::kGroup, 1}),
            (std::int64_t{1} << 34) - 1);
  // The sum of two of them does not fit in 32 bits, either.
  const std::int32_t most = std::numeric_limits<std::int32_t>::max();
  EXPECT_EQ(ScaleCount({3, most}, {Share::kGroup, most}), 3);
  EXPECT_EQ(ScaleCount({3, most}, {Share::kGroup, most - 1}), 6);
}

TEST(ChooseScalesHidden, ManyMatrices) {
  std::uint64_t seed = HiddenSeed("scales of ManyMatrices");
  for (const Layout& layout : Layouts()) {
    const std::vector<float> w = Matrix(layout.shape, ++seed);
    GiveLayout(layout);
    Given("w", w);
    for (std::int32_t max_code : {1, 7, 127}) {
      Given("max_code", max_code);
      const auto scales =
          ChooseScales(w, layout.shape, layout.sharing, max_code);
      ASSERT_TRUE(scales.ok()) << scales.status();
      ASSERT_EQ(*scales,
                oracle::Scales(w, layout.shape, layout.sharing, max_code));
    }
  }
}

TEST(ChooseScalesHidden, TinyAndHugeParts) {
  const std::vector<float> w = {kMax,      -kMax, 0x1p-126f, 0x1p-149f,
                                0x1p-119f, 0,     -0.0f,     0};
  Given("w", w);
  for (std::int32_t max_code : {1, 2, 7, 127}) {
    const Sharing pairs{Share::kGroup, 2};
    const auto scales = ChooseScales(w, {1, 8}, pairs, max_code);
    ASSERT_TRUE(scales.ok()) << scales.status();
    ASSERT_EQ(*scales, oracle::Scales(w, {1, 8}, pairs, max_code));
  }
}

// Scales as they would be after float16: up to one part in 2^11 off.
std::vector<float> Rounded(std::vector<float> scales) {
  for (std::size_t i = 0; i < scales.size(); ++i) {
    scales[i] *= i % 2 == 0 ? 1 - 0x1p-11f : 1 + 0x1p-11f;
  }
  return scales;
}

TEST(QuantizeHidden, ManyMatricesWithScalesOfTheirOwn) {
  std::uint64_t seed = HiddenSeed("ManyMatricesWithScalesOfTheirOwn");
  for (const Layout& layout : Layouts()) {
    const std::vector<float> w = Matrix(layout.shape, ++seed);
    const auto parts = oracle::PartOfEach(layout.shape, layout.sharing);
    GiveLayout(layout);
    Given("w", w);
    for (std::int32_t max_code : {1, 7, 127}) {
      const std::vector<float> scales =
          Rounded(oracle::Scales(w, layout.shape, layout.sharing, max_code));
      Given("max_code", max_code);
      Given("scales", scales);
      const auto codes =
          Quantize(w, layout.shape, layout.sharing, scales, max_code);
      ASSERT_TRUE(codes.ok()) << codes.status();
      ASSERT_EQ(codes->size(), w.size());
      for (std::size_t i = 0; i < w.size(); ++i) {
        ASSERT_EQ((*codes)[i], oracle::Code(w[i], scales[parts[i]], max_code))
            << "element " << i << " is " << w[i] << ", its scale "
            << scales[parts[i]];
      }
    }
  }
}

TEST(QuantizeHidden, EveryTieOfEveryCode) {
  for (std::int32_t max_code : {1, 7, 8, 127}) {
    std::vector<float> w;
    for (int halves = -260; halves <= 260; ++halves) {
      const auto tie = static_cast<float>(halves) * 0.375f;  // scale .75
      for (float x :
           {std::nextafter(tie, -kMax), tie, std::nextafter(tie, kMax)})
        w.push_back(x);
    }
    const Shape row{1, static_cast<std::int32_t>(w.size())};
    Given("max_code", max_code);
    const auto codes = Quantize(w, row, {}, std::vector<float>{.75f}, max_code);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(codes->size(), w.size());
    for (std::size_t i = 0; i < w.size(); ++i) {
      ASSERT_EQ((*codes)[i], oracle::Code(w[i], .75f, max_code)) << w[i];
    }
  }
}

TEST(DequantizeHidden, EveryCodeInEveryLayout) {
  std::mt19937 random(HiddenSeed("EveryCodeInEveryLayout"));
  for (const Layout& layout : Layouts()) {
    const auto parts = oracle::PartOfEach(layout.shape, layout.sharing);
    std::vector<std::int8_t> codes;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      codes.push_back(static_cast<std::int8_t>(random() % 256));
    }
    std::vector<float> scales(oracle::PartCount(layout.shape, layout.sharing));
    for (float& s : scales) {
      s = std::ldexp(static_cast<float>(1 + (random() >> 8)), -20);
    }
    GiveLayout(layout);
    Given("codes", codes);
    Given("scales", scales);
    const auto y = Dequantize(codes, layout.shape, layout.sharing, scales);
    ASSERT_TRUE(y.ok()) << y.status();
    ASSERT_EQ(y->size(), codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const double exact = codes[i] * static_cast<double>(scales[parts[i]]);
      ASSERT_EQ((*y)[i], static_cast<float>(exact)) << "element " << i;
    }
  }
}

// Each term passes at most 1 rounding of the square and cols of the sum, and
// one of the quotient: (cols + 2) 2^-53 of the mean, differences being exact
// here (the two lie within a factor of two of each other).
TEST(MsePerChannelHidden, DifferencesAndSumsInDouble) {
  std::mt19937 random(HiddenSeed("DifferencesAndSumsInDouble"));
  for (Shape shape : {Shape{1, 1}, Shape{3, 1000}, Shape{7, 5}}) {
    std::vector<float> w, y;
    std::vector<long double> exact(static_cast<std::size_t>(shape.rows), 0);
    for (std::int32_t i = 0; i < shape.rows * shape.cols; ++i) {
      const int row = i / shape.cols;
      const float base = std::ldexp(1.0f, 10 * row);
      w.push_back(base +
                  base * std::ldexp(static_cast<float>(random() >> 9), -23));
      y.push_back(base +
                  base * std::ldexp(static_cast<float>(random() >> 9), -23));
      const long double error = static_cast<long double>(w.back()) -
                                static_cast<long double>(y.back());
      exact[static_cast<std::size_t>(row)] += error * error / shape.cols;
    }
    Given("rows", shape.rows);
    Given("cols", shape.cols);
    Given("w", w);
    Given("y", y);
    const auto mse = MsePerChannel(w, y, shape);
    ASSERT_TRUE(mse.ok()) << mse.status();
    ASSERT_EQ(mse->size(), exact.size());
    for (std::size_t row = 0; row < exact.size(); ++row) {
      const auto expected = static_cast<double>(exact[row]);
      const double bound = (shape.cols + 2) * 0x1p-52 * expected;
      ASSERT_TRUE(std::abs((*mse)[row] - expected) <= bound)
          << "row " << row << ": " << (*mse)[row] << " for " << expected;
    }
  }
}

TEST(StorageOfHidden, OddRowsAndShortGroups) {
  for (const Layout& layout : Layouts()) {
    GiveLayout(layout);
    for (std::int32_t code_bits : {1, 3, 4, 8}) {
      for (std::int32_t scale_bits : {8, 16, 32, 64}) {
        const Storage got =
            StorageOf(layout.shape, layout.sharing, code_bits, scale_bits);
        std::int64_t row_bytes = 0;  // counted, a byte whenever one is needed
        for (int bit = 0; bit < layout.shape.cols * code_bits; bit += 8) {
          ++row_bytes;
        }
        const std::int64_t codes = row_bytes * layout.shape.rows;
        const auto scales = static_cast<std::int64_t>(oracle::PartCount(
                                layout.shape, layout.sharing)) *
                            scale_bits / 8;
        Given("code_bits", code_bits);
        Given("scale_bits", scale_bits);
        ASSERT_EQ(got.code_bytes, codes);
        ASSERT_EQ(got.scale_bytes, scales);
        const double bits = 8.0 * static_cast<double>(codes + scales) /
                            (layout.shape.rows * layout.shape.cols);
        // Two or three roundings, whichever the order of the quotient.
        ASSERT_NEAR(got.bits_per_weight, bits, 4 * 0x1p-53 * bits);
      }
    }
  }
}

}  // namespace
}  // namespace granularity_lab
