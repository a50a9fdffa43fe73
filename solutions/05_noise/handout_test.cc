// The handout's tables are what the solution measures, and its point table is
// the plan's.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "labs/05_noise/measure/inputs.h"
#include "labs/05_noise/measure/results.h"

namespace noise_lab {
namespace {

using ::testing::HasSubstr;
using ::wbm::io::Json;

std::string Text(const std::string& path) {
  const absl::StatusOr<std::string> full = wbm::io::Runfile(path);
  if (!full.ok()) return full.status().ToString();
  const absl::StatusOr<std::string> text = wbm::io::ReadFile(*full);
  return text.ok() ? *text : text.status().ToString();
}

class Handout05 : public testing::Test {
 protected:
  const std::string handout_ = Text("labs/05_noise/README.md");
  const Json results_ = Results(MakeInputs(42));
};

TEST_F(Handout05, SqnrOfThreeInputs) {
  const Json& sqnr = results_["sqnr"]["symmetric"];
  for (const char* bits : {"2", "3", "4", "6", "8", "12", "16"}) {
    std::string row = absl::StrFormat("| %s |", bits);
    for (const char* input : {"uniform", "sine", "gaussian"}) {
      const Json& both = sqnr[input][bits];
      row += absl::StrFormat(" %.1f | %.1f |", both["measured"].get<double>(),
                             both["predicted"].get<double>());
    }
    EXPECT_THAT(handout_, HasSubstr(row));
  }
}

TEST_F(Handout05, WhereTheNoiseModelHolds) {
  for (const auto& item : results_["noise_model"].items()) {
    // "-0.00" reads badly: the handout has it without its sign.
    std::string correlation =
        absl::StrFormat("%.2f", item.value()["correlation"].get<double>());
    if (correlation == "-0.00") correlation = "0.00";
    EXPECT_THAT(handout_,
                HasSubstr(absl::StrFormat(
                    "| %s | %.2f | %s |", item.key(),
                    item.value()["over_model"].get<double>(), correlation)));
  }
}

TEST_F(Handout05, ClipsAndEntropies) {
  for (const auto& item : results_["clip"].items()) {
    const Json& clip = item.value();
    const Json& entropy = results_["entropy"][item.key()];
    EXPECT_THAT(
        handout_,
        HasSubstr(absl::StrFormat(
            "| %s | %.2f | %.1f | %.1f | %.1f | %.2f | %.2f |", item.key(),
            clip["best_clip"].get<double>(), clip["model_db"].get<double>(),
            clip["measured_db"].get<double>(),
            clip["unclipped_db"].get<double>(),
            entropy["unclipped"].get<double>(),
            entropy["best_clip"].get<double>())));
  }
}

TEST_F(Handout05, Divergences) {
  for (const auto& item : results_["divergence"].items()) {
    const Json& row = item.value();
    const std::string forward =
        row["p_from_q"].is_string()
            ? "infinite"
            : absl::StrFormat("%.3f", row["p_from_q"].get<double>());
    EXPECT_THAT(handout_, HasSubstr(absl::StrFormat(
                              "| %s | %d | %s | %.3f |", item.key(),
                              row["zeros_created"].get<int>(), forward,
                              row["q_from_p"].get<double>())));
  }
}

// Where the law is fitted, and how near it then is.
TEST_F(Handout05, SlopesWhereTheLawHolds) {
  const Json& slope = results_["slope"];
  const double six = 6.0205999132796239;
  EXPECT_NEAR(slope["symmetric_8_to_16"].get<double>(), six, 0.02);
  EXPECT_NEAR(slope["symmetric_6_to_12"].get<double>(), six, 0.05);
  EXPECT_NEAR(slope["mid_rise_2_to_16"].get<double>(), six, 0.02);
  EXPECT_GT(slope["symmetric_2_to_8"].get<double>(), 6.5);
  for (const char* range :
       {"symmetric_2_to_8", "symmetric_8_to_16", "mid_rise_2_to_16"}) {
    EXPECT_THAT(handout_,
                HasSubstr(absl::StrFormat("%.2f", slope[range].get<double>())));
  }
}

}  // namespace
}  // namespace noise_lab
