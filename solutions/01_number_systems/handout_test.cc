// The handout says what is so: its tables come from the plan and from the
// solution, its templates ask what is graded.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "labs/01_number_systems/measure/figures.h"
#include "labs/01_number_systems/measure/results.h"
#include "labs/01_number_systems/measure/sweep.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::testing::HasSubstr;
using ::wbm::io::Json;

std::string Text(const std::string& path) {
  const absl::StatusOr<std::string> full = wbm::io::Runfile(path);
  if (!full.ok()) return full.status().ToString();
  const absl::StatusOr<std::string> text = wbm::io::ReadFile(*full);
  return text.ok() ? *text : text.status().ToString();
}

std::string Handout() { return Text("labs/01_number_systems/README.md"); }

// Line breaks and quotation marks of Markdown do not count.
std::string Flowing(const std::string& text) {
  const std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \n>"), absl::SkipEmpty());
  return absl::StrJoin(words, " ");
}

TEST(Handout01, FlippingAndAddingOneAgreesWithTheCode) {
  const absl::StatusOr<Sweep> sweep = SweepQ34();
  ASSERT_TRUE(sweep.ok()) << sweep.status();
  const absl::StatusOr<Json> results = Results(*sweep);
  ASSERT_TRUE(results.ok()) << results.status();
  int negative = 0;
  for (const Json& row : (*results)["twos_complement"]["rows"]) {
    if (!row.contains("agrees")) continue;
    EXPECT_TRUE(row["agrees"] == true) << row;
    ++negative;
  }
  EXPECT_EQ(negative, 3);
}

// What an encoder without a range check gives: the low eight bits.
TEST(Handout01, WrappedNumbersAreComputed) {
  std::string table =
      "| number | low eight bits | which are read as |\n"
      "| ---: | --- | ---: |\n";
  for (std::int32_t value : {128, -129, -256}) {
    EXPECT_FALSE(EncodeTwos({.value = value, .bits = 8}).has_value());
    const auto low = static_cast<std::uint32_t>(value) & 0xFF;
    std::string bits = ToBase(low, 2).value();
    bits.insert(0, 8 - bits.size(), '0');
    absl::StrAppendFormat(&table, "| %d | %s | %d |\n", value, bits,
                          DecodeTwos({.code = low, .bits = 8}).value());
  }
  EXPECT_THAT(Handout(), HasSubstr(table));
}

TEST(Handout01, EightOnesHaveThreeMeanings) {
  EXPECT_EQ(FromBase("11111111", 2), 255u);
  EXPECT_EQ(DecodeTwos({.code = 0xFF, .bits = 8}), -1);
  EXPECT_EQ(DecodeQ({.raw = -1, .format = kQ34}), -1.0 / 16);
  EXPECT_THAT(Flowing(Handout()),
              HasSubstr("The eight bits 1111 1111 are 255, or −1, or −1/16"));
}

TEST(Handout01, NotesHoldTheExpectedResults) {
  const absl::StatusOr<Sweep> sweep = SweepQ34();
  ASSERT_TRUE(sweep.ok()) << sweep.status();
  const std::string notes =
      Flowing(Text("solutions/01_number_systems/NOTES.md"));
  EXPECT_THAT(notes, HasSubstr(absl::StrFormat(
                         "sends %d values from −10 to 10 through the format: "
                         "%d saturate; inside the range the error is at most "
                         "%.5f, half a step, and on average %.6f.",
                         sweep->x.size(), sweep->saturated, sweep->max_error,
                         sweep->mean_error)));
  const std::uint64_t before = 5'000'000'000'000'000'000u;
  EXPECT_THAT(notes, HasSubstr(absl::StrFormat("wraps to %d", before * 10)));
  EXPECT_GT(before * 10, before);
}

// The pictures' words are about what is drawn.
TEST(Handout01, AltTextsTellTheMeasuredNumbers) {
  const absl::StatusOr<Sweep> sweep = SweepQ34();
  ASSERT_TRUE(sweep.ok()) << sweep.status();
  EXPECT_THAT(FixedPointError(*sweep).alt_text,
              HasSubstr("1025 of 5121 values saturate"));
  const auto wheel = NumberWheel();
  ASSERT_TRUE(wheel.ok()) << wheel.status();
  EXPECT_THAT(wheel->alt_text,
              HasSubstr("a fall to -8 at pattern 1000 and a second line up to "
                        "-1 at 1111"));
}

}  // namespace
}  // namespace bits_lab
