#include "common/io/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <string>

namespace wbm::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  std::string Path(const std::string& name) const {
    return (folder_ / name).string();
  }
  size_t FilesInFolder() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), {}));
  }
  fs::path folder_;
};

std::string MessageOf(const absl::Status& status) {
  return std::string(status.message());
}

TEST_F(FileTest, WhatIsWrittenIsRead) {
  const std::string contents("a\0\n\xff", 4);
  ASSERT_TRUE(WriteFile(Path("x"), contents).ok());
  EXPECT_EQ(ReadFile(Path("x")).value(), contents);
  ASSERT_TRUE(WriteFile(Path("x"), "").ok());
  EXPECT_EQ(ReadFile(Path("x")).value(), "");
}

TEST_F(FileTest, MissingFoldersAreMade) {
  EXPECT_TRUE(WriteFile(Path("a/b/c"), "x").ok());
  EXPECT_EQ(ReadFile(Path("a/b/c")).value(), "x");
}

TEST_F(FileTest, TheLimitIsTheLargestSizeThatIsRead) {
  ASSERT_TRUE(WriteFile(Path("x"), std::string(100000, 'a')).ok());
  EXPECT_EQ(ReadFile(Path("x"), 100000)->size(), 100000u);
  const absl::Status status = ReadFile(Path("x"), 99999).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(MessageOf(status), HasSubstr(Path("x")));
}

TEST_F(FileTest, MissingFileIsNotFound) {
  const absl::Status status = ReadFile(Path("no")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(MessageOf(status), HasSubstr(Path("no")));
}

TEST_F(FileTest, FoldersFifosAndDevicesAreRefused) {
  ASSERT_EQ(mkfifo(Path("fifo").c_str(), 0600), 0);
  fs::create_directory(Path("folder"));
  fs::create_symlink("/dev/zero", Path("link_to_device"));
  const struct {
    std::string path;
    const char* kind;
  } cases[] = {{Path("fifo"), "a FIFO"},
               {Path("folder"), "a folder"},
               {"/dev/null", "a device"},
               {Path("link_to_device"), "a device"}};
  for (const auto& c : cases) {
    EXPECT_THAT(MessageOf(ReadFile(c.path).status()), HasSubstr(c.kind));
    EXPECT_THAT(MessageOf(WriteFile(c.path, "x")), HasSubstr(c.kind));
  }
}

TEST_F(FileTest, LinksToFilesAreReadThroughAndReplacedByWriting) {
  ASSERT_TRUE(WriteFile(Path("target"), "old").ok());
  fs::create_symlink("target", Path("link"));
  EXPECT_EQ(ReadFile(Path("link")).value(), "old");
  ASSERT_TRUE(WriteFile(Path("link"), "new").ok());
  EXPECT_EQ(ReadFile(Path("target")).value(), "old");
  EXPECT_FALSE(fs::is_symlink(Path("link")));
}

TEST_F(FileTest, NoTemporaryFileStaysBehind) {
  ASSERT_TRUE(WriteFile(Path("x"), "1").ok());
  ASSERT_TRUE(WriteFile(Path("x"), "2").ok());
  EXPECT_FALSE(WriteFile(Path("x/y"), "3").ok());
  EXPECT_EQ(FilesInFolder(), 1u);
}

TEST_F(FileTest, NewFilesHaveTheUsualMode) {
  const mode_t mask = umask(022);
  ASSERT_TRUE(WriteFile(Path("x"), "1").ok());
  umask(mask);
  struct stat info;
  ASSERT_EQ(stat(Path("x").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0644u);
}

TEST_F(FileTest, ImpossibleNamesAreErrors) {
  EXPECT_FALSE(WriteFile("", "x").ok());
  EXPECT_FALSE(ReadFile("").ok());
  EXPECT_FALSE(ReadFile(std::string("a\0b", 3)).ok());
  EXPECT_FALSE(ReadFile(Path(std::string(300, 'a'))).ok());
  EXPECT_FALSE(WriteFile(Path(std::string(300, 'a')), "x").ok());
}

TEST_F(FileTest, MakingAFolderTwiceIsFineAndOverAFileIsNot) {
  EXPECT_TRUE(MakeDirectories(Path("a/b")).ok());
  EXPECT_TRUE(MakeDirectories(Path("a/b")).ok());
  ASSERT_TRUE(WriteFile(Path("f"), "").ok());
  EXPECT_FALSE(MakeDirectories(Path("f/g")).ok());
}

}  // namespace
}  // namespace wbm::io
