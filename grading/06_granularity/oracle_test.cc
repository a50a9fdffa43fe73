#include "grading/06_granularity/oracle.h"

#include <cmath>
#include <limits>
#include <vector>

#include "gtest/gtest.h"

namespace granularity_lab::oracle {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();

TEST(Oracle, PartsOfAMatrixWithShortGroups) {
  EXPECT_EQ(PartOfEach({2, 3}, {Share::kGroup, 2}),
            (std::vector<std::size_t>{0, 0, 1, 2, 2, 3}));
  EXPECT_EQ(PartCount({2, 3}, {Share::kGroup, 2}), 4u);
  EXPECT_EQ(PartCount({2, 3}, {Share::kChannel, 0}), 2u);
  EXPECT_EQ(PartCount({2, 3}, {Share::kTensor, 0}), 1u);
}

TEST(Oracle, CodesRoundTiesToEvenAndClip) {
  EXPECT_EQ(Code(2.5f, 1, 7), 2);
  EXPECT_EQ(Code(3.5f, 1, 7), 4);
  EXPECT_EQ(Code(-0.5f, 1, 7), 0);
  EXPECT_EQ(Code(-9, 1, 7), -7);
  EXPECT_EQ(Code(6.5f, 1, 7), 6);
  EXPECT_EQ(Code(7.5f, 1, 7), 7);
  EXPECT_EQ(Code(kInf, 1, 7), 7);
  EXPECT_EQ(Code(-kInf, 1, 7), -7);
}

TEST(Oracle, ScalesByHand) {
  const std::vector<float> w = {7, -14, 0, 0};
  EXPECT_EQ(Scales(w, {2, 2}, {Share::kChannel, 0}, 7),
            (std::vector<float>{2, 1}));
}

TEST(Oracle, RotationByHand) {
  EXPECT_EQ(Rotate(std::vector<double>{1, 2, 3, 4}),
            (std::vector<double>{5, -1, -2, 0}));
}

}  // namespace
}  // namespace granularity_lab::oracle
