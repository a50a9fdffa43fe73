// What the notes expect, in the words of results.json.

#include <string>

#include "absl/status/statusor.h"
#include "common/io/json.h"
#include "common/lab/author/experiment_run.h"
#include "gtest/gtest.h"

namespace ieee_lab {
namespace {

using ::wbm::io::Json;
using ::wbm::lab::RunBuiltExperiment;

TEST(Results, AreThoseOfTheNotes) {
  const std::string out = testing::TempDir() + "/results";
  ASSERT_EQ(
      RunBuiltExperiment("solutions/02_ieee754/experiment", {"--out=" + out})
          .exit_code,
      0);
  const absl::StatusOr<Json> read = wbm::io::ReadJson(out + "/results.json");
  ASSERT_TRUE(read.ok()) << read.status();
  const Json& r = *read;
  // Exact: 0.1 as a double, less a float16 or a bfloat16, has few bits.
  EXPECT_EQ(r["values"]["0.1"]["float16"]["error"], 0.1 - 0.0999755859375);
  EXPECT_EQ(r["values"]["0.1"]["bfloat16"]["error"], 0.10009765625 - 0.1);
  EXPECT_EQ(r["values"]["pi"]["float16"]["error"],
            r["values"]["pi"]["bfloat16"]["error"]);
  EXPECT_EQ(r["values"]["-13.625"]["float32"]["bits"],
            "1 10000010 10110100000000000000000");
  EXPECT_EQ(r["values"]["pi"]["float32"]["hex"], "0x40490FDB");
  EXPECT_EQ(r["values"]["0"]["bfloat16"]["hex"], "0x0000");
  EXPECT_EQ(r["values"]["-13.625"]["float16"]["formula"],
            "(-1)^1 * 1.703125 * 2^3");
  EXPECT_EQ(r["values"]["2^-127"]["float32"]["formula"],
            "(-1)^0 * 0.5 * 2^-126");
  EXPECT_EQ(r["values"]["0"]["float32"]["formula"], "E = 0, F = 0: zero");
  EXPECT_EQ(r["values"]["-inf"]["float16"]["formula"],
            "E = 31, F = 0: infinity");
  EXPECT_EQ(r["values"]["nan"]["bfloat16"]["formula"], "E = 255, F not 0: NaN");
  for (const auto& row : r["one_plus"].items()) {
    EXPECT_EQ(row.value()["epsilon/2 is lost"], true) << row.key();
  }
  EXPECT_EQ(r["absorption"]["bfloat16"]["at_1_growing"], 0x1p-8);
  EXPECT_EQ(r["absorption"]["bfloat16"]["at_1_shrinking"], 0x1p-9);
  EXPECT_EQ(r["absorption"]["float32"]["at_1"]["growing"], 0x1p-24);
  EXPECT_EQ(r["absorption"]["float32"]["at_1"]["shrinking"], 0x1p-25);
  EXPECT_EQ(r["absorption"]["float32"]["at_1e8"]["shrinking"], 4);
  EXPECT_EQ(r["absorption"]["1 + 1e-8 == 1"]["float32"], true);
  EXPECT_EQ(r["absorption"]["1 + 1e-8 == 1"]["float64"], false);
  EXPECT_EQ(r["associativity"]["1e8, 1, -1e8"]["(a + b) + c"], 0);
  EXPECT_EQ(r["associativity"]["1e8, 1, -1e8"]["a + (b + c)"], 0);
  EXPECT_EQ(r["arithmetic"]["inf - inf"], "nan");
  EXPECT_EQ(r["arithmetic"]["1 / inf"], 0);
  EXPECT_EQ(r["nan_spread"]["maximum"], (Json{1, 8, 8}));
  EXPECT_EQ(r["nan_spread"]["fmax"], (Json{0, 0, 0}));
}

// A float16 subnormal is a normal float32 number; a bfloat16 one is not, and
// either bit loses it: as an operand, or as the result.
TEST(Results, OnlyFloat16sLeastSubnormalSurvivesEverySetting) {
  const std::string out = testing::TempDir() + "/survival";
  ASSERT_EQ(
      RunBuiltExperiment("solutions/02_ieee754/experiment", {"--out=" + out})
          .exit_code,
      0);
  const absl::StatusOr<Json> read = wbm::io::ReadJson(out + "/results.json");
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ((*read)["survival"].size(), 4u);
  for (const auto& row : (*read)["survival"].items()) {
    const bool kept = row.key() == "neither";
    EXPECT_EQ(row.value()["float32"], kept) << row.key();
    EXPECT_EQ(row.value()["bfloat16"], kept) << row.key();
    EXPECT_EQ(row.value()["float16"], true) << row.key();
  }
}

}  // namespace
}  // namespace ieee_lab
