#include <random>
#include <vector>

#include "common/lab/given.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/testdata/01_doubling/doubling.h"

namespace doubling_lab {
namespace {

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
