#include <numeric>
#include <vector>

#include "common/lab/given.h"
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
  std::iota(x.begin(), x.end(), -2000);
  wbm::lab::Given("x", x);
  const std::vector<int> y = DoubleAll(x);
  ASSERT_EQ(y.size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_EQ(y[i], 2 * x[i]) << "at " << i;
  }
}

}  // namespace
}  // namespace doubling_lab
