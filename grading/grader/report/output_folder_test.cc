#include "grading/grader/report/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

#include "grading/grader/machine/temporary_folder.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

Report SmallReport(int score) {
  Report report;
  report.lab = "09_test";
  report.graded = true;
  report.score = score;
  report.max_score = 9;
  Item item;
  item.id = "9.1.h1";
  item.hidden = true;
  item.verdict = Verdict::kWrong;
  item.message = "canary";
  item.task = "9.1";
  report.items = {item};
  report.tasks = {{"9.1", "A", "First", "", 0, 9}};
  report.figures = {{"errors", "Errors", "", "text", "<svg/>"}};
  report.outputs = {{"results.json", "{}"}};
  return report;
}

class OutputFolderTest : public ::testing::Test {
 protected:
  OutputFolderTest() : folder_(*TemporaryFolder::Make()) {}
  std::string Out() const { return folder_->Path("sub/out"); }
  absl::Status Write(int score) {
    return WriteOutputFolder(Out(), SmallReport(score), Stopwatch());
  }
  int ScoreThere() const {
    return nlohmann::json::parse(
               *ReadOwnFile(Out() + "/report.json", 1u << 20))["score"]
        .get<int>();
  }
  std::set<std::string> Below(const std::string& path) const {
    std::set<std::string> names;
    for (const auto& e : fs::recursive_directory_iterator(path)) {
      if (e.is_regular_file()) {
        names.insert(fs::relative(e.path(), path).generic_string());
      }
    }
    return names;
  }
  std::unique_ptr<TemporaryFolder> folder_;
};

TEST_F(OutputFolderTest, EverythingHasItsPlace) {
  ASSERT_TRUE(Write(3).ok());
  EXPECT_EQ(Below(Out()),
            (std::set<std::string>{
                "report.html", "report.json", "report.md", "figures/errors.svg",
                "outputs/results.json", "instructor/report.html",
                "instructor/report.json", "instructor/report.md",
                "instructor/figures/errors.svg", "instructor/files.txt",
                "instructor/timing.json"}));
}

TEST_F(OutputFolderTest, OutsideOfTheInstructorsFolderNothingHiddenLies) {
  ASSERT_TRUE(Write(3).ok());
  for (const std::string& name : Below(Out())) {
    const std::string bytes = *ReadOwnFile(Out() + "/" + name, 1u << 20);
    if (name.starts_with("instructor/report")) {
      EXPECT_THAT(bytes, HasSubstr("canary")) << name;
    } else {
      EXPECT_THAT(bytes, Not(HasSubstr("canary"))) << name;
    }
  }
}

TEST_F(OutputFolderTest, AnEarlierReportIsReplacedWhole) {
  ASSERT_TRUE(Write(3).ok());
  Report report = SmallReport(4);
  report.figures.clear();
  ASSERT_TRUE(WriteOutputFolder(Out(), report, Stopwatch()).ok());
  EXPECT_EQ(ScoreThere(), 4);
  EXPECT_FALSE(Below(Out()).contains("figures/errors.svg"));
  // Nothing is left beside it.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_->Path("sub")), {}), 1);
}

TEST_F(OutputFolderTest, AFolderWithOtherFilesIsRefusedAndKept) {
  ASSERT_TRUE(folder_->Write("sub/out/thesis.tex", "years").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(CheckOutputFolder(Out())));
  const absl::Status s = Write(3);
  EXPECT_TRUE(absl::IsAlreadyExists(s)) << s;
  EXPECT_EQ(Below(Out()), (std::set<std::string>{"thesis.tex"}));
}

TEST_F(OutputFolderTest, WhatWasAddedOrEditedIsKept) {
  for (const char* name : {"notes.md", "outputs/mine.json", "report.md",
                           "instructor/report.json"}) {
    fs::remove_all(Out());
    ASSERT_TRUE(Write(3).ok());
    ASSERT_TRUE(
        folder_->Write(std::string("sub/out/") + name, "my own words").ok());
    const absl::Status s = Write(4);
    EXPECT_TRUE(absl::IsAlreadyExists(s)) << s;
    EXPECT_THAT(std::string(s.message()), HasSubstr(name));
    EXPECT_EQ(*ReadOwnFile(Out() + "/" + name, 100), "my own words");
    EXPECT_TRUE(Below(Out()).contains("report.html"));
  }
  fs::remove_all(Out());
  ASSERT_TRUE(Write(3).ok());
  fs::create_symlink("/etc/passwd", Out() + "/link");
  EXPECT_TRUE(absl::IsAlreadyExists(Write(4)));
  // What is gone is nobody's loss.
  fs::remove(Out() + "/link");
  fs::remove(Out() + "/report.md");
  EXPECT_TRUE(Write(4).ok());
}

TEST_F(OutputFolderTest, OneRunAtATime) {
  for (const std::string& folder : {Out(), Out() + "/"}) {
    auto first = OutputLock::Take(folder);
    ASSERT_TRUE(first.ok()) << first.status();
    const auto second = OutputLock::Take(Out());
    EXPECT_TRUE(absl::IsAlreadyExists(second.status())) << second.status();
    EXPECT_THAT(std::string(second.status().message()),
                HasSubstr("another run is writing"));
    first->reset();
    EXPECT_TRUE(OutputLock::Take(Out()).ok());
    EXPECT_TRUE(fs::is_empty(folder_->Path("sub")));
  }
}

TEST_F(OutputFolderTest, WhatCannotBeWrittenIsNoticedByTheLock) {
  EXPECT_FALSE(OutputLock::Take("/proc/nowhere/out").ok());
  ASSERT_TRUE(folder_->Write("a_file", "x").ok());
  EXPECT_FALSE(OutputLock::Take(folder_->Path("a_file/out")).ok());
}

TEST_F(OutputFolderTest, AFileInItsPlaceIsRefusedAndKept) {
  ASSERT_TRUE(folder_->Write("sub/out", "a file").ok());
  EXPECT_TRUE(absl::IsInvalidArgument(CheckOutputFolder(Out())));
  EXPECT_FALSE(Write(3).ok());
  EXPECT_EQ(*ReadOwnFile(Out(), 100), "a file");
}

TEST_F(OutputFolderTest, AnEmptyFolderIsFilled) {
  fs::create_directories(Out());
  EXPECT_TRUE(Write(3).ok());
  EXPECT_EQ(ScoreThere(), 3);
}

TEST_F(OutputFolderTest, WhenWritingFailsWhatWasThereStays) {
  ASSERT_TRUE(Write(3).ok());
  // A name longer than a file system takes stops the writing half-way.
  Report report = SmallReport(4);
  report.outputs.push_back({std::string(300, 'x'), "y"});
  EXPECT_FALSE(WriteOutputFolder(Out(), report, Stopwatch()).ok());
  EXPECT_EQ(ScoreThere(), 3);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_->Path("sub")), {}), 1);
}

TEST_F(OutputFolderTest, AFolderThatCannotBeMadeIsNamed) {
  const absl::Status s =
      WriteOutputFolder("/proc/nowhere/out", SmallReport(1), Stopwatch());
  EXPECT_FALSE(s.ok());
  EXPECT_THAT(std::string(s.message()), HasSubstr("/proc/nowhere"));
}

}  // namespace
}  // namespace wbm::grader
