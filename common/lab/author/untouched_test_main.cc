// The test that an untouched lab says "not written" of every test, gives no
// points, and ends in exactly one "Next:".

#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/os/child_process.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");
ABSL_FLAG(std::string, program, "", "the test program of the starter");

namespace wbm::lab {
namespace {

// One run of the starter's tests.
struct StarterRun {
  os::ChildResult child;
  io::Json results;
};

absl::StatusOr<StarterRun> RunStarter() {
  const auto program = io::Runfile(absl::GetFlag(FLAGS_program));
  if (!program.ok()) return program.status();
  const std::string results = testing::TempDir() + "/results.json";
  const auto child = os::RunChild(
      {.arguments = {*program, "--plan=" + absl::GetFlag(FLAGS_plan),
                     "--results=" + results}});
  if (!child.ok()) return child.status();
  const auto json = io::ReadJson(results);
  if (!json.ok()) return json.status();
  return StarterRun{*child, *json};
}

TEST(UntouchedLab, IsNotWrittenAndNamesOneNextStep) {
  const auto run = RunStarter();
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ(run->child.exit_code, 1) << run->child.output;
  EXPECT_EQ(run->results["finished"], true);
  EXPECT_EQ(run->results["points"], 0);
  EXPECT_FALSE(run->results["tests"].empty());
  for (const auto& test : run->results["tests"]) {
    EXPECT_EQ(test["state"], "not_written")
        << test["test"] << " must reach a NOT_YET: " << test["message"];
  }
  int next = 0;
  for (const absl::string_view line : absl::StrSplit(run->child.output, '\n')) {
    if (absl::StartsWith(line, "Next:")) ++next;
  }
  EXPECT_EQ(next, 1) << run->child.output;
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  return RUN_ALL_TESTS();
}
