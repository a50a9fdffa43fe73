// Twins of public tests of lab 06, tasks 6.1 to 6.4: the same property on other
// inputs, which are drawn. A refusal stands beside a value in each, so that
// refusing everything is not right. Scales are powers of two and weights whole
// steps or halves: sums and quotients are exact.

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

using Codes = std::vector<std::int8_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

constexpr Sharing kRows = {Share::kChannel, 0};

std::size_t Index(std::int32_t i) { return static_cast<std::size_t>(i); }
float Float(std::int32_t i) { return static_cast<float>(i); }

// Shapes that are none, or not that of as many elements.
std::vector<Shape> NoShapes(Shape shape) {
  const std::int32_t n = shape.rows * shape.cols;
  return {{0, n},
          {-shape.rows, -shape.cols},
          {shape.rows + 1, shape.cols},
          {n, 0},
          {shape.rows, shape.cols - 1}};
}
std::vector<Sharing> NoSharings(HiddenDraw& draw) {
  return {{Share::kGroup, 0}, {Share::kGroup, draw.Int(-99, -1)}};
}
std::vector<std::int32_t> NoMaxCodes(HiddenDraw& draw) {
  return {draw.Int(-99, -1), 0, 128, draw.Int(129, 999)};
}

// Two or three rows of three to five weights, whole steps of their row's scale;
// no two scales are the same.
struct Matrix {
  Shape shape;
  Floats scales;
  std::vector<std::int32_t> steps;

  Floats Weights() const {
    Floats w;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      w.push_back(Float(steps[i]) * scales[i / Index(shape.cols)]);
    }
    return w;
  }
};

Matrix DrawMatrix(HiddenDraw& draw, std::int32_t most) {
  Matrix m;
  m.shape = {draw.Int(2, 3), draw.Int(3, 5)};
  for (std::int64_t power : draw.Different(Index(m.shape.rows), -3, 3)) {
    m.scales.push_back(std::ldexp(1.0f, static_cast<int>(power)));
  }
  for (std::int32_t i = m.shape.rows * m.shape.cols; i > 0; --i) {
    m.steps.push_back(draw.Int(-most, most));
  }
  return m;
}

void GivenPlan(Shape shape, Sharing sharing) {
  Given("rows", shape.rows);
  Given("cols", shape.cols);
  Given("share", sharing.share);
  Given("group_size", sharing.group_size);
}

// Task 6.1.

TEST(ScaleCountTwin, OtherShapes) {
  HiddenDraw draw("ScaleCountTwin.OtherShapes");
  for (std::int32_t rows : {2, draw.Int(3, 9), draw.Int(10, 99)}) {
    for (std::int32_t cols : {3, draw.Int(4, 20), draw.Int(21, 99)}) {
      GivenPlan({rows, cols}, {Share::kTensor, 5});
      ASSERT_EQ(ScaleCount({rows, cols}, {Share::kTensor, 5}), 1);
      ASSERT_EQ(ScaleCount({rows, cols}, {Share::kChannel, 5}), rows);
      for (std::int32_t size : {1, 2, draw.Int(3, 20), draw.Int(21, 120)}) {
        GivenPlan({rows, cols}, {Share::kGroup, size});
        ASSERT_EQ(ScaleCount({rows, cols}, {Share::kGroup, size}),
                  rows * ((cols + size - 1) / size));
      }
    }
  }
}

// Task 6.2.

TEST(ChooseScalesTwin, OthersThatHaveNoScales) {
  HiddenDraw draw("ChooseScalesTwin.OthersThatHaveNoScales");
  const std::int32_t most = draw.Int(2, 127);
  Matrix m = DrawMatrix(draw, most - 1);
  // Each row's largest magnitude is a negative weight's, somewhere.
  for (std::int32_t row = 0; row < m.shape.rows; ++row) {
    const std::int32_t col = draw.Int(0, m.shape.cols - 1);
    m.steps[Index(row * m.shape.cols + col)] = -most;
  }
  const Floats weights = m.Weights();
  GivenPlan(m.shape, kRows);
  Given("w", weights);
  Given("max_code", most);
  const absl::StatusOr<Floats> scales =
      ChooseScales(weights, m.shape, kRows, most);
  ASSERT_TRUE(scales.ok()) << scales.status();
  ASSERT_EQ(*scales, m.scales);
  const auto refused = [](const Floats& w, Shape shape, Sharing sharing,
                          std::int32_t max_code) {
    GivenPlan(shape, sharing);
    Given("w", w);
    Given("max_code", max_code);
    ASSERT_EQ(ChooseScales(w, shape, sharing, max_code).status().code(),
              kInvalid)
        << kRefuse;
  };
  for (const Shape& none : NoShapes(m.shape)) {
    refused(weights, none, kRows, most);
  }
  for (const Sharing& none : NoSharings(draw)) {
    refused(weights, m.shape, none, most);
  }
  for (std::int32_t none : NoMaxCodes(draw)) {
    refused(weights, m.shape, kRows, none);
  }
  for (float bad : {kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(weights, bad)) {
      refused(spoilt, m.shape, kRows, most);
    }
  }
}

// Task 6.3.

// Lists of scales that are none for as many as `right`.
std::vector<Floats> NoScales(HiddenDraw& draw, const Floats& right) {
  std::vector<Floats> none = {{}, right, right};
  none[1].pop_back();
  none[2].push_back(1);
  for (float bad : {0.0f, -right[0], kNan, kInf}) {
    none.push_back(right);
    none.back()[Index(draw.Int(0, 1))] = bad;
  }
  return none;
}

TEST(QuantizeTwin, OtherScalesAndNansThatAreNone) {
  HiddenDraw draw("QuantizeTwin.OtherScalesAndNansThatAreNone");
  Matrix m = DrawMatrix(draw, 7);
  // By the first row's scale the second row's first code is another: two scales
  // differ by a factor of two or more.
  m.steps[Index(m.shape.cols)] = draw.Int(1, 3);
  Floats weights = m.Weights();
  weights[0] = m.scales[0] / 2;  // a tie, and 0 is even
  m.steps[0] = 0;
  GivenPlan(m.shape, kRows);
  Given("w", weights);
  Given("scales", m.scales);
  Given("max_code", 7);
  const absl::StatusOr<Codes> codes =
      Quantize(weights, m.shape, kRows, m.scales, 7);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, Codes(m.steps.begin(), m.steps.end()));
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
  for (const Floats& none : NoScales(draw, m.scales)) {
    refused(weights, m.shape, kRows, none, 7);
  }
  for (const Shape& none : NoShapes(m.shape)) {
    refused(weights, none, kRows, m.scales, 7);
  }
  for (const Sharing& none : NoSharings(draw)) {
    refused(weights, m.shape, none, m.scales, 7);
  }
  for (std::int32_t none : NoMaxCodes(draw)) {
    refused(weights, m.shape, kRows, m.scales, none);
  }
  for (const Floats& spoilt : Spoilt(weights, kNan)) {
    refused(spoilt, m.shape, kRows, m.scales, 7);
  }
}

// Task 6.4.

// Of each row the mean of `errors` squared.
Doubles MeanSquares(const Floats& errors, Shape shape) {
  Doubles mean(Index(shape.rows));
  for (std::size_t i = 0; i < errors.size(); ++i) {
    mean[i / Index(shape.cols)] += double{errors[i]} * errors[i];
  }
  for (double& m : mean) m /= shape.cols;
  return mean;
}

void ExpectMse(const Floats& w, const Floats& y, Shape shape,
               const Doubles& right) {
  GivenPlan(shape, kRows);
  Given("w", w);
  Given("y", y);
  const absl::StatusOr<Doubles> mse = MsePerChannel(w, y, shape);
  ASSERT_TRUE(mse.ok()) << mse.status();
  ASSERT_EQ(mse->size(), right.size());
  for (std::size_t i = 0; i < right.size(); ++i) {
    ASSERT_DOUBLE_EQ((*mse)[i], right[i]);
  }
}

// The first row's errors are small, one of the second is large.
TEST(MsePerChannelTwin, OtherRows) {
  HiddenDraw draw("MsePerChannelTwin.OtherRows");
  const Matrix m = DrawMatrix(draw, 9);
  const Floats w = m.Weights();
  Floats errors, y;
  for (std::int32_t i = 0; i < m.shape.rows * m.shape.cols; ++i) {
    errors.push_back(Float(i == m.shape.cols ? -9 : draw.Int(-1, 1)));
    y.push_back(w[Index(i)] + errors.back());
  }
  ExpectMse(w, y, m.shape, MeanSquares(errors, m.shape));
}

TEST(MsePerChannelTwin, OtherShapesAndNansThatAreNone) {
  HiddenDraw draw("MsePerChannelTwin.OtherShapesAndNansThatAreNone");
  Matrix m = DrawMatrix(draw, 9);
  m.scales = Floats(m.scales.size(), m.scales[0]);
  for (std::int32_t col = 0; col < m.shape.cols; ++col) {
    m.steps[Index(col)] = 10 + draw.Int(0, 9);  // above every other
  }
  const Floats w = m.Weights();
  ExpectMse(w, Floats(w.size()), m.shape, MeanSquares(w, m.shape));
  if (HasFatalFailure()) return;
  for (const Shape& none : NoShapes(m.shape)) {
    GivenPlan(none, kRows);
    ASSERT_EQ(MsePerChannel(w, w, none).status().code(), kInvalid) << kRefuse;
  }
  GivenPlan(m.shape, kRows);
  for (float bad : {kNan, kInf}) {
    for (const Floats& spoilt : Spoilt(w, bad)) {
      Given("one of w, y", spoilt);
      ASSERT_EQ(MsePerChannel(spoilt, w, m.shape).status().code(), kInvalid)
          << kRefuse;
      ASSERT_EQ(MsePerChannel(w, spoilt, m.shape).status().code(), kInvalid)
          << kRefuse;
    }
  }
  // What was refused leaves nothing behind.
  ExpectMse(w, Floats(w.size()), m.shape, MeanSquares(w, m.shape));
}

}  // namespace
}  // namespace granularity_lab
