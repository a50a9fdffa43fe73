#include "labs/testdata/01_doubling/doubling.h"

#include <vector>

#include "common/lab/given.h"
#include "gtest/gtest.h"

namespace doubling_lab {
namespace {

using ::wbm::lab::Given;

TEST(Double, TwoBecomesFour) {
  Given("x", 2);
  EXPECT_EQ(Double(2), 4);
}

TEST(Double, NegativeNumbersStayNegative) {
  Given("x", -3);
  EXPECT_EQ(Double(-3), -6);
}

TEST(DoubleAll, DoublesEveryElement) {
  const std::vector<int> x = {1, -2, 3};
  Given("x", x);
  EXPECT_EQ(DoubleAll(x), (std::vector<int>{2, -4, 6}));
}

TEST(DoubleAll, AnEmptyListStaysEmpty) {
  EXPECT_EQ(DoubleAll({}), std::vector<int>());
}

}  // namespace
}  // namespace doubling_lab
