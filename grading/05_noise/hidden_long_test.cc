// The hidden tests of lab 05 on long inputs: more elements than 16 bits count,
// whole numbers of them, so that what is right is known exactly.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "common/lab/given.h"
#include "grading/05_noise/draws.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

std::size_t LongCount(HiddenDraw& draw) {
  return static_cast<std::size_t>(draw.Int(0x10001, 0x11000));
}

// Grids of step 1/4, codes, and their marks.
struct Marked {
  Grid grid;
  Codes codes;
  Values marks;
};

std::vector<Marked> LongMarked(HiddenDraw& draw) {
  std::vector<Marked> all = {{{GridKind::kSymmetric, 6, 31 / 4.0}, {}, {}},
                             {{GridKind::kMidRise, 6, 32 / 4.0}, {}, {}}};
  for (Marked& m : all) {
    const bool middle = m.grid.kind == GridKind::kMidRise;
    for (std::size_t i = LongCount(draw); i > 0; --i) {
      m.codes.push_back(draw.Int(-31, 31));
      m.marks.push_back((m.codes.back() + (middle ? 0.5 : 0)) / 4);
    }
  }
  return all;
}

void GivenMarked(const Marked& m) {
  Given("kind", m.grid.kind);
  Given("bits", m.grid.bits);
  Given("limit", m.grid.limit);
  Given("n", m.codes.size());
}

// Task 5.2.

TEST(QuantizeHidden, LongInputs) {
  HiddenDraw draw("QuantizeHidden.LongInputs");
  for (const Marked& m : LongMarked(draw)) {
    GivenMarked(m);
    Given("x", m.marks);
    const std::optional<Codes> codes = Quantize(m.marks, m.grid);
    ASSERT_TRUE(codes.has_value());
    ASSERT_EQ(*codes, m.codes);
    Values x = m.marks;
    x.back() = NAN;
    ASSERT_FALSE(Quantize(x, m.grid).has_value());
  }
}

TEST(DequantizeHidden, LongInputsAndWideCodes) {
  HiddenDraw draw("DequantizeHidden.LongInputsAndWideCodes");
  for (const Marked& m : LongMarked(draw)) {
    GivenMarked(m);
    Given("codes", m.codes);
    const std::optional<Values> marks = Dequantize(m.codes, m.grid);
    ASSERT_TRUE(marks.has_value());
    ASSERT_EQ(marks->size(), m.marks.size());
    for (std::size_t i = 0; i < m.marks.size(); ++i) {
      // A step of 1/4, also one that was multiplied by a reciprocal.
      ASSERT_NEAR((*marks)[i], m.marks[i], 1e-14) << "code " << m.codes[i];
    }
    Codes codes = m.codes;
    for (std::int32_t none : {0x10000, -0x10000}) {  // 0 in 16 bits
      codes.back() = none;
      Given("the last code", none);
      ASSERT_FALSE(Dequantize(codes, m.grid).has_value());
    }
  }
}

// Task 5.3. Sums of n positive terms are good to n ulp: 10^-10 dB.
TEST(SqnrDbHidden, LongInputs) {
  HiddenDraw draw("SqnrDbHidden.LongInputs");
  Values x(LongCount(draw)), y(x.size());
  double signal = 0, noise = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::int32_t value = draw.Int(-9, 9), error = draw.Int(1, 3);
    x[i] = value;
    y[i] = value + error;
    signal += value * value;
    noise += error * error;
  }
  Given("n", x.size());
  Given("x", x);
  Given("y", y);
  const std::optional<double> db = SqnrDb(x, y);
  ASSERT_TRUE(db.has_value());
  ASSERT_NEAR(*db, 10 * std::log10(signal / noise), 1e-9);
}

// Task 5.5. The normal equations, exact below 2^53. A mean of n numbers of up
// to 100 is good to 100 n u = 10^-9.
TEST(FitLineHidden, LongInputs) {
  HiddenDraw draw("FitLineHidden.LongInputs");
  Values x(LongCount(draw)), y(x.size());
  const auto n = static_cast<double>(x.size());
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = draw.Int(-9, 9);
    y[i] = 6 * x[i] + 20 + draw.Int(-9, 9);
    sx += x[i];
    sy += y[i];
    sxx += x[i] * x[i];
    sxy += x[i] * y[i];
  }
  Given("n", x.size());
  Given("x", x);
  Given("y", y);
  const std::optional<Line> line = FitLine(x, y);
  ASSERT_TRUE(line.has_value());
  const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  ASSERT_NEAR(line->slope, slope, 1e-8);
  ASSERT_NEAR(line->intercept, (sy - slope * sx) / n, 1e-8);
}

}  // namespace
}  // namespace noise_lab
