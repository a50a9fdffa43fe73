// Where the law of 6.02 dB a bit is fitted, and how near it then is.

#include <cmath>

#include "common/io/json.h"
#include "gtest/gtest.h"
#include "labs/05_noise/measure/inputs.h"
#include "labs/05_noise/measure/results.h"

namespace noise_lab {
namespace {

TEST(Slope, IsTheLawsWhereItHolds) {
  const wbm::io::Json slope = Results(MakeInputs(42))["slope"];
  const double six = 10 * std::log10(4);
  EXPECT_NEAR(slope["symmetric_8_to_16"].get<double>(), six, 0.02);
  EXPECT_NEAR(slope["symmetric_6_to_12"].get<double>(), six, 0.05);
  EXPECT_NEAR(slope["mid_rise_2_to_16"].get<double>(), six, 0.02);
  EXPECT_GT(slope["symmetric_2_to_8"].get<double>(), 6.5);
}

}  // namespace
}  // namespace noise_lab
