// All 2^32 floats through every vector conversion, both saturations, against
// the scalar code. Minutes: tagged large and manual.
#include "common/kernels/cpu/convert_sweep.h"

namespace wbm::kernels {
namespace {

template <typename T>
class ConvertEveryFloat : public testing::Test {};
TYPED_TEST_SUITE(ConvertEveryFloat, ArrayFormats);

TYPED_TEST(ConvertEveryFloat, EqualsScalar) {
  if (BestIsa() == Isa::kScalar) GTEST_SKIP() << "no vector version runs here";
  EXPECT_EQ(SweepFromFloat<TypeParam>(false, 0, 1), 0u);
  EXPECT_EQ(SweepFromFloat<TypeParam>(true, 0, 1), 0u);
}

TEST(RoundToTf32EveryFloat, EqualsScalar) {
  if (BestIsa() == Isa::kScalar) GTEST_SKIP() << "no vector version runs here";
  EXPECT_EQ(SweepTf32(false, 0, 1), 0u);
  EXPECT_EQ(SweepTf32(true, 0, 1), 0u);
}

}  // namespace
}  // namespace wbm::kernels
