#include "labs/04_int8/measure/results.h"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "gtest/gtest.h"
#include "labs/04_int8/measure/round_trip.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {

// The functions of the contract that the results call, as a student may have
// them: one value alone is refused, or comes back as none.
bool refuse_one_value = false;

absl::StatusOr<std::vector<std::int8_t>> QuantizeSymmetric(
    std::span<const float> x, float scale) {
  if (refuse_one_value) return absl::InvalidArgumentError("one value alone");
  return std::vector<std::int8_t>{
      static_cast<std::int8_t>(std::lround(x[0] / scale))};
}

absl::StatusOr<std::vector<std::int8_t>> QuantizeAsymmetric(
    std::span<const float> x, Affine affine) {
  return QuantizeSymmetric(x, affine.scale);
}

std::vector<float> Dequantize(std::span<const std::int8_t> codes,
                              Affine affine) {
  return {static_cast<float>(codes[0]) * affine.scale};
}

absl::StatusOr<TopKStability> CompareTopK(std::span<const float>,
                                          std::span<const float>,
                                          std::int32_t) {
  return TopKStability();
}

namespace {

using ::wbm::io::Json;

Measured Tensor() {
  Measured m{"x", {0.5f, 0.25f, 0, 0, 0}, {}, {}};
  m.symmetric.ruler.scale = m.asymmetric.ruler.scale = 0.002f;
  m.symmetric.y = m.asymmetric.y = m.x;
  return m;
}

Json At0001() {
  const absl::StatusOr<Json> results = Results({Tensor(), Tensor(), Tensor()});
  EXPECT_TRUE(results.ok()) << results.status();
  return (*results)["verb_probs"]["symmetric"]["at_0.001"];
}

TEST(Results, AValueThatIsRefusedLeavesItsFieldsThere) {
  refuse_one_value = false;
  const Json written = At0001();
  EXPECT_EQ(written["code"], 1);
  EXPECT_NEAR(written["rel_err"].get<double>(), 1, 1e-6);
  refuse_one_value = true;
  const Json refused = At0001();
  ASSERT_TRUE(refused.is_object()) << refused;
  for (const auto& [field, value] : written.items()) {
    ASSERT_TRUE(refused.contains(field)) << field;
    EXPECT_TRUE(refused[field].is_null()) << field;
  }
}

}  // namespace
}  // namespace int8_lab
