#include "common/os/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/flags/flag.h"

ABSL_FLAG(std::string, variant, "A", "which tensors");
ABSL_FLAG(std::int64_t, count, 3, "how many");
ABSL_FLAG(bool, quick, false, "less work");

namespace wbm::os {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CommandLineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    absl::SetFlag(&FLAGS_variant, "A");
    absl::SetFlag(&FLAGS_count, 3);
    absl::SetFlag(&FLAGS_quick, false);
  }

  static absl::StatusOr<CommandLine> Parse(std::vector<const char*> words) {
    words.insert(words.begin(), "program");
    return ParseCommandLine(static_cast<int>(words.size()), words.data());
  }
  static std::string Fault(std::vector<const char*> words) {
    return std::string(Parse(std::move(words)).status().message());
  }
};

TEST_F(CommandLineTest, TakesBothSpellingsOfAValue) {
  ASSERT_TRUE(Parse({"--variant=B", "--count", "-7"}).ok());
  EXPECT_EQ(absl::GetFlag(FLAGS_variant), "B");
  EXPECT_EQ(absl::GetFlag(FLAGS_count), -7);
}

TEST_F(CommandLineTest, ABooleanNeedsNoValue) {
  ASSERT_TRUE(Parse({"--quick"}).ok());
  EXPECT_TRUE(absl::GetFlag(FLAGS_quick));
  ASSERT_TRUE(Parse({"--noquick"}).ok());
  EXPECT_FALSE(absl::GetFlag(FLAGS_quick));
  ASSERT_TRUE(Parse({"--quick=true"}).ok());
  EXPECT_TRUE(absl::GetFlag(FLAGS_quick));
}

TEST_F(CommandLineTest, AnEmptyValueIsAValue) {
  ASSERT_TRUE(Parse({"--variant="}).ok());
  EXPECT_EQ(absl::GetFlag(FLAGS_variant), "");
}

TEST_F(CommandLineTest, KeepsWordsThatAreNoFlags) {
  const auto line = Parse({"one", "--quick", "--", "--two"});
  ASSERT_TRUE(line.ok());
  EXPECT_THAT(line->positional, ElementsAre("one", "--two"));
}

TEST_F(CommandLineTest, NamesTheNearestFlag) {
  EXPECT_THAT(Fault({"--varient=B"}), HasSubstr("did you mean --variant?"));
  EXPECT_THAT(Fault({"--something"}), HasSubstr("see --help"));
  EXPECT_THAT(Fault({"--nocount"}), HasSubstr("unknown flag"));
  EXPECT_THAT(Fault({"--noquick=true"}), HasSubstr("unknown flag"));
}

TEST_F(CommandLineTest, RefusesValuesThatDoNotParse) {
  EXPECT_THAT(Fault({"--count=many"}), HasSubstr("--count=many"));
  EXPECT_THAT(Fault({"--count"}), HasSubstr("needs a value"));
  EXPECT_EQ(absl::GetFlag(FLAGS_count), 3);
}

TEST_F(CommandLineTest, NoWordsAtAllIsFine) {
  EXPECT_TRUE(ParseCommandLine(0, nullptr).ok());
  EXPECT_TRUE(Parse({}).ok());
}

TEST_F(CommandLineTest, HelpShowsOurFlagsOnly) {
  EXPECT_TRUE(Parse({"--help"})->help);
  EXPECT_THAT(FlagsHelp(), HasSubstr("--variant (default: A): which tensors"));
  EXPECT_THAT(FlagsHelp(), Not(HasSubstr("flagfile")));
}

TEST_F(CommandLineTest, ValuesAreTheCurrentOnes) {
  ASSERT_TRUE(Parse({"--variant=B"}).ok());
  EXPECT_EQ(FlagValues().at("variant"), "B");
  EXPECT_EQ(FlagValues().size(), 3u);
}

}  // namespace
}  // namespace wbm::os
