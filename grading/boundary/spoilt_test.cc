#include "grading/boundary/spoilt.h"

#include <vector>

#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

using Ints = std::vector<int>;

TEST(Spoilt, EachElementOnceAndOnlyThat) {
  EXPECT_EQ(Spoilt<int>({1, 2, 3}, 0),
            (std::vector<Ints>{{0, 2, 3}, {1, 0, 3}, {1, 2, 0}}));
}

TEST(Spoilt, OfNothingThereIsNone) { EXPECT_TRUE(Spoilt<int>({}, 0).empty()); }

}  // namespace
}  // namespace wbm::boundary
