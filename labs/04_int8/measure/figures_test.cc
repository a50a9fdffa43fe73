#include "labs/04_int8/measure/figures.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/plot/figure.h"
#include "common/plot/write_figure.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "labs/04_int8/measure/round_trip.h"

namespace int8_lab {
namespace {

using ::testing::HasSubstr;

// n values from -1 to 1 and what came back, off by `error`.
Measured Tensor(int n, float error) {
  Measured m;
  for (int i = 0; i < n; ++i) {
    m.x.push_back(2 * static_cast<float>(i) / static_cast<float>(n - 1) - 1);
    m.symmetric.y.push_back(m.x.back() + error);
  }
  m.asymmetric.y = m.symmetric.y;
  return m;
}

double Total(const wbm::plot::Figure& figure) {
  double total = 0;
  for (double count : figure.panels[0].series[0].y) total += count;
  return total;
}

TEST(ErrorHistogram, CountsEveryValueOnce) {
  for (float error : {0.0f, 0.003f, 0.0039f, 0.1f, 10.0f}) {
    EXPECT_EQ(Total(ErrorHistogram(Tensor(1000, error))), 1000) << error;
  }
}

TEST(ErrorHistogram, TheTakeawayIsWhatTheDataShow) {
  // Every error the same: within the bound of 1/254, and far from uniform.
  EXPECT_THAT(ErrorHistogram(Tensor(1000, 0.003f)).takeaway,
              HasSubstr("not spread evenly"));
  EXPECT_THAT(ErrorHistogram(Tensor(1000, 0.01f)).takeaway,
              HasSubstr("1000 of 1000 errors are larger than half a step"));
  Measured uniform = Tensor(1000, 0);
  for (int i = 0; i < 1000; ++i) {
    uniform.symmetric.y[static_cast<std::size_t>(i)] +=
        static_cast<float>(i) / 1000 / 254;
  }
  EXPECT_THAT(ErrorHistogram(uniform).takeaway, HasSubstr("Flat"));
}

TEST(ErrorHistogram, TheBoundComesFromTheTensorNotFromTheScale) {
  Measured m = Tensor(100, 0.01f);
  m.symmetric.ruler.scale = 1000;
  EXPECT_DOUBLE_EQ(ErrorHistogram(m).panels[0].lines[0].at, 1.0 / 254);
}

// What wrong code may bring back has to be drawn all the same.
TEST(Figures, WhateverCameBackCanBeDrawn) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  constexpr float kMax = std::numeric_limits<float>::max();
  for (float back : {0.0f, -1.0f, std::nanf(""), kInf, -kInf, kMax, 1e-45f}) {
    Measured m = Tensor(600, 0);
    for (float& p : m.x) p = std::abs(p) + 0.001f;
    for (float& y : m.symmetric.y) y = back;
    EXPECT_EQ(Total(ErrorHistogram(m)), 600) << back;
    EXPECT_TRUE(wbm::plot::Draw(ErrorHistogram(m)).ok()) << back;
    const absl::StatusOr<wbm::plot::Drawing> drawing =
        wbm::plot::Draw(RankPlot(m));
    EXPECT_TRUE(drawing.ok()) << back << ": " << drawing.status();
  }
}

}  // namespace
}  // namespace int8_lab
