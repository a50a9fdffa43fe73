// The hidden tests of lab 06 on long matrices and vectors: more rows, columns
// and elements than 16 bits count, and what is wrong far behind.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "absl/status/status.h"
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

using Floats = std::vector<float>;
using Codes = std::vector<std::int8_t>;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr char kRefuse[] = "this has to be refused";

// A long matrix of quarters, up to 16 in size and none zero.
struct Case {
  Shape shape;
  Sharing sharing;
  Floats w;
};

std::vector<Case> LongMatrices(std::mt19937& random) {
  const auto more = [&] {
    return 0x10001 + static_cast<std::int32_t>(random() % 1000);
  };
  std::vector<Case> cases = {
      {{more(), 2}, {Share::kChannel, 0}, {}},
      {{1, more()}, {Share::kTensor, 0}, {}},
      {{1, more()}, {Share::kGroup, 3}, {}},
      {{more() % 512 + 300, 300}, {Share::kGroup, 16}, {}}};
  for (Case& c : cases) {
    c.w.resize(static_cast<std::size_t>(c.shape.rows * c.shape.cols));
    for (float& w : c.w) {
      const float size = static_cast<float>(1 + random() % 64) / 4;
      w = random() % 2 == 0 ? size : -size;
    }
  }
  return cases;
}

void GivenCase(const Case& c) {
  Given("rows", c.shape.rows);
  Given("cols", c.shape.cols);
  Given("share", c.sharing.share);
  Given("group_size", c.sharing.group_size);
  Given("w", c.w);
}

template <class T>
void ExpectRefused(const absl::StatusOr<T>& answer) {
  ASSERT_EQ(answer.status().code(), absl::StatusCode::kInvalidArgument)
      << kRefuse;
}

Floats SpoiltAtTheEnd(Floats x, float bad) {
  x.back() = bad;
  return x;
}

TEST(ChooseScalesHidden, LongMatrices) {
  std::mt19937 random(HiddenSeed("ChooseScales of LongMatrices"));
  for (Case c : LongMatrices(random)) {
    c.w.back() = 17;  // above all others
    GivenCase(c);
    const auto scales = ChooseScales(c.w, c.shape, c.sharing, 7);
    ASSERT_TRUE(scales.ok()) << scales.status();
    ASSERT_EQ(*scales, oracle::Scales(c.w, c.shape, c.sharing, 7));
    ASSERT_NO_FATAL_FAILURE(ExpectRefused(
        ChooseScales(SpoiltAtTheEnd(c.w, kNan), c.shape, c.sharing, 7)));
  }
}

// No elements: either a side is none, or the product is 0 only in 32 bits. And
// a max_code that is one only in 16.
TEST(ChooseScalesHidden, WhatFitsOnlyInFewerBits) {
  std::mt19937 random(HiddenSeed("WhatFitsOnlyInFewerBits"));
  const auto side = static_cast<std::int32_t>(1 + random() % 9);
  Given("w", Floats{4});
  const auto one = ChooseScales(Floats{4}, {1, 1}, {}, 2);
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_EQ(*one, Floats{2});
  for (const Shape& none : {Shape{0, side}, {side, 0}, {0x10000, 0x10000}}) {
    Given("rows", none.rows);
    Given("cols", none.cols);
    Given("w", Floats{});
    ASSERT_NO_FATAL_FAILURE(ExpectRefused(ChooseScales({}, none, {}, 2)));
  }
  ASSERT_NO_FATAL_FAILURE(
      ExpectRefused(ChooseScales(Floats{4}, {1, 1}, {}, 0x10000 + side)));
}

// Scales that are powers of two, so that quotients are exact.
Floats SomeScales(const Case& c, std::mt19937& random) {
  Floats scales(oracle::PartCount(c.shape, c.sharing));
  for (float& s : scales) s = random() % 2 == 0 ? 0.5f : 4.0f;
  return scales;
}

// Weights that are whole steps: nothing is rounded and nothing clipped.
TEST(QuantizeHidden, LongMatrices) {
  std::mt19937 random(HiddenSeed("Quantize of LongMatrices"));
  for (Case c : LongMatrices(random)) {
    const Floats scales = SomeScales(c, random);
    const auto parts = oracle::PartOfEach(c.shape, c.sharing);
    Codes right(c.w.size());
    for (std::size_t i = 0; i < right.size(); ++i) {
      right[i] = static_cast<std::int8_t>(static_cast<int>(random() % 15) - 7);
      c.w[i] = static_cast<float>(right[i]) * scales[parts[i]];
    }
    GivenCase(c);
    Given("scales", scales);
    const auto codes = Quantize(c.w, c.shape, c.sharing, scales, 7);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(*codes, right);
    ASSERT_NO_FATAL_FAILURE(ExpectRefused(
        Quantize(SpoiltAtTheEnd(c.w, kNan), c.shape, c.sharing, scales, 7)));
    for (float none : {0.0f, kNan}) {
      ASSERT_NO_FATAL_FAILURE(ExpectRefused(
          Quantize(c.w, c.shape, c.sharing, SpoiltAtTheEnd(scales, none), 7)));
    }
  }
}

TEST(DequantizeHidden, LongMatrices) {
  std::mt19937 random(HiddenSeed("Dequantize of LongMatrices"));
  for (const Case& c : LongMatrices(random)) {
    const Floats scales = SomeScales(c, random);
    const auto parts = oracle::PartOfEach(c.shape, c.sharing);
    Codes codes(c.w.size());
    for (auto& code : codes) code = static_cast<std::int8_t>(random() % 256);
    GivenCase(c);
    Given("scales", scales);
    Given("codes", codes);
    const auto y = Dequantize(codes, c.shape, c.sharing, scales);
    ASSERT_TRUE(y.ok()) << y.status();
    ASSERT_EQ(y->size(), codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      ASSERT_EQ((*y)[i], static_cast<float>(codes[i]) * scales[parts[i]])
          << "element " << i;
    }
  }
}

// Quarters and their squares are exact, sums of a row too: below 2^10 * 2^17,
// counted in sixteenths. One quotient is rounded.
TEST(MsePerChannelHidden, LongMatrices) {
  std::mt19937 random(HiddenSeed("MsePerChannel of LongMatrices"));
  for (const Case& c : LongMatrices(random)) {
    Floats y = c.w;
    std::shuffle(y.begin(), y.end(), random);
    std::vector<double> right(static_cast<std::size_t>(c.shape.rows));
    const auto cols = static_cast<std::size_t>(c.shape.cols);
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double error = static_cast<double>(c.w[i] - y[i]);
      right[i / cols] += error * error;
    }
    for (double& sum : right) sum /= c.shape.cols;
    GivenCase(c);
    Given("y", y);
    const auto mse = MsePerChannel(c.w, y, c.shape);
    ASSERT_TRUE(mse.ok()) << mse.status();
    ASSERT_EQ(mse->size(), right.size());
    for (std::size_t row = 0; row < right.size(); ++row) {
      // A mean that is kept step by step rounds cols times as often.
      ASSERT_NEAR((*mse)[row], right[row], c.shape.cols * 0x1p-52 * right[row])
          << "row " << row;
    }
  }
}

// Rows so long that their bits are beyond 32.
TEST(StorageOfHidden, MoreBitsThan32BitsCount) {
  std::mt19937 random(HiddenSeed("MoreBitsThan32BitsCount"));
  for (std::int32_t rows = 1; rows <= 20; ++rows) {
    const auto cols =
        static_cast<std::int32_t>((std::int64_t{1} << 31) - 1 -
                                  static_cast<std::int64_t>(random() % 99999));
    Given("rows", rows);
    Given("cols", cols);
    const Storage got = StorageOf({rows, cols}, {Share::kChannel, 0}, 8, 32);
    ASSERT_EQ(got.code_bytes, std::int64_t{rows} * cols);
    ASSERT_EQ(got.scale_bytes, 4 * rows);
    // Two or three roundings, whichever the order of the quotient.
    const double bits = 8 + 32.0 / cols;
    ASSERT_NEAR(got.bits_per_weight, bits, 4 * 0x1p-53 * bits);
  }
}

TEST(PackInt4Hidden, LongListsBothWays) {
  std::mt19937 random(HiddenSeed("LongListsBothWays"));
  for (NibbleOrder order : {NibbleOrder::kLowFirst, NibbleOrder::kHighFirst}) {
    Codes codes(2 * 0x10001 + random() % 1000);
    for (auto& code : codes) code = static_cast<std::int8_t>(random() % 16 - 8);
    std::vector<std::uint8_t> bytes((codes.size() + 1) / 2);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const bool high = (i % 2 == 1) == (order == NibbleOrder::kLowFirst);
      const int nibble = (codes[i] + 16) % 16;
      bytes[i / 2] =
          static_cast<std::uint8_t>(bytes[i / 2] + nibble * (high ? 16 : 1));
    }
    Given("order", order);
    Given("codes", codes);
    const auto packed = PackInt4(codes, order);
    ASSERT_TRUE(packed.ok()) << packed.status();
    ASSERT_EQ(*packed, bytes);
    const auto count = static_cast<std::int64_t>(codes.size());
    const auto unpacked = UnpackInt4(bytes, count, order);
    ASSERT_TRUE(unpacked.ok()) << unpacked.status();
    ASSERT_EQ(*unpacked, codes);
    codes.back() = 8;
    ASSERT_NO_FATAL_FAILURE(ExpectRefused(PackInt4(codes, order)));
  }
}

// Columns and rows of ones and minus ones by scales of a half and then, beyond
// what 16 bits count, of one: sums below 2^23 are exact in float32, in any
// order. The last two weights are one, so that their scale is seen.
TEST(GemvW4A16Hidden, LongMatrices) {
  std::mt19937 random(HiddenSeed("GemvW4A16 of LongMatrices"));
  for (const Shape& shape : {Shape{1, 0x20004}, {0x10001, 2}}) {
    const auto rows = static_cast<std::size_t>(shape.rows);
    const auto cols = static_cast<std::size_t>(shape.cols);
    const std::size_t bytes = rows * cols / 2;
    PackedMatrix w = {shape, 2, {}, {}};
    Floats x(cols), right(rows);
    for (float& v : x) v = static_cast<float>(1 + random() % 8);
    for (std::size_t i = 0; i < bytes; ++i) {
      const bool last = i + 1 == bytes;
      const bool low = last || random() % 4 != 0;
      const bool high = last || random() % 4 != 0;
      w.packed.push_back(
          static_cast<std::uint8_t>((low ? 0x1 : 0xF) | (high ? 0x10 : 0xF0)));
      w.scales.push_back(i < 0x10000 ? 0.5f : 1.0f);
      const std::size_t row = 2 * i / cols, col = 2 * i % cols;
      right[row] += w.scales[i] * ((low ? x[col] : -x[col]) +
                                   (high ? x[col + 1] : -x[col + 1]));
    }
    Given("rows", rows);
    Given("cols", cols);
    Given("scales", w.scales);
    Given("packed", w.packed);
    Given("x", x);
    const auto y = GemvW4A16(w, x);
    ASSERT_TRUE(y.ok()) << y.status();
    ASSERT_EQ(*y, right);
  }
}

// A constant rotates to one number that is large and to zeros, or nearly: it
// gets the code 1 and comes back, but for the last bits of float32.
TEST(RotatedRoundTripHidden, LongVectors) {
  std::mt19937 random(HiddenSeed("RotatedRoundTrip of LongVectors"));
  const double constant = 1 + static_cast<double>(random() % 1000);
  std::vector<double> w(std::size_t{1} << 18, constant);
  Given("w", w);
  const auto y = RotatedRoundTrip(w, 1);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), w.size());
  for (double v : *y) ASSERT_NEAR(v, constant, 0x1p-21 * constant);
  w.back() = static_cast<double>(kNan);
  ASSERT_NO_FATAL_FAILURE(ExpectRefused(RotatedRoundTrip(w, 1)));
}

TEST(SplitMseHidden, LongVectors) {
  std::mt19937 random(HiddenSeed("SplitMse of LongVectors"));
  const std::size_t n = 0x20000 + random() % 1000;
  std::vector<double> w(n, 1.0), y(n, 1.0);
  w.back() = 5;                        // an error of 16, named
  y[n - 2] = 3;                        // one of 4, not named
  std::vector<std::int32_t> outliers;  // every other one, from the last on
  for (auto i = static_cast<std::int32_t>(n) - 1; i >= 0; i -= 2) {
    outliers.push_back(i);
  }
  Given("w", w);
  Given("y", y);
  Given("outliers", outliers);
  const auto got = SplitMse(w, y, outliers);
  ASSERT_TRUE(got.ok()) << got.status();
  const auto count = static_cast<double>(n);
  const auto named = static_cast<double>(outliers.size());
  ASSERT_DOUBLE_EQ(got->outliers, 16 / named);
  ASSERT_DOUBLE_EQ(got->rest, 4 / (count - named));
  ASSERT_DOUBLE_EQ(got->all, 20 / count);
  outliers.push_back(outliers.front());
  ASSERT_NO_FATAL_FAILURE(ExpectRefused(SplitMse(w, y, outliers)));
}

}  // namespace
}  // namespace granularity_lab
