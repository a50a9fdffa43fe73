// Twins of public tests of lab 06: the same property on other inputs. A refusal
// stands beside a value in each, so that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/06_granularity/scales.h"

namespace granularity_lab {
namespace {

using ::wbm::lab::Given;

using Bytes = std::vector<std::uint8_t>;
using Codes = std::vector<std::int8_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

constexpr Shape kShape = {2, 3};
constexpr Sharing kRows = {Share::kChannel, 0};
const Floats kW = {1, -4, 2, 8, 0, -2};

const std::vector<Shape> kNoShapes = {{0, 6}, {-2, -3}, {3, 3}, {6, 0}, {2, 2}};
const std::vector<Sharing> kNoSharings = {{Share::kGroup, 0},
                                          {Share::kGroup, -3}};

void GivenPlan(Shape shape, Sharing sharing) {
  Given("rows", shape.rows);
  Given("cols", shape.cols);
  Given("share", sharing.share);
  Given("group_size", sharing.group_size);
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

// Task 6.1.

TEST(ScaleCountTwin, OtherShapes) {
  for (std::int32_t rows : {2, 7, 33}) {
    for (std::int32_t cols : {3, 8, 50}) {
      GivenPlan({rows, cols}, {Share::kTensor, 5});
      ASSERT_EQ(ScaleCount({rows, cols}, {Share::kTensor, 5}), 1);
      ASSERT_EQ(ScaleCount({rows, cols}, {Share::kChannel, 5}), rows);
      for (std::int32_t size : {1, 4, 7, 60}) {
        GivenPlan({rows, cols}, {Share::kGroup, size});
        ASSERT_EQ(ScaleCount({rows, cols}, {Share::kGroup, size}),
                  rows * ((cols + size - 1) / size));
      }
    }
  }
}

// Task 6.2.

TEST(ChooseScalesTwin, OthersThatHaveNoScales) {
  GivenPlan(kShape, kRows);
  Given("w", kW);
  const absl::StatusOr<Floats> scales = ChooseScales(kW, kShape, kRows, 2);
  ASSERT_TRUE(scales.ok()) << scales.status();
  ASSERT_EQ(*scales, (Floats{2, 4}));
  const auto refused = [](const Floats& w, Shape shape, Sharing sharing,
                          std::int32_t max_code) {
    GivenPlan(shape, sharing);
    Given("w", w);
    Given("max_code", max_code);
    ASSERT_EQ(ChooseScales(w, shape, sharing, max_code).status().code(),
              kInvalid)
        << kRefuse;
  };
  for (const Shape& none : kNoShapes) refused(kW, none, kRows, 2);
  for (const Sharing& none : kNoSharings) refused(kW, kShape, none, 2);
  for (std::int32_t most : {-7, 0, 128, 255}) refused(kW, kShape, kRows, most);
  for (float bad : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(kW, bad)) {
      refused(spoilt, kShape, kRows, 2);
    }
  }
}

// Task 6.3.

TEST(QuantizeTwin, OtherScalesAndNansThatAreNone) {
  const Floats scales = {2, 4};
  GivenPlan(kShape, kRows);
  Given("w", kW);
  Given("scales", scales);
  const absl::StatusOr<Codes> codes = Quantize(kW, kShape, kRows, scales, 7);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, (Codes{0, -2, 1, 2, 0, 0}));
  const auto refused = [](const Floats& w, Shape shape, Sharing sharing,
                          const Floats& by, std::int32_t max_code) {
    GivenPlan(shape, sharing);
    Given("w", w);
    Given("scales", by);
    Given("max_code", max_code);
    ASSERT_EQ(Quantize(w, shape, sharing, by, max_code).status().code(),
              kInvalid)
        << kRefuse;
  };
  for (const Floats& none : {Floats{}, Floats{2}, Floats{2, 4, 8}, Floats{2, 0},
                             Floats{-2, 4}, Floats{kNan, 4}, Floats{2, kInf}}) {
    refused(kW, kShape, kRows, none, 7);
  }
  for (const Shape& none : kNoShapes) refused(kW, none, kRows, scales, 7);
  for (const Sharing& none : kNoSharings) refused(kW, kShape, none, scales, 7);
  for (std::int32_t most : {-1, 0, 128}) {
    refused(kW, kShape, kRows, scales, most);
  }
  for (const Floats& spoilt : Spoilt(kW, kNan)) {
    refused(spoilt, kShape, kRows, scales, 7);
  }
}

// Task 6.4.

TEST(MsePerChannelTwin, OtherRows) {
  const Floats y = {0, -4, 4, 8, 3, -2};
  Given("w", kW);
  Given("y", y);
  const absl::StatusOr<Doubles> mse = MsePerChannel(kW, y, kShape);
  ASSERT_TRUE(mse.ok()) << mse.status();
  ASSERT_EQ(mse->size(), 2u);
  EXPECT_DOUBLE_EQ((*mse)[0], 5.0 / 3);
  EXPECT_DOUBLE_EQ((*mse)[1], 3.0);
}

TEST(MsePerChannelTwin, OtherShapesAndNansThatAreNone) {
  const absl::StatusOr<Doubles> mse = MsePerChannel(kW, Floats(6), kShape);
  ASSERT_TRUE(mse.ok()) << mse.status();
  ASSERT_EQ(*mse, (Doubles{7, 68.0 / 3}));
  for (const Shape& none : kNoShapes) {
    GivenPlan(none, kRows);
    ASSERT_EQ(MsePerChannel(kW, kW, none).status().code(), kInvalid) << kRefuse;
  }
  GivenPlan(kShape, kRows);
  for (float bad : {kNan, kInf}) {
    for (const Floats& spoilt : Spoilt(kW, bad)) {
      Given("one of w, y", spoilt);
      ASSERT_EQ(MsePerChannel(spoilt, kW, kShape).status().code(), kInvalid)
          << kRefuse;
      ASSERT_EQ(MsePerChannel(kW, spoilt, kShape).status().code(), kInvalid)
          << kRefuse;
    }
  }
}

// Task 6.5.

TEST(PackInt4Twin, OtherOddCountsAndCodesBeyondFourBits) {
  for (NibbleOrder order : {NibbleOrder::kLowFirst, NibbleOrder::kHighFirst}) {
    const bool low = order == NibbleOrder::kLowFirst;
    Given("order", order);
    const Codes odd = {-2, 5, 6};
    Given("codes", odd);
    const absl::StatusOr<Bytes> bytes = PackInt4(odd, order);
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    ASSERT_EQ(*bytes, low ? (Bytes{0x5E, 0x06}) : (Bytes{0xE5, 0x60}));
    for (int beyond : {-9, -100, 8, 77}) {
      for (const Codes& spoilt :
           Spoilt(odd, static_cast<std::int8_t>(beyond))) {
        Given("codes", spoilt);
        ASSERT_EQ(PackInt4(spoilt, order).status().code(), kInvalid) << kRefuse;
      }
    }
  }
}

// Task 6.6. One row: (1, -2, 3, 4) by two groups, scales 1/2 and 2.

PackedMatrix Row() {
  return {.shape = {1, 4},
          .group_size = 2,
          .scales = {0.5f, 2},
          .packed = {0xE1, 0x43}};
}

TEST(GemvW4A16Twin, OtherLengthsAndOddSizes) {
  const Floats x = {2, 1, 1, -1};
  const absl::StatusOr<Floats> y = GemvW4A16(Row(), x);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, (Floats{-2}));
  std::vector<PackedMatrix> none(9, Row());
  none[0].shape = {1, 3};
  none[1].shape = {0, 4};
  none[2].group_size = 3;
  none[3].group_size = 0;
  none[4].group_size = -2;
  none[5].scales = {0.5f};
  none[6].scales = {0.5f, 2, 2};
  none[7].packed = {0xE1};
  none[8].packed = {0xE1, 0x43, 0};
  for (const PackedMatrix& w : none) {
    GivenPlan(w.shape, {Share::kGroup, w.group_size});
    Given("scales", w.scales);
    Given("packed", w.packed);
    ASSERT_EQ(GemvW4A16(w, x).status().code(), kInvalid) << kRefuse;
  }
  for (const Floats& other : {Floats{}, Floats{1, 2, 3}, Floats(5)}) {
    Given("x", other);
    ASSERT_EQ(GemvW4A16(Row(), other).status().code(), kInvalid) << kRefuse;
  }
}

// Task 6.7.

TEST(HadamardRotateTwin, OtherLengthsAndNans) {
  const Doubles x = {3, 1, -1, 5};
  Given("x", x);
  const absl::StatusOr<Doubles> rotated = HadamardRotate(x);
  ASSERT_TRUE(rotated.ok()) << rotated.status();
  ASSERT_EQ(rotated->size(), 4u);
  // Rows of signs times x, over 2; a few roundings of numbers below 8.
  const Doubles right = {4, -2, 0, 4};
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_NEAR((*rotated)[i], right[i], 1e-14);
  }
  for (std::size_t n : {0u, 3u, 5u, 7u, 12u, 1000u}) {
    Given("n", n);
    ASSERT_EQ(HadamardRotate(Doubles(n, 1)).status().code(), kInvalid)
        << kRefuse;
  }
  for (double bad : {double{kNan}, double{kInf}, double{-kInf}}) {
    for (const Doubles& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(HadamardRotate(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
}

TEST(SplitMseTwin, OtherLengthsIndicesAndNans) {
  const Doubles w = {1, 2, 3, 4}, y = {1, 4, 3, 5};
  using Indices = std::vector<std::int32_t>;
  Given("w", w);
  Given("y", y);
  Given("outliers", Indices{3, 0});
  const absl::StatusOr<SplitError> split = SplitMse(w, y, Indices{3, 0});
  ASSERT_TRUE(split.ok()) << split.status();
  EXPECT_EQ(split->outliers, 0.5);
  EXPECT_EQ(split->rest, 2);
  EXPECT_EQ(split->all, 1.25);
  for (const Indices& none : {Indices{4}, Indices{-1}, Indices{2, 1, 2}}) {
    Given("outliers", none);
    ASSERT_EQ(SplitMse(w, y, none).status().code(), kInvalid) << kRefuse;
  }
  Given("outliers", Indices{});
  ASSERT_EQ(SplitMse(w, Doubles(3), {}).status().code(), kInvalid) << kRefuse;
  ASSERT_EQ(SplitMse(Doubles{}, Doubles{}, {}).status().code(), kInvalid)
      << kRefuse;
  for (double bad : {double{kNan}, double{-kInf}}) {
    for (const Doubles& spoilt : Spoilt(w, bad)) {
      Given("one of w, y", spoilt);
      ASSERT_EQ(SplitMse(spoilt, y, {}).status().code(), kInvalid) << kRefuse;
      ASSERT_EQ(SplitMse(w, spoilt, {}).status().code(), kInvalid) << kRefuse;
    }
  }
}

}  // namespace
}  // namespace granularity_lab
