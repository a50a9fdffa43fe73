// Twins of public tests of lab 07, tasks 7.5 to 7.7: the same property on other
// inputs, which are drawn. A refusal stands beside a value in each, so that
// refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/07_codebooks/many.h"
#include "grading/07_codebooks/no_levels.h"
#include "grading/boundary/hidden_draw.h"
#include "grading/boundary/spoilt.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::Spoilt;
using ::wbm::lab::Given;

using Codes = std::vector<std::int32_t>;
using Floats = std::vector<float>;
using Signs = std::vector<std::int8_t>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Task 7.5.

const Floats kHalves = {-1, -0.5f, 0, 0.5f, 1};

// A block of zeros, one of every part of its scale but -1, and a short one.
TEST(QuantizeBlocksTwin, OtherZerosAndShortBlocks) {
  HiddenDraw draw("QuantizeBlocksTwin.OtherZerosAndShortBlocks");
  const float scale = std::ldexp(1.0f, draw.Int(-9, 9));
  const float last = 3 * scale;
  Floats x = {0, -0.0f, 0, 0};
  std::vector<std::uint8_t> codes = {2, 2, 2, 2};
  for (int part : draw.Shuffled<int>({-1, 0, 1, 2})) {
    x.push_back(scale * static_cast<float>(part) / 2);
    codes.push_back(static_cast<std::uint8_t>(2 + part));
  }
  for (std::int64_t more = draw.Between(1, 3); more > 0; --more) {
    x.push_back(last);
    codes.push_back(4);
  }
  Given("x", x);
  Given("block_size", 4);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, kHalves, 4);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  EXPECT_EQ(blocks->scales, (Floats{0, scale, last}));
  EXPECT_EQ(blocks->codes, codes);
  EXPECT_EQ(blocks->block_size, 4);
}

TEST(QuantizeBlocksTwin, OthersThatHaveNoCode) {
  HiddenDraw draw("QuantizeBlocksTwin.OthersThatHaveNoCode");
  const auto scale = static_cast<float>(draw.Int(2, 99));
  const Floats x = {scale, -1, 0};
  Given("x", x);
  Given("block_size", 2);
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, kHalves, 2);
  ASSERT_TRUE(blocks.ok()) << blocks.status();
  ASSERT_EQ(blocks->scales, (Floats{scale, 0}));
  for (float bad : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(QuantizeBlocks(spoilt, kHalves, 2).status().code(), kInvalid)
          << kRefuse;
    }
  }
  Given("x", x);
  for (std::int32_t size : {0, -1, draw.Int(-99, -2)}) {
    Given("block_size", size);
    ASSERT_EQ(QuantizeBlocks(x, kHalves, size).status().code(), kInvalid)
        << kRefuse;
  }
  std::vector<Floats> none = NoLevels<float>(draw);
  none.emplace_back();
  for (int i = 0; i < 257; ++i) none.back().push_back(static_cast<float>(i));
  for (const Floats& levels : none) {
    Given("levels", levels);
    ASSERT_EQ(QuantizeBlocks(x, levels, 2).status().code(), kInvalid)
        << kRefuse;
  }
  ASSERT_NO_FATAL_FAILURE(ExpectALateElementIsRefused());
  // 256 levels have codes of a byte.
  Floats most(none.back().begin() + 1, none.back().end());  // 1 … 256
  Given("levels", most);
  const absl::StatusOr<Blocks> bytes = QuantizeBlocks(Floats{scale}, most, 2);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  ASSERT_EQ(bytes->codes, std::vector<std::uint8_t>{0});
  const absl::StatusOr<Floats> back =
      DequantizeBlocks({{scale}, {255}, 2}, most);
  ASSERT_TRUE(back.ok()) << back.status();
  ASSERT_EQ(*back, Floats{256 * scale});
}

// Task 7.6.

TEST(QuantizeTernaryTwin, OtherZerosAndErrors) {
  HiddenDraw draw("QuantizeTernaryTwin.OtherZerosAndErrors");
  for (std::int64_t zeros : {draw.Between(2, 9), draw.Between(10, 200)}) {
    const auto n = static_cast<std::size_t>(zeros);
    Given("n", n);
    const absl::StatusOr<Ternary> ternary = QuantizeTernary(Floats(n, -0.0f));
    ASSERT_TRUE(ternary.ok()) << ternary.status();
    ASSERT_EQ(ternary->alpha, 0);
    ASSERT_EQ(ternary->codes, Signs(n));
  }
  Floats w = {static_cast<float>(draw.Int(1, 9))};
  float sum = w[0];
  for (int i = 0; i < 3; ++i) {
    w.push_back(static_cast<float>(draw.Int(-9, 9)));
    sum += std::abs(w.back());
  }
  Given("w", w);
  const absl::StatusOr<Ternary> ternary = QuantizeTernary(w);
  ASSERT_TRUE(ternary.ok()) << ternary.status();
  ASSERT_EQ(ternary->alpha, sum / 4);
  for (float bad : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(w, bad)) {
      Given("w", spoilt);
      ASSERT_EQ(QuantizeTernary(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
  Given("w", Floats{});
  ASSERT_EQ(QuantizeTernary({}).status().code(), kInvalid) << kRefuse;
}

// All three codes: at least 1 of at most 27, so that bits and nats differ.
TEST(CodeEntropyTwin, OtherFrequencies) {
  HiddenDraw draw("CodeEntropyTwin.OtherFrequencies");
  Signs codes;
  double counts[3];
  for (int i = 0; i < 3; ++i) {
    counts[i] = draw.Int(1, 9);
    codes.resize(codes.size() + static_cast<std::size_t>(counts[i]),
                 static_cast<std::int8_t>(i - 1));
  }
  codes = draw.Shuffled(codes);
  Given("codes", codes);
  const absl::StatusOr<double> bits = CodeEntropy(codes);
  ASSERT_TRUE(bits.ok()) << bits.status();
  const auto n = static_cast<double>(codes.size());
  double right = 0;
  for (double count : counts) right += count / n * std::log2(n / count);
  ASSERT_NEAR(*bits, right, 1e-14);
  const Signs one(codes.size(), static_cast<std::int8_t>(draw.Int(-1, 1)));
  Given("codes", one);
  const absl::StatusOr<double> none = CodeEntropy(one);
  ASSERT_TRUE(none.ok()) << none.status();
  ASSERT_EQ(std::abs(*none), 0);
}

// Task 7.7.

TEST(ChooseLogGridTwin, OtherPositiveElements) {
  HiddenDraw draw("ChooseLogGridTwin.OtherPositiveElements");
  const int low = draw.Int(-9, -2), high = draw.Int(2, 9);
  Floats p = {0, std::ldexp(1.0f, low), std::ldexp(1.0f, high), 1};
  for (int i = 0; i < 3; ++i) {
    p.push_back(std::ldexp(1.5f, draw.Int(low, high - 1)));
  }
  p = draw.Shuffled(p);
  for (std::int32_t bits : {2, draw.Int(3, 8), draw.Int(9, 15), 16}) {
    Given("p", p);
    Given("bits", bits);
    const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, bits);
    ASSERT_TRUE(grid.ok()) << grid.status();
    const std::int32_t highest = (1 << bits) - 1;
    EXPECT_EQ(grid->log2_lowest, low);
    EXPECT_DOUBLE_EQ(grid->step,
                     static_cast<double>(high - low) / (highest - 1));
    EXPECT_EQ(grid->highest, highest);
  }
}

TEST(ChooseLogGridTwin, OtherSingleMagnitudesAndErrors) {
  HiddenDraw draw("ChooseLogGridTwin.OtherSingleMagnitudesAndErrors");
  const int power = draw.Int(-9, 9);
  const std::int32_t some = draw.Int(2, 16);
  const Floats p = {std::ldexp(1.0f, power), 0, std::ldexp(1.0f, power)};
  Given("p", p);
  Given("bits", some);
  const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, some);
  ASSERT_TRUE(grid.ok()) << grid.status();
  ASSERT_EQ(grid->log2_lowest, power);
  ASSERT_EQ(grid->step, 1);
  ASSERT_EQ(grid->highest, (1 << some) - 1);
  for (std::int32_t bits : {draw.Int(-9, -1), 0, 1, 17, draw.Int(18, 31)}) {
    Given("bits", bits);
    ASSERT_EQ(ChooseLogGrid(p, bits).status().code(), kInvalid) << kRefuse;
  }
  Given("bits", some);
  for (const Floats& none : {Floats{}, Floats{0, -0.0f}, Floats{p[0], -p[0]},
                             Floats{kNan, p[0]}, Floats{p[0], kInf}}) {
    Given("p", none);
    ASSERT_EQ(ChooseLogGrid(none, some).status().code(), kInvalid) << kRefuse;
  }
}

LogGrid DrawGrid(HiddenDraw& draw) {
  return {.log2_lowest = static_cast<double>(draw.Int(-8, -3)),
          .step = 2,
          .highest = draw.Int(4, 7)};
}

double LevelOf(const LogGrid& grid, std::int32_t code) {
  return std::exp2(grid.log2_lowest + (code - 1) * grid.step);
}

// Levels are 1, 4, 16, … of the lowest: what is 0.7 to 1.8 of a level is
// nearest to it by the logarithm (from 0.5 to 2) and by the distance (0.625
// to 2.5): which of the two is right is another check's.
TEST(EncodeLogTwin, OtherGrids) {
  HiddenDraw draw("EncodeLogTwin.OtherGrids");
  const LogGrid grid = DrawGrid(draw);
  Floats p = {0, -0.0f, 0x1p-30f, 1e9f, kInf};
  Codes right = {0, 0, 1, grid.highest, grid.highest};
  for (double part :
       {0.7, draw.Int(70, 95) / 100.0, 1.0, draw.Int(105, 180) / 100.0, 1.8}) {
    right.push_back(draw.Int(2, grid.highest));
    p.push_back(static_cast<float>(part * LevelOf(grid, right.back())));
  }
  Given("p", p);
  Given("log2_lowest", grid.log2_lowest);
  Given("highest", grid.highest);
  const absl::StatusOr<Codes> codes = EncodeLog(p, grid);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, right);
}

TEST(DecodeLogTwin, OtherGrids) {
  HiddenDraw draw("DecodeLogTwin.OtherGrids");
  const LogGrid grid = DrawGrid(draw);
  Codes codes = {0, 1, grid.highest};
  for (int i = 0; i < 3; ++i) codes.push_back(draw.Int(1, grid.highest));
  codes = draw.Shuffled(codes);
  Floats right;
  for (std::int32_t code : codes) {
    right.push_back(code == 0 ? 0 : static_cast<float>(LevelOf(grid, code)));
  }
  Given("codes", codes);
  const absl::StatusOr<Floats> p = DecodeLog(codes, grid);
  ASSERT_TRUE(p.ok()) << p.status();
  ASSERT_EQ(*p, right);
  for (std::int32_t code : {draw.Int(-99, -1), grid.highest + 1, 1 << 24}) {
    Given("codes", Codes{code});
    ASSERT_EQ(DecodeLog(Codes{code}, grid).status().code(), kInvalid)
        << kRefuse;
  }
}

}  // namespace
}  // namespace codebook_lab
