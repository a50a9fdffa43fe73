#include "grading/boundary/session_limits.h"

#include "grading/boundary/verdict.h"
#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

TEST(SessionLimits, AbsentFieldsKeepTheirDefaults) {
  const auto limits = ParseSessionLimits("{}");
  ASSERT_TRUE(limits.ok());
  EXPECT_EQ(limits->call_cpu_seconds, SessionLimits().call_cpu_seconds);
  EXPECT_EQ(limits->wall_seconds(), 10 * limits->call_cpu_seconds);
}

TEST(SessionLimits, EveryFieldCanBeSet) {
  const auto limits = ParseSessionLimits(R"({
      "call_cpu_seconds": 0.5, "call_wall_seconds": 3, "total_seconds": 9,
      "cpu_seconds": 7, "timeouts_per_function": 4, "reply_bytes": 100,
      "memory_bytes": 100, "address_space_bytes": 101, "file_bytes": 102,
      "output_bytes": 104, "open_files": 16, "threads": 5,
      "earlier_timeouts": {"F": 1}})");
  ASSERT_TRUE(limits.ok()) << limits.status();
  EXPECT_EQ(limits->call_cpu_seconds, 0.5);
  EXPECT_EQ(limits->wall_seconds(), 3);
  EXPECT_EQ(limits->total_seconds, 9);
  EXPECT_EQ(limits->worker.cpu_seconds, 7);
  EXPECT_EQ(limits->timeouts_per_function, 4);
  EXPECT_EQ(limits->reply_bytes, 100u);
  EXPECT_EQ(limits->worker.memory_bytes, 100u);
  EXPECT_EQ(limits->worker.address_space_bytes, 101u);
  EXPECT_EQ(limits->worker.file_bytes, 102u);
  EXPECT_EQ(limits->worker.output_bytes, 104u);
  EXPECT_EQ(limits->worker.open_files, 16u);
  EXPECT_EQ(limits->worker.threads, 5u);
  EXPECT_EQ(limits->earlier_timeouts.at("F"), 1);
}

TEST(SessionLimits, WhatIsNoLimitIsAnErrorThatNamesTheField) {
  for (const char* json :
       {"", "[]", "{\"surplus\": 1}", "{\"call_cpu_seconds\": 0}",
        "{\"call_cpu_seconds\": \"2\"}", "{\"open_files\": -1}",
        "{\"open_files\": 1.5}", "{\"reply_bytes\": 1e30}",
        "{\"earlier_timeouts\": [1]}", "{\"earlier_timeouts\": {\"F\": -1}}"}) {
    EXPECT_FALSE(ParseSessionLimits(json).ok()) << json;
  }
  EXPECT_NE(ParseSessionLimits("{\"open_files\": -1}")
                .status()
                .message()
                .find("open_files"),
            absl::string_view::npos);
}

TEST(Verdict, NamesAreDistinctAndReadBack) {
  for (std::size_t i = 0; i < kVerdictNames.size(); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    EXPECT_EQ(VerdictFromName(VerdictName(verdict)), verdict);
  }
  EXPECT_EQ(VerdictName(Verdict::kNotGraded), "not_graded");
  EXPECT_EQ(VerdictFromName("passed"), std::nullopt);
}

}  // namespace
}  // namespace wbm::boundary
