#include "common/lab/experiment/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class OutputFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(::testing::TempDir()) / test->name();
    fs::remove_all(root_);
    fs::create_directories(root_);
    out_ = root_ / "out";
  }

  static void Write(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
  }
  static std::string Read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  static std::set<std::string> Names(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
      names.insert(entry.path().filename());
    }
    return names;
  }

  // Fills out_ with "a.json" and the manifest.
  absl::Status Fill() {
    absl::StatusOr<OutputFolder> out = OutputFolder::At(out_.string());
    if (!out.ok()) return out.status();
    absl::Status status = out->Add("a.json", "new");
    if (status.ok()) status = out->Stage();
    if (!status.ok()) return status;
    Write(out->StagedPath("manifest.json"), "manifest");
    return out->Publish("manifest.json");
  }

  fs::path root_;
  fs::path out_;
};

TEST_F(OutputFolderTest, MakesTheFolderAndThoseAboveIt) {
  out_ = root_ / "deep" / "er" / "out";
  ASSERT_TRUE(Fill().ok());
  EXPECT_EQ(Read(out_ / "a.json"), "new");
  EXPECT_EQ(Read(out_ / "manifest.json"), "manifest");
  EXPECT_THAT(Names(out_.parent_path()), UnorderedElementsAre("out"));
}

TEST_F(OutputFolderTest, ReplacesItsOwnFilesAndKeepsOthers) {
  fs::create_directory(out_);
  Write(out_ / "a.json", "old");
  Write(out_ / "notes.txt", "mine");
  ASSERT_TRUE(Fill().ok());
  EXPECT_EQ(Read(out_ / "a.json"), "new");
  EXPECT_EQ(Read(out_ / "notes.txt"), "mine");
}

TEST_F(OutputFolderTest, AFolderInANameIsMade) {
  absl::StatusOr<OutputFolder> out = OutputFolder::At(out_.string() + "/");
  ASSERT_TRUE(out.ok()) << out.status();
  ASSERT_TRUE(out->Add("figures/a.png", "png").ok());
  ASSERT_TRUE(out->Stage().ok());
  Write(out->StagedPath("manifest.json"), "m");
  ASSERT_TRUE(out->Publish("manifest.json").ok());
  EXPECT_EQ(Read(out_ / "figures" / "a.png"), "png");
}

TEST_F(OutputFolderTest, NothingIsLeftWithoutPublish) {
  {
    absl::StatusOr<OutputFolder> out = OutputFolder::At(out_.string());
    ASSERT_TRUE(out.ok());
    ASSERT_TRUE(out->Add("a.json", "new").ok());
    ASSERT_TRUE(out->Stage().ok());
    EXPECT_FALSE(fs::exists(out_));
  }
  EXPECT_TRUE(fs::is_empty(root_));
}

TEST_F(OutputFolderTest, RefusesAFileInItsPlace) {
  Write(out_, "a file");
  EXPECT_THAT(std::string(Fill().message()), HasSubstr("is not a folder"));
  out_ = out_ / "below";
  EXPECT_THAT(std::string(Fill().message()), HasSubstr("is not a folder"));
  EXPECT_EQ(Read(root_ / "out"), "a file");
}

TEST_F(OutputFolderTest, RefusesALinkInItsPlace) {
  fs::create_directory(root_ / "real");
  fs::create_directory_symlink(root_ / "real", out_);
  EXPECT_THAT(std::string(Fill().message()), HasSubstr("symbolic link"));
  out_ = root_ / "dangling";
  fs::create_symlink(root_ / "nowhere", out_);
  EXPECT_THAT(std::string(Fill().message()), HasSubstr("symbolic link"));
  EXPECT_TRUE(fs::is_empty(root_ / "real"));
}

TEST_F(OutputFolderTest, RefusesALinkInAFilesPlaceAndTouchesNothing) {
  fs::create_directory(out_);
  Write(root_ / "precious", "precious");
  Write(out_ / "manifest.json", "old manifest");
  fs::create_symlink(root_ / "precious", out_ / "a.json");
  EXPECT_THAT(std::string(Fill().message()), HasSubstr("a.json"));
  EXPECT_EQ(Read(root_ / "precious"), "precious");
  EXPECT_EQ(Read(out_ / "manifest.json"), "old manifest");
  EXPECT_THAT(Names(out_), UnorderedElementsAre("a.json", "manifest.json"));
  EXPECT_THAT(Names(root_), UnorderedElementsAre("out", "precious"));
}

TEST_F(OutputFolderTest, RefusesAFolderInAFilesPlace) {
  fs::create_directories(out_ / "a.json");
  EXPECT_THAT(std::string(Fill().message()),
              HasSubstr("is not a regular file"));
}

TEST_F(OutputFolderTest, RefusesALinkedSubfolder) {
  fs::create_directories(root_ / "real");
  fs::create_directory(out_);
  fs::create_directory_symlink(root_ / "real", out_ / "figures");
  absl::StatusOr<OutputFolder> out = OutputFolder::At(out_.string());
  ASSERT_TRUE(out->Add("figures/a.png", "png").ok());
  ASSERT_TRUE(out->Stage().ok());
  Write(out->StagedPath("manifest.json"), "m");
  EXPECT_TRUE(absl::IsInvalidArgument(out->Publish("manifest.json")));
  EXPECT_TRUE(fs::is_empty(root_ / "real"));
}

TEST_F(OutputFolderTest, RefusesNamesThatLeaveTheFolder) {
  absl::StatusOr<OutputFolder> out = OutputFolder::At(out_.string());
  ASSERT_TRUE(out.ok());
  for (const char* name : {"", ".", "..", "../a", "a/../b", "/a", "a/", "a/b/c",
                           ".hidden", "a b", "a\nb", "a/.b", "ü"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(out->Add(name, ""))) << name;
  }
  EXPECT_TRUE(out->Add("a.json", "").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(out->Add("a.json", "")));
}

TEST_F(OutputFolderTest, RefusesPlacesThatAreNone) {
  EXPECT_FALSE(OutputFolder::At("").ok());
  EXPECT_FALSE(OutputFolder::At("/").ok());
  EXPECT_FALSE(OutputFolder::At("/dev/null").ok());
}

}  // namespace
}  // namespace wbm::lab
