#include "common/os/terminal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "gtest/gtest.h"

namespace wbm::os {
namespace {

// A pseudo-terminal and an environment that wants colour.
class WantsColorTest : public testing::Test {
 protected:
  void SetUp() override {
    master_ = posix_openpt(O_RDWR | O_NOCTTY);
    ASSERT_GE(master_, 0);
    ASSERT_EQ(grantpt(master_), 0);
    ASSERT_EQ(unlockpt(master_), 0);
    terminal_ = open(ptsname(master_), O_RDWR | O_NOCTTY);
    ASSERT_GE(terminal_, 0);
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm-256color", 1);
  }
  void TearDown() override {
    close(terminal_);
    close(master_);
  }

  int master_ = -1;
  int terminal_ = -1;
};

TEST_F(WantsColorTest, ATerminalDoes) { EXPECT_TRUE(WantsColor(terminal_)); }

TEST_F(WantsColorTest, AFileDoesNot) {
  const int file = open("/dev/null", O_WRONLY);
  EXPECT_FALSE(WantsColor(file));
  close(file);
  EXPECT_FALSE(WantsColor(-1));
}

TEST_F(WantsColorTest, NoColorDeclinesUnlessItIsEmpty) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(WantsColor(terminal_));
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(WantsColor(terminal_));
}

TEST_F(WantsColorTest, ADumbOrNamelessTerminalDoesNot) {
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(WantsColor(terminal_));
  unsetenv("TERM");
  EXPECT_FALSE(WantsColor(terminal_));
}

}  // namespace
}  // namespace wbm::os
