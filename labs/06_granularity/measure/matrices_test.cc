#include "labs/06_granularity/measure/matrices.h"

#include <vector>

#include "gtest/gtest.h"

namespace granularity_lab {
namespace {

// Printed by NumPy: np.random.seed(42) and the lines of matrices.h.
TEST(Matrices, AsNumPyDrawsThem) {
  const std::vector<float> w = Channels(42);
  ASSERT_EQ(w.size(), 2048u);
  EXPECT_EQ(w[0], 4.9671416f);
  EXPECT_EQ(w[256], 0.012669112f);
  EXPECT_EQ(w[2047], -0.009300321f);
  const Layer layer = LayerOf(42);
  EXPECT_EQ(layer.weights[16383], 0.005420685f);
  EXPECT_EQ(layer.activations[0], -0.7360652f);
  EXPECT_EQ(layer.activations[127], -1.2426201f);
  EXPECT_EQ(WithOutliers(42)[63], -0.11962066240806708);
  EXPECT_EQ(WithOutliers(42)[1], -8);
}

TEST(ThroughFloat16, RoundsToElevenBits) {
  EXPECT_EQ(ThroughFloat16(std::vector<float>{0.1f, 4097, 4098, 4099}),
            (std::vector<float>{0.0999755859375f, 4096, 4096, 4100}));
}

}  // namespace
}  // namespace granularity_lab
