#include "labs/07_codebooks/measure/operations.h"

#include "gtest/gtest.h"

namespace codebook_lab {
namespace {

TEST(DenseProduct, MultipliesEachAndAddsAllButOneOfARow) {
  EXPECT_EQ(DenseProduct(512, 512).multiplications, 262144);
  EXPECT_EQ(DenseProduct(512, 512).additions, 261632);
  EXPECT_EQ(DenseProduct(3, 1).additions, 0);
}

TEST(TernaryProduct, AddsWhatIsKeptAndMultipliesOnceARow) {
  // Rows (1 0 -1), (0 0 0) and (0 1 0).
  const Operations found = TernaryProduct({1, 0, -1, 0, 0, 0, 0, 1, 0}, 3);
  EXPECT_EQ(found.multiplications, 2);
  EXPECT_EQ(found.additions, 1);
}

TEST(TernaryProduct, OfNothingComputesNothing) {
  EXPECT_EQ(TernaryProduct({}, 3).multiplications, 0);
  EXPECT_EQ(TernaryProduct({}, 3).additions, 0);
}

}  // namespace
}  // namespace codebook_lab
