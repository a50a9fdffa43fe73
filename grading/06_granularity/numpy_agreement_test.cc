// The experiment's numbers, as NumPy computes them in float32 and float64 from
// the same streams.

#include <string>

#include "common/io/json.h"
#include "gtest/gtest.h"
#include "labs/06_granularity/measure/results.h"

namespace granularity_lab {
namespace {

using ::wbm::io::Json;

double At(const std::string& pointer) {
  static const Json results = Results(42).value();
  return results.at(Json::json_pointer(pointer)).get<double>();
}

TEST(Experiment06, NumPyAgrees) {
  EXPECT_NEAR(At("/granularity/total/per_tensor"), 0.006707361841, 1e-9);
  EXPECT_NEAR(At("/granularity/total/per_channel"), 0.00097662653, 1e-10);
  EXPECT_NEAR(At("/granularity/total/per_group"), 0.00059376742, 1e-10);
  EXPECT_NEAR(At("/rotation/direct/rest"), 0.00858490712, 1e-10);
  EXPECT_NEAR(At("/rotation/rotated/outliers"), 0.0430667117, 1e-8);
  EXPECT_NEAR(At("/rotation/rotated/rest"), 0.0140837145, 1e-8);
}

}  // namespace
}  // namespace granularity_lab
