// Twins of public tests of lab 06, tasks 6.5 to 6.7: the same property on other
// inputs, which are drawn. A refusal stands beside a value in each, so that
// refusing everything is not right.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/boundary/hidden_draw.h"
#include "grading/boundary/spoilt.h"
#include "gtest/gtest.h"
#include "labs/06_granularity/scales.h"

namespace granularity_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::Spoilt;
using ::wbm::lab::Given;

using Bytes = std::vector<std::uint8_t>;
using Codes = std::vector<std::int8_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

float Float(std::int32_t i) { return static_cast<float>(i); }

// Task 6.5.

// The first code is negative and the second is not, so that it shows which of
// the two is where, and whether a sign spills over.
Codes OddCodes(HiddenDraw& draw) {
  Codes codes = {static_cast<std::int8_t>(draw.Int(-8, -1)),
                 static_cast<std::int8_t>(draw.Int(0, 7))};
  for (std::int32_t more = 2 * draw.Int(0, 3) + 1; more > 0; --more) {
    codes.push_back(static_cast<std::int8_t>(draw.Int(-8, 7)));
  }
  return codes;
}

Bytes Packed(const Codes& codes, bool low_first) {
  Bytes bytes((codes.size() + 1) / 2);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool low = (i % 2 == 0) == low_first;
    const int nibble = codes[i] & 15;
    bytes[i / 2] =
        static_cast<std::uint8_t>(bytes[i / 2] + (low ? nibble : 16 * nibble));
  }
  return bytes;
}

TEST(PackInt4Twin, OtherOddCountsAndCodesBeyondFourBits) {
  HiddenDraw draw("PackInt4Twin.OtherOddCountsAndCodesBeyondFourBits");
  for (NibbleOrder order : {NibbleOrder::kLowFirst, NibbleOrder::kHighFirst}) {
    Given("order", order);
    const Codes odd = OddCodes(draw);
    Given("codes", odd);
    const absl::StatusOr<Bytes> bytes = PackInt4(odd, order);
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    ASSERT_EQ(*bytes, Packed(odd, order == NibbleOrder::kLowFirst));
    for (std::int32_t beyond : {-9, draw.Int(-128, -10), 8, draw.Int(9, 127)}) {
      for (const Codes& spoilt :
           Spoilt(odd, static_cast<std::int8_t>(beyond))) {
        Given("codes", spoilt);
        ASSERT_EQ(PackInt4(spoilt, order).status().code(), kInvalid) << kRefuse;
      }
    }
  }
}

// Task 6.6. One row of four weights by two groups of different scales, one of
// them negative. In each group the first code and x are above the second, and
// the x positive: swapped nibbles, the other scale or a lost sign give another
// sum, whatever is drawn. All of it has few bits.
struct Row {
  PackedMatrix w;
  Floats x;
  float y;
};

Row DrawRow(HiddenDraw& draw) {
  const std::vector<std::int64_t> powers = draw.Different(2, -2, 1);
  const Floats scales = {std::ldexp(1.0f, static_cast<int>(powers[0])),
                         std::ldexp(1.0f, static_cast<int>(powers[1]))};
  const Codes codes = {static_cast<std::int8_t>(draw.Int(0, 7)),
                       static_cast<std::int8_t>(draw.Int(-8, -1)),
                       static_cast<std::int8_t>(draw.Int(3, 7)),
                       static_cast<std::int8_t>(draw.Int(0, 2))};
  const Floats x = {Float(draw.Int(6, 9)), Float(draw.Int(1, 5)),
                    Float(draw.Int(6, 9)), Float(draw.Int(1, 5))};
  float y = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    y += Float(codes[i]) * scales[i / 2] * x[i];
  }
  return {{.shape = {1, 4},
           .group_size = 2,
           .scales = scales,
           .packed = Packed(codes, true)},
          x,
          y};
}

void ExpectProduct(const Row& row) {
  Given("scales", row.w.scales);
  Given("packed", row.w.packed);
  Given("x", row.x);
  const absl::StatusOr<Floats> y = GemvW4A16(row.w, row.x);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(*y, Floats{row.y});
}

TEST(GemvW4A16Twin, OtherLengthsAndOddSizes) {
  HiddenDraw draw("GemvW4A16Twin.OtherLengthsAndOddSizes");
  const Row row = DrawRow(draw);
  ASSERT_NO_FATAL_FAILURE(ExpectProduct(row));
  std::vector<PackedMatrix> none(9, row.w);
  none[0].shape = {1, 3};
  none[1].shape = {0, 4};
  none[2].group_size = 3;
  none[3].group_size = 0;
  none[4].group_size = -2;
  none[5].scales.pop_back();
  none[6].scales.push_back(2);
  none[7].packed.pop_back();
  none[8].packed.push_back(0);
  for (const PackedMatrix& w : none) {
    Given("rows", w.shape.rows);
    Given("cols", w.shape.cols);
    Given("group_size", w.group_size);
    Given("scales", w.scales);
    Given("packed", w.packed);
    ASSERT_EQ(GemvW4A16(w, row.x).status().code(), kInvalid) << kRefuse;
  }
  for (const Floats& other : {Floats{}, Floats{1, 2, 3}, Floats(5)}) {
    Given("x", other);
    ASSERT_EQ(GemvW4A16(row.w, other).status().code(), kInvalid) << kRefuse;
  }
  ExpectProduct(row);  // what was refused leaves nothing behind
}

// Task 6.7.

// Rows of signs times x, over the root of 4 or 16: a few roundings of numbers
// below 64.
TEST(HadamardRotateTwin, OtherLengthsAndNans) {
  HiddenDraw draw("HadamardRotateTwin.OtherLengthsAndNans");
  const unsigned n = draw.Coin() ? 4 : 16;
  Doubles x = {static_cast<double>(draw.Int(1, 9))};
  while (x.size() < n) x.push_back(draw.Int(-9, 9));
  Given("x", x);
  const absl::StatusOr<Doubles> rotated = HadamardRotate(x);
  ASSERT_TRUE(rotated.ok()) << rotated.status();
  ASSERT_EQ(rotated->size(), n);
  for (unsigned i = 0; i < n; ++i) {
    double sum = 0;
    for (unsigned j = 0; j < n; ++j) {
      sum += std::popcount(i & j) % 2 == 0 ? x[j] : -x[j];
    }
    ASSERT_NEAR((*rotated)[i], sum / std::sqrt(n), 1e-13);
  }
  const std::size_t power = std::size_t{1} << draw.Int(2, 9);
  for (std::size_t none :
       {std::size_t{0}, std::size_t{3}, power - 1, power + 1, 3 * power}) {
    Given("n", none);
    ASSERT_EQ(HadamardRotate(Doubles(none, 1)).status().code(), kInvalid)
        << kRefuse;
  }
  for (double bad : {kNan, kInf, -kInf}) {
    for (const Doubles& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(HadamardRotate(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
}

TEST(SplitMseTwin, OtherLengthsIndicesAndNans) {
  using Indices = std::vector<std::int32_t>;
  HiddenDraw draw("SplitMseTwin.OtherLengthsIndicesAndNans");
  const std::int32_t n = draw.Int(4, 9);
  Indices outliers;
  for (std::int64_t i : draw.Different(2, 0, n - 1)) {
    outliers.push_back(static_cast<std::int32_t>(i));
  }
  Doubles w, y;
  double out = 0, rest = 0;
  for (std::int32_t i = 0; i < n; ++i) {
    const bool is_out = std::count(outliers.begin(), outliers.end(), i) > 0;
    const std::int32_t error = draw.Int(1, 9);
    w.push_back(draw.Int(-9, 9));
    y.push_back(w.back() + error);
    (is_out ? out : rest) += error * error;
  }
  Given("w", w);
  Given("y", y);
  Given("outliers", outliers);
  const absl::StatusOr<SplitError> split = SplitMse(w, y, outliers);
  ASSERT_TRUE(split.ok()) << split.status();
  EXPECT_DOUBLE_EQ(split->outliers, out / 2);
  EXPECT_DOUBLE_EQ(split->rest, rest / (n - 2));
  EXPECT_DOUBLE_EQ(split->all, (out + rest) / n);
  for (const Indices& none :
       {Indices{n}, Indices{-1}, Indices{outliers[0], outliers[1], outliers[0]},
        Indices{n + draw.Int(1, 99)}}) {
    Given("outliers", none);
    ASSERT_EQ(SplitMse(w, y, none).status().code(), kInvalid) << kRefuse;
  }
  Given("outliers", Indices{});
  ASSERT_EQ(SplitMse(w, Doubles(3), {}).status().code(), kInvalid) << kRefuse;
  ASSERT_EQ(SplitMse(Doubles{}, Doubles{}, {}).status().code(), kInvalid)
      << kRefuse;
  for (double bad : {kNan, -kInf}) {
    for (const Doubles& spoilt : Spoilt(w, bad)) {
      Given("one of w, y", spoilt);
      ASSERT_EQ(SplitMse(spoilt, y, {}).status().code(), kInvalid) << kRefuse;
      ASSERT_EQ(SplitMse(w, spoilt, {}).status().code(), kInvalid) << kRefuse;
    }
  }
}

}  // namespace
}  // namespace granularity_lab
