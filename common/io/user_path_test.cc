#include "common/io/user_path.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace wbm::io {
namespace {

class UserPathTest : public testing::Test {
 protected:
  void SetUp() override { unsetenv("BUILD_WORKING_DIRECTORY"); }
  void TearDown() override { unsetenv("BUILD_WORKING_DIRECTORY"); }
};

std::string CurrentDirectory() {
  char buffer[4096];
  return getcwd(buffer, sizeof buffer);
}

TEST_F(UserPathTest, RelativePathStartsWhereThePersonTyped) {
  setenv("BUILD_WORKING_DIRECTORY", "/home/ada/lab", 1);
  EXPECT_EQ(UserPath("out/run"), "/home/ada/lab/out/run");
}

TEST_F(UserPathTest, WithoutBazelRunItIsTheCurrentDirectory) {
  EXPECT_EQ(UserPath("out"), CurrentDirectory() + "/out");
}

TEST_F(UserPathTest, AbsolutePathIsKept) {
  setenv("BUILD_WORKING_DIRECTORY", "/home/ada/lab", 1);
  EXPECT_EQ(UserPath("/srv/out"), "/srv/out");
}

TEST_F(UserPathTest, DotsAndTrailingSlashAreResolved) {
  setenv("BUILD_WORKING_DIRECTORY", "/home/ada/lab", 1);
  EXPECT_EQ(UserPath("."), "/home/ada/lab");
  EXPECT_EQ(UserPath("../a/./b/"), "/home/ada/a/b");
  EXPECT_EQ(UserPath("/"), "/");
}

TEST_F(UserPathTest, EmptyStaysEmpty) { EXPECT_EQ(UserPath(""), ""); }

TEST_F(UserPathTest, RelativeWorkingDirectoryIsNotBelieved) {
  setenv("BUILD_WORKING_DIRECTORY", "somewhere", 1);
  EXPECT_EQ(UserPath("x"), CurrentDirectory() + "/x");
}

}  // namespace
}  // namespace wbm::io
