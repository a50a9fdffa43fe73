#include "common/os/child_process.h"

#include <signal.h>
#include <stdlib.h>

#include <string>

#include "gtest/gtest.h"

namespace wbm::os {
namespace {

Child Shell(const std::string& script) {
  Child child;
  child.arguments = {"/bin/sh", "-c", script};
  return child;
}

TEST(RunChild, KeepsBothStreamsAndTheExitCode) {
  const auto result = RunChild(Shell("echo out; echo err >&2; exit 7"));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->output, "out\n");
  EXPECT_EQ(result->errors, "err\n");
  EXPECT_EQ(result->exit_code, 7);
  EXPECT_EQ(result->signal, 0);
  EXPECT_FALSE(result->timed_out);
}

TEST(RunChild, TellsTheSignal) {
  const auto result = RunChild(Shell("kill -SEGV $$"));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->signal, SIGSEGV);
  EXPECT_EQ(result->exit_code, -1);
}

TEST(RunChild, KillsWhatTakesTooLong) {
  Child child;
  child.arguments = {"/bin/sleep", "100"};
  child.seconds = 1;
  const auto result = RunChild(child);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(result->timed_out);
  EXPECT_EQ(result->signal, SIGKILL);
}

TEST(RunChild, MoreOutputThanIsKeptDoesNotBlock) {
  Child child =
      Shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2");
  child.most_output = 1000;
  const auto result = RunChild(child);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->exit_code, 0);
  EXPECT_EQ(result->output.size(), 1000u);
  EXPECT_EQ(result->errors.size(), 1000u);
}

TEST(RunChild, RunsInTheFolder) {
  Child child = Shell("pwd");
  child.directory = "/";
  const auto result = RunChild(child);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->output, "/\n");
}

TEST(RunChild, DoesNotPassOnWhereATestReports) {
  setenv("XML_OUTPUT_FILE", "/nowhere.xml", 1);
  setenv("WBM_KEPT", "kept", 1);
  const auto result = RunChild(Shell("echo $XML_OUTPUT_FILE $WBM_KEPT"));
  unsetenv("XML_OUTPUT_FILE");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->output, "kept\n");
}

TEST(RunChild, NoProgramIsAnError) {
  EXPECT_EQ(RunChild({}).status().code(), absl::StatusCode::kInvalidArgument);
  Child child;
  child.arguments = {"no-such-program-anywhere"};
  const auto result = RunChild(child);
  EXPECT_EQ(result.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(
      std::string(result.status().message()).find("no-such-program-anywhere"),
      std::string::npos);
}

}  // namespace
}  // namespace wbm::os
