// The numbers that the handout prints, from the reference solution through the
// experiment's own measurement; and the same from NumPy.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "labs/06_granularity/measure/results.h"

namespace granularity_lab {
namespace {

using ::testing::HasSubstr;
using ::wbm::io::Json;

const Json& Measured() {
  static const Json results = Results(42).value();
  return results;
}

const std::string& Handout() {
  static const std::string text =
      wbm::io::ReadFile(
          wbm::io::Runfile("labs/06_granularity/README.md").value())
          .value();
  return text;
}

double At(const std::string& pointer) {
  return Measured().at(Json::json_pointer(pointer)).get<double>();
}

void ExpectErrorRow(const std::string& name, const std::string& pointer) {
  EXPECT_THAT(
      Handout(),
      HasSubstr(absl::StrFormat(
          "| %s | %.3e | %.3e | %.3e |", name, At(pointer + "/per_tensor"),
          At(pointer + "/per_channel"), At(pointer + "/per_group"))));
}

TEST(Handout06, ErrorsByChannel) {
  for (int channel = 0; channel < 8; ++channel) {
    const std::string name = std::to_string(channel);
    ExpectErrorRow(name, "/granularity/channel/" + name);
  }
  ExpectErrorRow("total", "/granularity/total");
  const std::string better = "/granularity/times_better_than_per_tensor";
  EXPECT_THAT(Handout(),
              HasSubstr(absl::StrFormat(
                  "is %.1f times better, per group\n%.1f times",
                  At(better + "/per_channel"), At(better + "/per_group"))));
}

TEST(Handout06, BitsAWeight) {
  for (const char* name : {"per_tensor", "per_channel", "per_group"}) {
    const std::string at = std::string("/granularity/storage/") + name;
    EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat(
                               "| %.0f | %.3f |", At(at + "/scale_bytes") / 4,
                               At(at + "/bits_per_weight"))));
  }
  EXPECT_EQ(At("/w4a16/storage/bits_per_weight"), 4.5);
  EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat(
                             "%.2f times smaller than float32, not 8",
                             At("/w4a16/times_smaller_than_float32"))));
}

TEST(Handout06, ErrorsOfTheProduct) {
  for (const char* name :
       {"norm_relative", "median_relative", "mean_relative"}) {
    EXPECT_THAT(Handout(),
                HasSubstr(absl::StrFormat(
                    "| %.1f %% |", 100 * At(std::string("/w4a16/") + name))));
  }
  EXPECT_THAT(Handout(),
              HasSubstr(absl::StrFormat(
                  "%.0f %% of its norm",
                  100 * At("/w4a16/norm_relative_in_the_wrong_nibble_order"))));
}

TEST(Handout06, Rotation) {
  const std::string names[] = {"3 outliers", "61 others", "all 64"};
  const std::string keys[] = {"/outliers", "/rest", "/all"};
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(Handout(),
                HasSubstr(absl::StrFormat("| %s | %.5f | %.5f |", names[i],
                                          At("/rotation/direct" + keys[i]),
                                          At("/rotation/rotated" + keys[i]))));
  }
  EXPECT_EQ(At("/rotation/rest_kept_without_rotation"), 0);
  EXPECT_THAT(Handout(),
              HasSubstr(absl::StrFormat("falls from %.0f to %.2f.",
                                        At("/rotation/before/max_abs"),
                                        At("/rotation/after/max_abs"))));
  EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat("total is %.2f times better",
                                                   At("/rotation/gain"))));
  EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat(
                             "in %.0f\nof 50 seeds",
                             At("/rotation/fifty_seeds/rest_worse"))));
  EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat(
                             "gains of %.2f to %.2f in total",
                             At("/rotation/fifty_seeds/least_gain"),
                             At("/rotation/fifty_seeds/greatest_gain"))));
}

// Computed with NumPy in float32 and float64, from the same streams.
TEST(Handout06, NumPyAgrees) {
  EXPECT_NEAR(At("/granularity/total/per_tensor"), 0.006707361841, 1e-9);
  EXPECT_NEAR(At("/granularity/total/per_channel"), 0.00097662653, 1e-10);
  EXPECT_NEAR(At("/granularity/total/per_group"), 0.00059376742, 1e-10);
  EXPECT_NEAR(At("/rotation/direct/rest"), 0.00858490712, 1e-10);
  EXPECT_NEAR(At("/rotation/rotated/outliers"), 0.0430667117, 1e-8);
  EXPECT_NEAR(At("/rotation/rotated/rest"), 0.0140837145, 1e-8);
}

}  // namespace
}  // namespace granularity_lab
