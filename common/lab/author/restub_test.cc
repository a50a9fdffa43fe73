#include "common/lab/author/restub.h"

#include <filesystem>
#include <string>

#include "common/io/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kPlan[] = R"json({
  "lab": "01_a", "title": "A", "question": "?", "time_minutes": [1, 2],
  "prerequisites": [], "chapter": "theory/01_a", "contract": ["a.h"],
  "student_files": ["a.cc"], "hand_in": [],
  "uses": {"libraries": [], "headers": [], "data": []},
  "tasks": [{"id": "1.1", "slug": "do-it", "block": "A",
             "title": "Do it", "file": "a.cc", "function": "F",
             "section": "s", "points": 100,
             "hints": [{"id": "1.1.x", "text": "x"}]}],
  "checks": []})json";

constexpr char kSolution[] =
    "int F() {\n  // [solution 1.1]\n  return 1;\n  // [/solution]\n}\n";
constexpr char kStarter[] =
    "int F() {\n  // TODO 1.1: Do it\n  NOT_YET(\"1.1\");\n}\n";

// A source tree with one lab whose starter is out of date.
class RestubTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = testing::TempDir() + "/tree";
    fs::remove_all(root_);
    fs::create_directories(root_ + "/labs/01_a");
    fs::create_directories(root_ + "/solutions/01_a");
    Write("labs/01_a/lab.json", kPlan);
    Write("labs/01_a/a.h", "int F();\n");
    Write("labs/01_a/a.cc", "int F() {\n  return 0;\n}\n");
    Write("solutions/01_a/a.cc", kSolution);
  }
  void Write(const std::string& file, const std::string& text) {
    ASSERT_TRUE(io::WriteFile(root_ + "/" + file, text).ok());
  }
  std::string Read(const std::string& file) {
    return *io::ReadFile(root_ + "/" + file);
  }
  std::string Message(const RestubOptions& options) {
    return std::string(Restub(root_, options).status().message());
  }

  std::string root_;
};

TEST_F(RestubTest, WritesTheStarterAnew) {
  const auto files = Restub(root_, {});
  ASSERT_TRUE(files.ok()) << files.status().message();
  ASSERT_THAT(*files, SizeIs(2));
  EXPECT_EQ((*files)[0].file, "labs/01_a/a.cc");
  EXPECT_EQ((*files)[0].line, 2);
  EXPECT_EQ(Read("labs/01_a/a.cc"), kStarter);
  EXPECT_EQ((*files)[1].file, "labs/01_a/contract.sha256");
  EXPECT_THAT(Read("labs/01_a/contract.sha256"), HasSubstr("  a.h\n"));
  // The second time there is nothing to do.
  for (const Restubbed& each : *Restub(root_, {})) EXPECT_EQ(each.line, 0);
}

TEST_F(RestubTest, CheckOnlyWritesNothing) {
  RestubOptions options;
  options.check_only = true;
  EXPECT_EQ((*Restub(root_, options))[0].line, 2);
  EXPECT_EQ(Read("labs/01_a/a.cc"), "int F() {\n  return 0;\n}\n");
}

TEST_F(RestubTest, AMissingStarterIsWritten) {
  fs::remove(root_ + "/labs/01_a/a.cc");
  EXPECT_EQ((*Restub(root_, {}))[0].line, 1);
  EXPECT_EQ(Read("labs/01_a/a.cc"), kStarter);
}

TEST_F(RestubTest, AnErrorInOneLabLeavesAllAsTheyWere) {
  fs::create_directories(root_ + "/labs/02_b");
  fs::create_directories(root_ + "/solutions/02_b");
  Write("labs/02_b/lab.json", "{}");
  EXPECT_THAT(Message({}), HasSubstr("labs/02_b/lab.json: lab: is missing"));
  EXPECT_EQ(Read("labs/01_a/a.cc"), "int F() {\n  return 0;\n}\n");
}

TEST_F(RestubTest, ATaskWithoutARegionIsAnError) {
  Write("solutions/01_a/a.cc", "int F() { return 1; }\n");
  EXPECT_THAT(Message({}), HasSubstr("solutions/01_a/a.cc: task 1.1 (F) has no "
                                     "region"));
}

TEST_F(RestubTest, AMissingSolutionIsAnError) {
  fs::remove(root_ + "/solutions/01_a/a.cc");
  EXPECT_THAT(Message({}), HasSubstr("solutions/01_a/a.cc"));
}

TEST_F(RestubTest, AnUnknownLabIsAnError) {
  RestubOptions options;
  options.labs = {"09_z"};
  EXPECT_THAT(Message(options), HasSubstr("there is no lab \"09_z\" with a "
                                          "solution; there are 01_a"));
}

TEST_F(RestubTest, AnEmptyTreeIsAnError) {
  fs::remove_all(root_ + "/solutions");
  EXPECT_THAT(Message({}), HasSubstr("no lab with a solution is here"));
}

}  // namespace
}  // namespace wbm::lab
