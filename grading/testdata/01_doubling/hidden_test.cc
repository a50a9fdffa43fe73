#include <numeric>
#include <vector>

#include "common/lab/given.h"
#include "gtest/gtest.h"
#include "labs/testdata/01_doubling/doubling.h"

namespace doubling_lab {
namespace {

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
