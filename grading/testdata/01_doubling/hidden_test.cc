#include <random>
#include <vector>

#include "common/lab/given.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/testdata/01_doubling/doubling.h"

namespace doubling_lab {
namespace {

TEST(DoubleTwin, OtherPositiveNumbers) {
  for (int x : {1, 7, 40, 1000}) {
    wbm::lab::Given("x", x);
    ASSERT_EQ(Double(x), 2 * x);
  }
}

TEST(DoubleTwin, OtherNegativeNumbers) {
  for (int x : {-1, -7, -40, -1000}) {
    wbm::lab::Given("x", x);
    ASSERT_EQ(Double(x), 2 * x);
  }
}

TEST(DoubleAllTwin, OtherShortLists) {
  EXPECT_EQ(DoubleAll({}), std::vector<int>());
  EXPECT_EQ(DoubleAll(std::vector<int>{4, -9}), (std::vector<int>{8, -18}));
}

TEST(DoubleAllHidden, LongListsToo) {
  std::vector<int> x(4096);
  std::mt19937_64 random(wbm::boundary::HiddenSeed("LongListsToo"));
  for (int& v : x) v = static_cast<int>(random() >> 34) - (1 << 29);
  wbm::lab::Given("x", x);
  const std::vector<int> y = DoubleAll(x);
  ASSERT_EQ(y.size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_EQ(y[i], 2 * x[i]) << "at " << i;
  }
}

}  // namespace
}  // namespace doubling_lab
