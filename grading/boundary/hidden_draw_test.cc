#include "grading/boundary/hidden_draw.h"

#include <algorithm>
#include <set>

#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

TEST(HiddenDraw, BothEndsAreDrawnAndNothingBeyond) {
  HiddenDraw draw("ends");
  std::set<std::int64_t> seen;
  // A value of five is missed by 1000 draws with probability 0.8^1000.
  for (int i = 0; i < 1000; ++i) seen.insert(draw.Between(-2, 2));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2}));
  EXPECT_EQ(draw.Between(7, 7), 7);
}

TEST(HiddenDraw, TheSameTagDrawsTheSame) {
  HiddenDraw one("a"), two("a"), other("b");
  std::vector<std::int64_t> ones, twos, others;
  for (int i = 0; i < 20; ++i) {
    ones.push_back(one.Between(0, 1 << 20));
    twos.push_back(two.Between(0, 1 << 20));
    others.push_back(other.Between(0, 1 << 20));
  }
  EXPECT_EQ(ones, twos);
  EXPECT_NE(ones, others);
}

TEST(HiddenDraw, DifferentOnesAreDifferent) {
  HiddenDraw draw("different");
  const std::vector<std::int64_t> some = draw.Different(5, 10, 19);
  EXPECT_EQ(std::set<std::int64_t>(some.begin(), some.end()).size(), 5u);
  for (std::int64_t i : some) EXPECT_TRUE(i >= 10 && i <= 19);
  std::vector<std::int64_t> all = draw.Different(4, -1, 2);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, (std::vector<std::int64_t>{-1, 0, 1, 2}));
}

TEST(HiddenDraw, AShuffleKeepsWhatThereIs) {
  HiddenDraw draw("shuffle");
  std::vector<int> all = draw.Shuffled<int>({1, 1, 2, 3});
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, (std::vector<int>{1, 1, 2, 3}));
  EXPECT_EQ(draw.OneOf<int>({4}), 4);
}

}  // namespace
}  // namespace wbm::boundary
