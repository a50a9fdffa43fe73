// The public tests of lab 06, in task order. They call what scales.h declares
// and nothing else; every expected number can be checked by hand.

#include "labs/06_granularity/scales.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace granularity_lab {
namespace {

using ::wbm::lab::Given;

using Bytes = std::vector<std::uint8_t>;
using Codes = std::vector<std::int8_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Indices = std::vector<std::int32_t>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr Sharing kTensor{Share::kTensor, 0};
constexpr Sharing kChannel{Share::kChannel, 0};

constexpr Sharing Groups(std::int32_t size) { return {Share::kGroup, size}; }

template <class T>
void ExpectRefused(const absl::StatusOr<T>& answer, const char* what) {
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kInvalidArgument)
      << what << ": this has to be refused with absl::InvalidArgumentError";
}

// Two rows of five, the second a hundred times smaller.
constexpr Shape kTwoByFive{2, 5};
const Floats kMatrix = {7, -14, 3.5f, 1, 28, .07f, -.14f, .21f, 0, -.28f};

// Task 6.1.

TEST(ScaleCount, OneForTheTensorOneARowOneAGroup) {
  EXPECT_EQ(ScaleCount({8, 256}, kTensor), 1);
  EXPECT_EQ(ScaleCount({8, 256}, kChannel), 8);
  EXPECT_EQ(ScaleCount({8, 256}, Groups(64)), 32);
  EXPECT_EQ(ScaleCount({128, 128}, Groups(32)), 512);
  EXPECT_EQ(ScaleCount({3, 10}, Groups(4)), 9) << "4, 4 and 2 in each row";
  EXPECT_EQ(ScaleCount({3, 10}, Groups(100)), 3) << "longer than a row";
}

TEST(ScaleIndex, GroupsStayInTheirRow) {
  const Shape shape{3, 10};
  EXPECT_EQ(ScaleIndex(2, 7, shape, kTensor), 0);
  EXPECT_EQ(ScaleIndex(2, 7, shape, kChannel), 2);
  EXPECT_EQ(ScaleIndex(0, 3, shape, Groups(4)), 0);
  EXPECT_EQ(ScaleIndex(0, 9, shape, Groups(4)), 2);
  EXPECT_EQ(ScaleIndex(1, 0, shape, Groups(4)), 3) << "a new row, a new group";
  EXPECT_EQ(ScaleIndex(2, 7, shape, Groups(4)), 7);
}

// Task 6.2.

TEST(ChooseScales, EachPartByItsOwnLargestMagnitude) {
  Given("w", kMatrix);
  const auto scales = [](Sharing sharing, int max_code) {
    return ChooseScales(kMatrix, kTwoByFive, sharing, max_code)
        .value_or(Floats{});
  };
  EXPECT_EQ(scales(kTensor, 7), (Floats{4.0f}));
  EXPECT_EQ(scales(kTensor, 127), (Floats{28.0f / 127}));
  EXPECT_EQ(scales(kChannel, 7), (Floats{4.0f, .28f / 7}));
  EXPECT_EQ(scales(Groups(2), 7),
            (Floats{2, .5f, 4, .14f / 7, .21f / 7, .28f / 7}))
      << "the last group of each row has one element";
}

TEST(ChooseScales, APartOfZerosGetsOne) {
  const Floats w = {0, 0, 1, -0.0f, 0, 0x1p-126f};
  Given("w", w);
  EXPECT_EQ(ChooseScales(w, {2, 3}, Groups(2), 1).value_or(Floats{}),
            (Floats{1, 1, 1, 0x1p-126f}));
  EXPECT_EQ(ChooseScales(w, {2, 3}, kChannel, 2).value_or(Floats{}),
            (Floats{.5f, 1}))
      << "2^-126 / 2 is below the smallest normal float32";
}

TEST(ChooseScales, ShapesGroupsCodesAndNansAreErrors) {
  const Floats w = {1, 2, 3, 4, 5, 6};
  ExpectRefused(ChooseScales(w, {2, 4}, kTensor, 7), "8 elements, 6 given");
  ExpectRefused(ChooseScales({}, {0, 4}, kTensor, 7), "no rows");
  ExpectRefused(ChooseScales(w, {-2, -3}, kTensor, 7), "negative sizes");
  ExpectRefused(ChooseScales(w, {2, 3}, Groups(0), 7), "groups of nothing");
  ExpectRefused(ChooseScales(w, {2, 3}, kTensor, 0), "max_code 0");
  ExpectRefused(ChooseScales(w, {2, 3}, kTensor, 128), "max_code 128");
  for (float bad : {kNan, kInf, -kInf}) {
    const Floats spoilt = {1, 2, 3, 4, bad, 6};
    Given("w", spoilt);
    ExpectRefused(ChooseScales(spoilt, {2, 3}, kChannel, 7), "not finite");
  }
}

// Task 6.3.

TEST(Quantize, EveryElementByItsOwnScale) {
  const Floats w = {2, -6, 1, 30, -20, 70};
  Given("w", w);
  EXPECT_EQ(Quantize(w, {2, 3}, kTensor, Floats{10}, 7).value_or(Codes{}),
            (Codes{0, -1, 0, 3, -2, 7}));
  EXPECT_EQ(Quantize(w, {2, 3}, kChannel, Floats{1, 10}, 7).value_or(Codes{}),
            (Codes{2, -6, 1, 3, -2, 7}));
  EXPECT_EQ(
      Quantize(w, {2, 3}, Groups(2), Floats{2, 1, 5, 10}, 7).value_or(Codes{}),
      (Codes{1, -3, 1, 6, -4, 7}));
}

TEST(Quantize, TiesGoToEvenAndEndsClip) {
  const Floats w = {.5f, 1.5f, -2.5f, 7.4f, 8, -8, kInf, -kInf};
  Given("w", w);
  EXPECT_EQ(Quantize(w, {2, 4}, kTensor, Floats{1}, 7).value_or(Codes{}),
            (Codes{0, 2, -2, 7, 7, -7, 7, -7}))
      << "the code -8 is never used";
  const Floats large = {-128, 128, 300, -300};
  EXPECT_EQ(Quantize(large, {2, 2}, kTensor, Floats{1}, 127).value_or(Codes{}),
            (Codes{-127, 127, 127, -127}));
}

TEST(Quantize, WrongScalesAndNansAreErrors) {
  const Floats w = {1, 2, 3, 4};
  const Shape shape{2, 2};
  ExpectRefused(Quantize(w, {1, 3}, kTensor, Floats{1}, 7), "shape");
  ExpectRefused(Quantize(w, shape, Groups(-1), Floats{1}, 7), "sharing");
  ExpectRefused(Quantize(w, shape, kChannel, Floats{1}, 7), "one scale of two");
  ExpectRefused(Quantize(w, shape, kTensor, Floats{1, 1}, 7), "two of one");
  ExpectRefused(Quantize(w, shape, kTensor, Floats{1}, 200), "max_code 200");
  for (float bad : {0.0f, -1.0f, kInf, kNan}) {
    Given("scale", bad);
    ExpectRefused(Quantize(w, shape, kChannel, Floats{1, bad}, 7), "scale");
  }
  ExpectRefused(Quantize(Floats{1, kNan}, {1, 2}, kTensor, Floats{1}, 7),
                "a NaN");
}

TEST(Dequantize, EveryCodeTimesItsOwnScale) {
  const Codes codes = {1, -7, 3, 127, -127, 0};
  Given("codes", codes);
  EXPECT_EQ(Dequantize(codes, {2, 3}, Groups(2), Floats{2, 1, .5f, 3})
                .value_or(Floats{}),
            (Floats{2, -14, 3, 63.5f, -63.5f, 0}));
  EXPECT_EQ(
      Dequantize(codes, {2, 3}, kChannel, Floats{.1f, 1}).value_or(Floats{}),
      (Floats{.1f, -7 * .1f, 3 * .1f, 127, -127, 0}));
  ExpectRefused(Dequantize(codes, {2, 3}, kChannel, Floats{1}), "scales");
  ExpectRefused(Dequantize(codes, {2, 2}, kTensor, Floats{1}), "shape");
}

// Task 6.4.

TEST(MsePerChannel, EachRowByItself) {
  const Floats w = {1, 2, 3, 4, 0, 0, 0, 0, 5, 5, 5, 5};
  const Floats y = {1, 2, 3, 2, 1, -1, 1, -1, 5, 5, 5, 5};
  Given("w", w);
  Given("y", y);
  EXPECT_EQ(MsePerChannel(w, y, {3, 4}).value_or(Doubles{}),
            (Doubles{1, 1, 0}));
  EXPECT_EQ(MsePerChannel(w, y, {2, 6}).value_or(Doubles{}),
            (Doubles{1, 1.0 / 3}));
}

TEST(MsePerChannel, ShapesAndNansAreErrors) {
  const Floats w = {1, 2, 3, 4}, nan = {1, 2, 3, kNan}, inf = {kInf, 2, 3, 4};
  ExpectRefused(MsePerChannel(w, w, {2, 3}), "shape");
  ExpectRefused(MsePerChannel(w, Floats{1, 2}, {2, 2}), "two lengths");
  ExpectRefused(MsePerChannel(w, nan, {2, 2}), "a NaN in y");
  ExpectRefused(MsePerChannel(inf, w, {2, 2}), "an infinity in w");
}

TEST(StorageOf, CodesAndTheirScales) {
  const Storage int8 = StorageOf({8, 256}, kTensor, 8, 32);
  EXPECT_EQ(int8.code_bytes, 2048);
  EXPECT_EQ(int8.scale_bytes, 4);
  const Storage int4 = StorageOf({128, 128}, Groups(32), 4, 16);
  EXPECT_EQ(int4.code_bytes, 8192);
  EXPECT_EQ(int4.scale_bytes, 1024) << "512 scales of two bytes";
  EXPECT_DOUBLE_EQ(int4.bits_per_weight, 4.5) << "in bits, scales included";
  const Storage odd = StorageOf({3, 5}, kChannel, 4, 16);
  EXPECT_EQ(odd.code_bytes, 9) << "each row starts on a new byte";
  EXPECT_EQ(odd.scale_bytes, 6);
}

// Task 6.5.

TEST(PackInt4, TheFirstCodeGoesToTheNamedNibble) {
  const Codes codes = {-7, 0, 3, 7};
  Given("codes", codes);
  EXPECT_EQ(PackInt4(codes, NibbleOrder::kLowFirst).value_or(Bytes{}),
            (Bytes{0x09, 0x73}));
  EXPECT_EQ(PackInt4(codes, NibbleOrder::kHighFirst).value_or(Bytes{}),
            (Bytes{0x90, 0x37}));
}

TEST(PackInt4, OddCountsAndCodesBeyondFourBits) {
  EXPECT_EQ(PackInt4(Codes{1, 2, -3}, NibbleOrder::kLowFirst).value_or(Bytes{}),
            (Bytes{0x21, 0x0D}));
  EXPECT_EQ(
      PackInt4(Codes{1, 2, -3}, NibbleOrder::kHighFirst).value_or(Bytes{}),
      (Bytes{0x12, 0xD0}));
  const auto empty = PackInt4(Codes{}, NibbleOrder::kLowFirst);
  EXPECT_TRUE(empty.ok() && empty->empty()) << "no codes, no bytes, no error";
  ExpectRefused(PackInt4(Codes{8}, NibbleOrder::kLowFirst), "8");
  ExpectRefused(PackInt4(Codes{0, -9}, NibbleOrder::kHighFirst), "-9");
}

TEST(UnpackInt4, GivesTheSignBack) {
  const Bytes bytes = {0x09, 0x73, 0x8F};
  Given("bytes", bytes);
  EXPECT_EQ(UnpackInt4(bytes, 6, NibbleOrder::kLowFirst).value_or(Codes{}),
            (Codes{-7, 0, 3, 7, -1, -8}));
  EXPECT_EQ(UnpackInt4(bytes, 5, NibbleOrder::kHighFirst).value_or(Codes{}),
            (Codes{0, -7, 7, 3, -8}));
  ExpectRefused(UnpackInt4(bytes, 4, NibbleOrder::kLowFirst),
                "a byte too many");
  ExpectRefused(UnpackInt4(bytes, 7, NibbleOrder::kLowFirst), "a byte missing");
  ExpectRefused(UnpackInt4(Bytes{}, -1, NibbleOrder::kLowFirst), "-1 codes");
}

// Task 6.6.

// Rows (1 -2 | 3 4) and (-7 0 | 7 5), scales .5 2 | 1 .25.
PackedMatrix TwoByFour() {
  return {{2, 4}, 2, {.5f, 2, 1, .25f}, {0xE1, 0x43, 0x09, 0x57}};
}

TEST(GemvW4A16, ASmallProductByHand) {
  const Floats x = {1, 2, 3, -1};
  Given("x", x);
  // .5 (1 - 4) + 2 (9 - 4) = 8.5 and 1 (-7 + 0) + .25 (21 - 5) = -3.
  EXPECT_EQ(GemvW4A16(TwoByFour(), x).value_or(Floats{}), (Floats{8.5f, -3}));
}

TEST(GemvW4A16, TheSumIsFloat32) {
  const PackedMatrix ones = {{1, 4}, 2, {1, 1}, {0x11, 0x11}};
  const Floats x = {4096, .5f, .5f, .5f};
  Given("x", x);
  EXPECT_EQ(GemvW4A16(ones, x).value_or(Floats{}), (Floats{4097.5f}))
      << "a sum of 16 bits does not see a 0.5 at 4096";
}

TEST(GemvW4A16, LengthsAndOddSizesAreErrors) {
  const Floats x = {1, 2, 3, -1};
  ExpectRefused(GemvW4A16(TwoByFour(), Floats{1, 2, 3}), "3 activations");
  PackedMatrix w = TwoByFour();
  w.scales.pop_back();
  ExpectRefused(GemvW4A16(w, x), "a scale missing");
  w = TwoByFour();
  w.packed.push_back(0);
  ExpectRefused(GemvW4A16(w, x), "a byte too many");
  w = TwoByFour();
  w.group_size = 0;
  ExpectRefused(GemvW4A16(w, x), "groups of nothing");
  ExpectRefused(
      GemvW4A16({{2, 3}, 2, {1, 1, 1, 1}, {0, 0, 0}}, Floats{1, 2, 3}),
      "odd rows");
}

// Task 6.7.

TEST(HadamardRotate, FourByHand) {
  // An outlier is spread; what is already spread is gathered.
  EXPECT_EQ(HadamardRotate(Doubles{8, 0, 0, 0}).value_or(Doubles{}),
            (Doubles{4, 4, 4, 4}));
  EXPECT_EQ(HadamardRotate(Doubles{1, 2, 3, 4}).value_or(Doubles{}),
            (Doubles{5, -1, -2, 0}));
  EXPECT_EQ(HadamardRotate(Doubles{5, -1, -2, 0}).value_or(Doubles{}),
            (Doubles{1, 2, 3, 4}))
      << "the rotation is its own inverse";
  EXPECT_EQ(HadamardRotate(Doubles{-3}).value_or(Doubles{}), (Doubles{-3}));
}

TEST(HadamardRotate, OtherLengthsAndNansAreErrors) {
  ExpectRefused(HadamardRotate(Doubles{}), "no element");
  ExpectRefused(HadamardRotate(Doubles{1, 2, 3}), "three elements");
  ExpectRefused(HadamardRotate(Doubles(6, 1.0)), "six elements");
  ExpectRefused(HadamardRotate(Doubles{1, kNan}), "a NaN");
}

TEST(RotatedRoundTrip, RotatesQuantizesAndRotatesBack) {
  // (1, 2, 3, 4) rotates to (5, -1, -2, 0). With max_code 5 the scale is 1 and
  // nothing is lost; with 2 it is 2.5, the codes are 2 0 -1 0, and (5, 0,
  // -2.5, 0) rotates back to (1.25, 1.25, 3.75, 3.75).
  const Doubles w = {1, 2, 3, 4};
  Given("w", w);
  EXPECT_EQ(RotatedRoundTrip(w, 5).value_or(Doubles{}), w);
  EXPECT_EQ(RotatedRoundTrip(w, 2).value_or(Doubles{}),
            (Doubles{1.25, 1.25, 3.75, 3.75}));
  ExpectRefused(RotatedRoundTrip(Doubles{1, 2, 3}, 7), "three elements");
  ExpectRefused(RotatedRoundTrip(w, 0), "max_code 0");
}

TEST(SplitMse, TwoKindsApart) {
  const Doubles w = {10, 1, 2, -8}, y = {9, 1, 4, -5};
  Given("w", w);
  Given("y", y);
  const auto split = SplitMse(w, y, Indices{0, 3});
  ASSERT_TRUE(split.ok()) << split.status();
  EXPECT_EQ(split->outliers, 5) << "(1 + 9) / 2";
  EXPECT_EQ(split->rest, 2) << "(0 + 4) / 2";
  EXPECT_EQ(split->all, 3.5) << "14 / 4";
  const auto none = SplitMse(w, y, Indices{});
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_EQ(none->outliers, 0);
  EXPECT_EQ(none->rest, 3.5);
}

TEST(SplitMse, LengthsIndicesAndNansAreErrors) {
  const Doubles w = {1, 2, 3};
  ExpectRefused(SplitMse(Doubles{}, Doubles{}, Indices{}), "empty");
  ExpectRefused(SplitMse(w, Doubles{1, 2}, Indices{}), "two lengths");
  ExpectRefused(SplitMse(w, w, Indices{3}), "index 3 of 3");
  ExpectRefused(SplitMse(w, w, Indices{-1}), "index -1");
  ExpectRefused(SplitMse(w, w, Indices{1, 1}), "an index twice");
  ExpectRefused(SplitMse(w, Doubles{1, kNan, 3}, Indices{}), "a NaN");
}

}  // namespace
}  // namespace granularity_lab
