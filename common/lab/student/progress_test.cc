// Drives progress with a stand-in for Bazel: a shell script that says what it
// is told to, and "test programs" that are shell scripts too.

#include "common/lab/student/progress.h"

#include <filesystem>
#include <string>

#include "common/io/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string Plan(const std::string& lab) {
  return R"json({"lab": ")json" + lab +
         R"json(", "title": "Título", "question": "?", "time_minutes": [1, 2],
  "prerequisites": [], "chapter": "theory/x", "contract": ["a.h"],
  "student_files": ["a.cc"], "hand_in": [],
  "uses": {"libraries": [], "headers": [], "data": []},
  "tasks": [{"id": "1.1", "slug": "f", "block": "A", "title": "F",
             "file": "a.cc",
             "function": "F", "section": "s", "points": 60,
             "hints": [{"id": "1.1.x", "text": "x"}]},
            {"id": "1.2", "slug": "g", "block": "A", "title": "G",
             "file": "a.cc",
             "function": "G", "section": "s", "points": 40,
             "hints": [{"id": "1.2.x", "text": "x"}]}],
  "checks": [{"id": "1.1.p1", "task": "1.1", "test": "F.A", "points": 30,
              "property": "p", "hint": "1.1.x"},
             {"id": "1.2.p1", "task": "1.2", "test": "G.A", "points": 40,
              "property": "p", "hint": "1.2.x"}]})json";
}

// What a test program of the lab writes when task 1.1 is done.
constexpr char kHalfDone[] = R"json({"finished": true, "broken": "",
  "points": 30, "max_points": 70,
  "tests": [{"test": "F.A", "task": "1.1", "state": "right"},
            {"test": "G.A", "task": "1.2", "state": "not_written"}],
  "next": {"task": "1.2", "title": "G", "file": "labs/02_b/a.cc",
           "line": 9}})json";

class ProgressTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = testing::TempDir() + "/workspace";
    fs::remove_all(root_);
    for (const std::string lab : {"01_a", "02_b"}) {
      fs::create_directories(root_ + "/labs/" + lab);
      fs::create_directories(root_ + "/bin/labs/" + lab);
      Write("labs/" + lab + "/lab.json", Plan(lab));
      WriteProgram("bin/labs/" + lab + "/student_test", ResultsScript("{}"));
    }
    request_.workspace = root_;
    request_.bazel = root_ + "/bazel";
    request_.labs = {"01_a", "02_b"};
    WriteBazel("exit 0");
  }

  void Write(const std::string& file, const std::string& text) {
    ASSERT_TRUE(io::WriteFile(root_ + "/" + file, text).ok());
  }
  void WriteProgram(const std::string& file, const std::string& script) {
    Write(file, "#!/bin/sh\n" + script + "\n");
    fs::permissions(root_ + "/" + file, fs::perms::owner_all);
  }
  // A stand-in for Bazel that logs its arguments; `build` does as `script`
  // says, in which "$*" are the arguments.
  void WriteBazel(const std::string& script) {
    WriteProgram("bazel", "echo \"$*\" >> " + root_ +
                              "/log\n"
                              "if [ \"$1\" = info ]; then echo " +
                              root_ + "/bin; exit 0; fi\n" + script);
  }
  // A test program that leaves `json` where --results says.
  static std::string ResultsScript(const std::string& json) {
    return "for a in \"$@\"; do case $a in --results=*) cat > "
           "\"${a#--results=}\" <<'EOF'\n" +
           json + "\nEOF\n;; esac; done; exit 1";
  }

  std::string root_;
  ProgressRequest request_;
};

TEST_F(ProgressTest, CountsTasksTestsAndPoints) {
  WriteProgram("bin/labs/02_b/student_test", ResultsScript(kHalfDone));
  const auto rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok()) << rows.status().message();
  ASSERT_THAT(*rows, SizeIs(2));
  const LabProgress& row = (*rows)[1];
  EXPECT_EQ(row.error, "");
  EXPECT_EQ(row.tasks, 2);
  EXPECT_EQ(row.tasks_written, 1);
  EXPECT_EQ(row.tests, 2);
  EXPECT_EQ(row.tests_right, 1);
  EXPECT_EQ(row.points, 30);
  EXPECT_EQ(row.max_points, 70);
  EXPECT_EQ(row.next, "task 1.2, G (labs/02_b/a.cc:9)");
}

TEST_F(ProgressTest, OneBuildServesAllLabs) {
  ASSERT_TRUE(MeasureProgress(request_).ok());
  EXPECT_EQ(*io::ReadFile(root_ + "/log"),
            "build --keep_going --color=no //labs/01_a:student_test "
            "//labs/02_b:student_test\ninfo bazel-bin\n");
}

TEST_F(ProgressTest, ALabThatDoesNotCompileSaysTheFirstError) {
  WriteBazel(
      "case \"$*\" in *01_a*)\n"
      "echo 'ERROR: labs/01_a/BUILD:3:4: Compiling failed' >&2\n"
      "echo \"labs/01_a/a.cc:7:3: error: 'x' was not declared\" >&2\n"
      "echo \"labs/01_a/a.cc:8:3: error: another\" >&2\n"
      "exit 1;; esac; exit 0");
  WriteProgram("bin/labs/02_b/student_test", ResultsScript(kHalfDone));
  // What a former build left behind must not be run.
  WriteProgram("bin/labs/01_a/student_test", ResultsScript(kHalfDone));
  const auto rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)[0].error,
            "does not compile: labs/01_a/a.cc:7:3: error: 'x' was not "
            "declared");
  EXPECT_EQ((*rows)[0].points, 0);
  EXPECT_EQ((*rows)[1].points, 30);
}

TEST_F(ProgressTest, ALabThatDoesNotLinkOrLoadSaysSo) {
  WriteBazel(
      "case \"$*\" in *01_a*)\n"
      "echo \"a.cc:(.text+0x1): undefined reference to \\`F'\" >&2\n"
      "exit 1;; *) echo 'ERROR: no such package' >&2; exit 7;; esac");
  const auto rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok());
  EXPECT_THAT((*rows)[0].error, HasSubstr("undefined reference to `F'"));
  EXPECT_EQ((*rows)[1].error, "does not compile: ERROR: no such package");
}

TEST_F(ProgressTest, ARunThatBrokeOffSaysWhy) {
  WriteProgram("bin/labs/01_a/student_test",
               ResultsScript(R"json({"finished": false, "broken": "SIGSEGV",
                 "points": 30, "tests": [], "next": null})json"));
  const auto rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)[0].error, "the tests broke off: SIGSEGV");
}

TEST_F(ProgressTest, ATestProgramWithoutAResultIsTold) {
  WriteProgram("bin/labs/01_a/student_test", "exit 0");
  WriteProgram("bin/labs/02_b/student_test",
               ResultsScript(R"json({"points": "many", "tests": 3})json"));
  auto rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)[0].error, "the tests ended without a result");
  EXPECT_EQ((*rows)[1].error, "the tests ended without a result");
  WriteProgram("bin/labs/01_a/student_test", "exec sleep 100");
  fs::remove(root_ + "/bin/labs/02_b/student_test");
  request_.seconds_a_lab = 1;
  rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)[0].error, "the tests took too long");
  EXPECT_THAT((*rows)[1].error, HasSubstr("cannot start"));
}

TEST_F(ProgressTest, WithoutBazelThereIsNoTable) {
  request_.bazel = "/no/such/bazel";
  const auto rows = MeasureProgress(request_);
  EXPECT_EQ(rows.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(rows.status().message()),
              HasSubstr("/no/such/bazel"));
}

TEST_F(ProgressTest, ABrokenPlanIsWrongUse) {
  Write("labs/02_b/lab.json", "{");
  EXPECT_EQ(MeasureProgress(request_).status().code(),
            absl::StatusCode::kInvalidArgument);
  request_.labs = {"09_z"};
  EXPECT_EQ(MeasureProgress(request_).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ProgressTest, NoLabsNeedNoBazel) {
  request_.labs.clear();
  request_.bazel = "/no/such/bazel";
  const auto rows = MeasureProgress(request_);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(ProgressTable(*rows), "There is no lab yet.\n");
}

TEST(ProgressTable, ColumnsStandUnderEachOther) {
  LabProgress one;
  one.lab = "01_a";
  one.title = "Título";
  one.tasks = 2;
  one.tests = 12;
  one.tests_right = 3;
  one.next = "task 1.2, G (labs/01_a/a.cc:9)";
  LabProgress two = one;
  two.title = "Titulo";
  two.next = "";
  LabProgress three = one;
  three.error = "does not compile: x";
  three.next = "";
  EXPECT_EQ(
      ProgressTable({one, two, three}),
      "lab           written  right  points  next\n"
      "01_a  Título  0/2      3/12   0/0     task 1.2, G (labs/01_a/a.cc:9)\n"
      "01_a  Titulo  0/2      3/12   0/0     experiment and report\n"
      "01_a  Título  0/2      3/12   0/0     does not compile: x\n");
}

TEST(ProgressJson, HasEveryField) {
  LabProgress row;
  row.lab = "01_a";
  row.points = 3;
  row.error = "e";
  const auto json = ProgressJson({row});
  EXPECT_EQ(json["labs"][0]["lab"], "01_a");
  EXPECT_EQ(json["labs"][0]["points"], 3);
  EXPECT_EQ(json["labs"][0]["error"], "e");
  EXPECT_EQ(json["labs"][0].size(), 10u);
}

}  // namespace
}  // namespace wbm::lab
