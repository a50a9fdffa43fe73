#include "common/io/runfiles.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace wbm::io {
namespace {

namespace fs = std::filesystem;

constexpr char kOwnData[] = "common/io/testdata/runfile.txt";

std::string FirstLine(const std::string& path) {
  std::ifstream stream(path);
  std::string line;
  std::getline(stream, line);
  return line;
}

// Makes ROOT/which_bits_matter/PATH with one line of text.
void MakeRunfile(const std::string& root, const std::string& path,
                 const std::string& line) {
  const fs::path file = fs::path(root) / "which_bits_matter" / path;
  fs::create_directories(file.parent_path());
  std::ofstream(file) << line << "\n";
}

class RunfilesTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* srcdir = std::getenv("TEST_SRCDIR");
    if (srcdir != nullptr) test_srcdir_ = srcdir;
    directory_ = fs::current_path();
    unsetenv("RUNFILES_DIR");
  }
  void TearDown() override {
    unsetenv("RUNFILES_DIR");
    setenv("TEST_SRCDIR", test_srcdir_.c_str(), 1);
    fs::current_path(directory_);
  }
  std::string test_srcdir_;
  fs::path directory_;
};

TEST_F(RunfilesTest, OwnDataIsFoundUnderBazelTest) {
  absl::StatusOr<std::string> path = Runfile(kOwnData);
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(FirstLine(*path), "I am a runfile.");
}

TEST_F(RunfilesTest, OwnDataIsFoundWithoutAnyEnvironment) {
  unsetenv("TEST_SRCDIR");
  fs::current_path("/");
  absl::StatusOr<std::string> path = Runfile(kOwnData);
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(FirstLine(*path), "I am a runfile.");
}

TEST_F(RunfilesTest, RunfilesDirComesFirst) {
  const std::string root = testing::TempDir() + "/first.runfiles";
  MakeRunfile(root, kOwnData, "another tree");
  setenv("RUNFILES_DIR", root.c_str(), 1);
  EXPECT_EQ(FirstLine(Runfile(kOwnData).value()), "another tree");
  EXPECT_EQ(RunfilesDirectory().value(), root);
}

TEST_F(RunfilesTest, ParentsRunfilesWithoutOurDataDoNotHideOurs) {
  setenv("RUNFILES_DIR", "/nowhere", 1);
  EXPECT_EQ(FirstLine(Runfile(kOwnData).value()), "I am a runfile.");
}

TEST_F(RunfilesTest, PlainTreeAroundTheCurrentDirectoryIsFound) {
  const std::string root = testing::TempDir() + "/plain.runfiles";
  MakeRunfile(root, "only/here.txt", "plain");
  fs::current_path(root + "/which_bits_matter/only");
  EXPECT_EQ(FirstLine(Runfile("only/here.txt").value()), "plain");
}

TEST_F(RunfilesTest, MissingFileIsNamedWithTheRemedy) {
  const absl::Status status = Runfile("no/such.txt").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(status.message().find("no/such.txt"), std::string::npos);
  EXPECT_NE(status.message().find("`data`"), std::string::npos);
}

TEST_F(RunfilesTest, AbsoluteAndEmptyPathsAreRefused) {
  EXPECT_EQ(Runfile("/etc/passwd").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Runfile("").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace wbm::io
