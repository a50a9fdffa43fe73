// A submission from its bytes to its report, and every fault of ours on the
// way: none of them may become a point, or a verdict on the student.
#include "grading/grader/grade_submission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "grading/boundary/check_result.h"
#include "grading/grader/build/build_worker.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/report/report_html.h"
#include "grading/grader/report/report_json.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/student_view.h"
#include "grading/grader/run/hidden_key.h"
#include "grading/grader/run/run_experiment.h"
#include "grading/grader/test_unit.h"
#include "nlohmann/json.hpp"

namespace wbm::grader {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Report Grade(const Unit& unit, const Submission& submission) {
  Stopwatch watch;
  return GradeCollected(unit, submission, GradeOptions{}, &watch);
}

std::map<std::string, Verdict> VerdictsOf(const Report& report) {
  std::map<std::string, Verdict> verdicts;
  for (const Item& item : report.items) verdicts[item.id] = item.verdict;
  return verdicts;
}

std::string StudentForms(const Report& report) {
  const Report seen = StudentView(report);
  return ReportJson(seen, Audience::kStudent) +
         ReportMarkdown(seen, Audience::kStudent) +
         ReportHtml(seen, Audience::kStudent);
}

class GradeSubmissionTest : public ::testing::Test {
 protected:
  GradeSubmissionTest()
      : unit_(DoublingUnit()), folder_(*TemporaryFolder::Make()) {}

  // A program in place of one of ours.
  std::string Program(const std::string& script) {
    const std::string name = "program" + std::to_string(programs_++);
    EXPECT_TRUE(folder_->Write(name, "#!/bin/sh\n" + script).ok());
    chmod(folder_->Path(name).c_str(), 0755);
    return folder_->Path(name);
  }

  // Grades the solution on a broken unit.
  void ExpectNotGraded(const Unit& unit, const std::string& said) {
    const Report report = Grade(unit, HandIn(DoublingSolution()));
    EXPECT_FALSE(report.graded) << said;
    EXPECT_EQ(report.score, 0);
    EXPECT_TRUE(report.items.empty());
    EXPECT_THAT(report.why_not_graded, HasSubstr(said));
    const auto json = nlohmann::json::parse(
        ReportJson(StudentView(report), Audience::kStudent));
    EXPECT_EQ(json["verdict"], "not_graded");
    EXPECT_TRUE(json["score"].is_null());
    EXPECT_EQ(json["max_score"], 100);
  }

  Unit unit_;
  std::unique_ptr<TemporaryFolder> folder_;
  int programs_ = 0;
};

// Right on public inputs, and wrong on the hidden ones.
std::string PublicOnly(const std::string& comment) {
  return Doubling("return 2 * x;",
                  "return x.size() > 100 ? std::vector<int>(x.size(), 7) : "
                  "[&] { std::vector<int> y; for (int v : x) "
                  "y.push_back(2 * v); return y; }();") +
         "// " + comment + "\n";
}

// What the hidden check was given, as the instructor sees it.
// Of the check whose inputs are drawn: "x = [17, -4, …] (4096 values)".
std::string HiddenInput(const Report& report) {
  for (const Item& item : report.items) {
    if (item.id == "1.2.h1") return item.input;
  }
  return "";
}

// The first number of it.
std::string HiddenNumber(const Report& report) {
  const std::string input = HiddenInput(report);
  const std::size_t begin = input.find('[') + 1;
  return input.substr(begin, input.find(',') - begin);
}

TEST_F(GradeSubmissionTest, HiddenInputsAreTheSubmissionsOwn) {
  const auto grade = [&](const std::string& comment, const std::string& key) {
    Stopwatch watch;
    GradeOptions options;
    options.key = HiddenKey(key);
    return GradeCollected(unit_, HandIn(PublicOnly(comment)), options, &watch);
  };
  const Report one = grade("mine", "a key"), two = grade("yours", "a key");
  ASSERT_TRUE(one.graded) << one.why_not_graded;
  EXPECT_THAT(HiddenInput(one), HasSubstr("x"));
  EXPECT_NE(HiddenInput(one), HiddenInput(two));
  EXPECT_EQ(VerdictsOf(one), VerdictsOf(two));
  // A regrade repeats them; another instructor's key does not.
  EXPECT_EQ(HiddenInput(grade("mine", "a key")), HiddenInput(one));
  EXPECT_NE(HiddenInput(grade("mine", "another key")), HiddenInput(one));
  // Which key it was is the instructor's to know, and the key nobody's.
  const std::string print = HiddenKey("a key").Fingerprint();
  EXPECT_THAT(ReportJson(one, Audience::kInstructor), HasSubstr(print));
  EXPECT_THAT(ReportMarkdown(one, Audience::kInstructor), HasSubstr(print));
  EXPECT_THAT(ReportHtml(one, Audience::kInstructor), HasSubstr(print));
  EXPECT_THAT(StudentForms(one), Not(HasSubstr(print)));
  EXPECT_THAT(StudentForms(one), Not(HasSubstr(one.drawn_from)));
}

TEST_F(GradeSubmissionTest, AKeyThatEverybodyKnowsIsSaidLoudly) {
  const Report report = Grade(unit_, HandIn(DoublingSolution()));
  EXPECT_THAT(ReportHtml(report, Audience::kInstructor),
              HasSubstr("the PUBLIC key, that everybody knows"));
  EXPECT_THAT(StudentForms(report), Not(HasSubstr("PUBLIC")));
}

TEST_F(GradeSubmissionTest, TheSameSubmissionGivesTheSameBytes) {
  const Submission submission = HandIn(Doubling("return x * x;", "return {};"));
  const Report a = Grade(unit_, submission), b = Grade(unit_, submission);
  EXPECT_EQ(ReportJson(a, Audience::kInstructor),
            ReportJson(b, Audience::kInstructor));
  EXPECT_EQ(ReportHtml(a, Audience::kInstructor),
            ReportHtml(b, Audience::kInstructor));
  EXPECT_THAT(ReportJson(a, Audience::kInstructor), Not(HasSubstr("/tmp")));
}

TEST_F(GradeSubmissionTest, EveryVerdictKeepsTheOtherChecks) {
  const Report report =
      Grade(unit_, HandIn(Doubling("if (x < 0) __builtin_trap(); return x + x;",
                                   "throw std::runtime_error(\"no\");")));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  const auto verdicts = VerdictsOf(report);
  EXPECT_EQ(verdicts.at("1.1.p1"), Verdict::kRight);
  EXPECT_EQ(verdicts.at("1.1.p2"), Verdict::kCrashed);
  EXPECT_EQ(verdicts.at("1.2.p1"), Verdict::kThrew);
  EXPECT_EQ(verdicts.at("1.2.h1"), Verdict::kSkipped);
  EXPECT_EQ(report.score, 20);
}

// A function that is not written, however that looks, costs its own 40 points:
// DoubleAll, which calls it, keeps its 60.
TEST_F(GradeSubmissionTest, AFunctionThatIsNotWrittenCostsItsOwnPoints) {
  const std::string calls =
      "std::vector<int> y; for (int v : x) y.push_back(Double(v)); return y;";
  std::string gone = Doubling("return 0;", calls);
  gone.replace(gone.find("int Double(int x) { return 0; }"), 31, "");
  const std::string not_yet = "#include \"common/lab/not_yet.h\"\n";
  for (const std::string& source :
       {Doubling("NOT_YET(\"1.1\");", calls, not_yet), gone,
        Doubling("return 0;", calls), Doubling("return -7;", calls),
        Doubling("throw 1;", calls), Doubling("__builtin_trap();", calls)}) {
    const Report report = Grade(unit_, HandIn(source));
    ASSERT_TRUE(report.graded) << report.why_not_graded;
    EXPECT_EQ(report.score, 60) << source;
    for (const Item& item : report.items) {
      EXPECT_EQ(item.beside, item.task == "1.2" && item.id != "1.2.p2" &&
                                     item.verdict == Verdict::kRight
                                 ? "1.1"
                                 : "")
          << item.id;
    }
    EXPECT_THAT(StudentForms(report), HasSubstr("right where 1.1 is"));
  }
}

const std::string kCalls =
    "std::vector<int> y; for (int v : x) y.push_back(Double(v)); return y;";

// Nor does one that hangs: what timed out where it was called is tried again
// where the right one is.
TEST_F(GradeSubmissionTest, AFunctionThatHangsCostsItsOwnPoints) {
  const std::string hangs = "volatile bool on = true; while (on) {} return 0;";
  Stopwatch watch;
  GradeOptions options;
  options.limits = R"({"call_cpu_seconds": 0.2})";
  // DoubleAll hangs in both of its public checks.
  const std::string always =
      "std::vector<int> y = {Double(0)}; y.clear(); "
      "for (int v : x) y.push_back(Double(v)); return y;";
  const Report report =
      GradeCollected(unit_, HandIn(Doubling(hangs, always)), options, &watch);
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 60);
}

// To write more of a function, or more of it right, never costs a point.
TEST_F(GradeSubmissionTest, MoreThatIsRightNeverCostsAPoint) {
  const std::string not_yet = "#include \"common/lab/not_yet.h\"\n";
  const std::vector<std::string> steps = {
      "NOT_YET(\"1.1\");",
      "throw 1;",
      "return 0;",
      "return x > 0 ? 2 * x : -1;",             // half of it
      "return x == -3 || x > 0 ? 2 * x : -1;",  // and what the public tests ask
      "return x + x;"};
  int before = 0;
  for (const std::string& step : steps) {
    const Report report = Grade(unit_, HandIn(Doubling(step, kCalls, not_yet)));
    ASSERT_TRUE(report.graded) << report.why_not_graded;
    EXPECT_GE(report.score, std::max(before, 60)) << step;
    before = report.score;
  }
  EXPECT_EQ(before, 100);
}

// What the hidden checks leave in the kernel (a counter of inode numbers) meets
// no check whose outcome the student is told more of than right or not right.
TEST_F(GradeSubmissionTest, NothingPublicRunsAfterAHiddenCheck) {
  Stopwatch watch;
  const Report report =
      GradeCollected(unit_,
                     HandIn(Doubling("return 0;",
                                     "std::vector<int> y; for (int v : x) "
                                     "y.push_back(Double(v)); return y;")),
                     GradeOptions{}, &watch);
  EXPECT_EQ(report.score, 60);
  std::vector<std::string> stages;
  for (const Lap& lap : watch.laps()) {
    if (lap.stage.find("checks") != std::string::npos ||
        lap.stage == "experiment") {
      stages.push_back(lap.stage);
    }
  }
  EXPECT_THAT(
      stages,
      ElementsAre("public checks", "public checks beside the reference",
                  "hidden checks", "hidden checks beside the reference"));
}

// As when a name of the student's stands in the way.
TEST_F(GradeSubmissionTest,
       WhatDoesNotLinkBesideTheReferenceIsForTheInstructor) {
  const auto symbols =
      ReadOwnFile(unit_.bundle.reference + "/symbols.txt", 9999);
  ASSERT_TRUE(symbols.ok()) << symbols.status();
  ASSERT_TRUE(folder_->Write("reference/symbols.txt", *symbols).ok());
  std::istringstream lines(*symbols);
  for (std::string number, rest;
       lines >> number && std::getline(lines, rest);) {
    ASSERT_TRUE(folder_->Write("reference/" + number + ".o", "no object").ok());
  }
  unit_.bundle.reference = folder_->Path("reference");
  const Report report =
      Grade(unit_, HandIn(Doubling("return 0;",
                                   "std::vector<int> y; for (int v : x) "
                                   "y.push_back(Double(v)); return y;")));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 0);
  EXPECT_THAT(report.attention,
              Contains(HasSubstr("What calls the functions of 1.1")));
  EXPECT_THAT(StudentForms(report), Not(HasSubstr("may have lost points")));
}

TEST_F(GradeSubmissionTest, WhatIsWrongByItselfStaysWrongBesideTheReference) {
  const Report report =
      Grade(unit_, HandIn(Doubling("return 0;",
                                   "std::vector<int> y; for (int v : x) "
                                   "y.push_back(Double(v) + 1); return y;")));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 0);
  // Nor does a call of the right function pay for the one left out.
  const Report upside_down =
      Grade(unit_, HandIn(Doubling("return DoubleAll(std::vector<int>{x})[0];",
                                   "return {};")));
  ASSERT_TRUE(upside_down.graded) << upside_down.why_not_graded;
  EXPECT_EQ(upside_down.score, 0);
}

TEST_F(GradeSubmissionTest, AStubIsToldOnceAndWhatCallsItIsJudgedBeside) {
  const Report report =
      Grade(unit_, HandIn(Doubling("NOT_YET(\"1.1\");",
                                   "std::vector<int> y; for (int v : x) "
                                   "y.push_back(Double(v) + 1); return y;",
                                   "#include \"common/lab/not_yet.h\"\n")));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  for (const Item& item : report.items) {
    if (item.hidden || item.verdict == Verdict::kRight) continue;
    EXPECT_EQ(item.verdict,
              item.task == "1.1" ? Verdict::kNotWritten : Verdict::kWrong)
        << item.id << ": " << item.message;
  }
  const std::string seen = StudentForms(report);
  EXPECT_THAT(seen, HasSubstr("1.2.p1: wrong, even where 1.1 is right"));
  EXPECT_THAT(seen, HasSubstr("Call Double for each element."));
  EXPECT_THAT(seen, HasSubstr("Mend first: 1.1 Double a number: not written"));
}

TEST_F(GradeSubmissionTest, NothingThatAStudentReadsRanBesideTheReference) {
  const Report report = Grade(
      unit_,
      HandIn(Doubling("return 0;",
                      "std::vector<int> y; for (int v : x) "
                      "y.push_back(Double(v)); if (!y.empty() && y[0] != 0) "
                      "{ std::puts(\"canary\"); std::fflush(stdout); } "
                      "return y;")));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 60);
  EXPECT_THAT(StudentForms(report), Not(HasSubstr("canary")));
  EXPECT_THAT(ReportJson(report, Audience::kInstructor), HasSubstr("canary"));
}

std::vector<std::string> StagesOf(const Stopwatch& watch) {
  std::vector<std::string> stages;
  for (const Lap& lap : watch.laps()) stages.push_back(lap.stage);
  return stages;
}

// The compiler's time is of the same budget as that of calls.
TEST_F(GradeSubmissionTest, WhatCompilingCostsIsPaidFor) {
  const Submission submission =
      HandIn(Doubling("throw std::logic_error(\"left out\");",
                      "std::vector<int> y; for (int v : x) "
                      "y.push_back(Double(v)); return y;"));
  Stopwatch watch;
  GradeOptions options;
  options.limits = R"({"total_seconds": 0.01})";
  const Report report = GradeCollected(unit_, submission, options, &watch);
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 0);
  for (const auto& [id, verdict] : VerdictsOf(report)) {
    EXPECT_EQ(verdict, Verdict::kSkipped) << id;
  }
  // Nor is anything built once more.
  const std::vector<std::string> stages = StagesOf(watch);
  EXPECT_EQ(std::count(stages.begin(), stages.end(), "compile doubling.cc"), 1);
  // How much was left is nothing that two grades would agree on.
  EXPECT_THAT(report.items[0].message,
              HasSubstr("The time that a submission has for everything is "
                        "used up"));
}

// The checks in the experiment's place: two of them call Double.
TEST_F(GradeSubmissionTest, SleepInTheExperimentIsPaidFor) {
  const Submission submission =
      HandIn(Doubling("usleep(600'000); return 2 * x;", "return {};",
                      "extern \"C\" int usleep(unsigned);"));
  Stopwatch watch;
  const auto built =
      BuildWorker(unit_.bundle, submission, unit_.plan, *folder_, &watch);
  ASSERT_TRUE(built.ok()) << built.status();
  ASSERT_NE(built->worker, "") << built->why_none;
  const auto run = RunExperiment(
      Program(absl::StrCat("'", unit_.public_check, "' >&2; exit 4\n")),
      built->worker, "", unit_.plan, submission, *folder_, &watch);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_GT(run->seconds, 1.1) << run->message;
}

TEST_F(GradeSubmissionTest, WhatAHiddenCheckGivesTheCodeCannotBringOut) {
  // Right for short lists, so that the hidden check is reached; then the input
  // is printed, thrown, and returned.
  const std::string tell =
      "std::string s = \"canary\"; for (int v : x) s += \" \" + "
      "std::to_string(v); ";
  const std::string right =
      " std::vector<int> y; for (int v : x) y.push_back(2 * v); return y;";
  for (const std::string& way :
       {std::string("puts(s.c_str()); fflush(stdout); return {};"),
        std::string("throw std::runtime_error(s);"),
        std::string("fputs(s.c_str(), stderr); __builtin_trap();"),
        std::string("return {x.begin(), x.end()};")}) {
    const Report report =
        Grade(unit_,
              HandIn(Doubling("return x + x;", "if (x.size() > 100) { " + tell +
                                                   way + " }" + right)));
    ASSERT_TRUE(report.graded) << report.why_not_graded;
    EXPECT_EQ(report.score, 90) << way;
    EXPECT_THAT(StudentForms(report), Not(HasSubstr("canary")));
    const std::string number = HiddenNumber(report);
    ASSERT_FALSE(number.empty());
    EXPECT_THAT(StudentForms(report), Not(HasSubstr(number)));
    EXPECT_THAT(StudentForms(report), HasSubstr("long lists"));
    EXPECT_THAT(ReportJson(report, Audience::kInstructor), HasSubstr(number));
  }
}

TEST_F(GradeSubmissionTest, ASourceThatDoesNotCompileIsGradedWithoutPoints) {
  const Report report = Grade(unit_, HandIn("int x = ;\n"));
  ASSERT_TRUE(report.graded);
  EXPECT_EQ(report.score, 0);
  for (const auto& [id, verdict] : VerdictsOf(report)) {
    EXPECT_EQ(verdict, Verdict::kCompileError) << id;
  }
  EXPECT_THAT(StudentForms(report), HasSubstr("int x = ;"));
}

// The unit in miniature with a second file of the student's.
class TwoFilesTest : public GradeSubmissionTest {
 protected:
  TwoFilesTest() {
    namespace fs = std::filesystem;
    const std::string lab = folder_->Path("lab");
    for (const auto& entry :
         fs::recursive_directory_iterator(unit_.bundle.lab)) {
      if (!entry.is_regular_file()) continue;
      const fs::path name = fs::relative(entry.path(), unit_.bundle.lab);
      const auto bytes = ReadOwnFile(entry.path().string(), 64u << 20);
      EXPECT_TRUE(bytes.ok()) << bytes.status();
      EXPECT_TRUE(folder_->Write("lab/" + name.string(), *bytes).ok());
    }
    EXPECT_TRUE(folder_->Write("lab/starter/more.cc", "").ok());
    unit_.bundle.lab = lab;
    unit_.plan.student_files.push_back("more.cc");
  }

  Report GradeBoth(const std::string& more) {
    Submission submission =
        HandIn(Doubling("return Sum(x, x);",
                        "std::vector<int> y; for (int v : x) "
                        "y.push_back(2 * v); return y;",
                        "int Sum(int, int);"));
    submission.files["more.cc"] = more;
    return Grade(unit_, submission);
  }
};

TEST_F(TwoFilesTest, AHelperOfAFileThatDoesNotCompileCostsWhatCallsIt) {
  const std::string sum = "int Sum(int a, int b) { return a + b; }\n";
  EXPECT_EQ(GradeBoth(sum).score, 100);
  const Report report = GradeBoth(sum + "int x = ;\n");
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 60);
  const std::string seen = StudentForms(report);
  EXPECT_THAT(seen, HasSubstr("Mend first: more.cc does not compile."));
  EXPECT_THAT(seen, HasSubstr("Sum(int, int)"));
  // Nor does one that was forgotten.
  EXPECT_EQ(GradeBoth("").score, 60);
}

// A file that was not handed in is the starter's, and its stubs yield.
TEST_F(TwoFilesTest, AFunctionMayStandInAnotherFileThanThePlanSays) {
  const auto stubs =
      ReadOwnFile(folder_->Path("lab/starter/doubling.cc"), 1u << 20);
  ASSERT_TRUE(stubs.ok()) << stubs.status();
  ASSERT_TRUE(folder_->Write("lab/starter/more.cc", *stubs).ok());
  const Report report = Grade(unit_, HandIn(DoublingSolution()));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 100);
  EXPECT_THAT(StudentForms(report), HasSubstr("more.cc was not handed in"));
}

TEST_F(GradeSubmissionTest, ACheckProgramThatCannotStartIsOurFault) {
  unit_.hidden_check = "/nowhere/hidden_check";
  ExpectNotGraded(unit_, "/nowhere/hidden_check");
}

TEST_F(GradeSubmissionTest, ACheckProgramThatCrashesIsOurFault) {
  unit_.public_check = Program("kill -SEGV $$\n");
  ExpectNotGraded(unit_, "ended by signal 11");
}

TEST_F(GradeSubmissionTest, ACheckProgramThatLeavesNothingIsOurFault) {
  unit_.hidden_check = Program("exit 0\n");
  ExpectNotGraded(unit_, "left no results");
  unit_.hidden_check = Program("echo broken >&2; exit 2\n");
  ExpectNotGraded(unit_, "exit code 2.\nbroken");
}

TEST_F(GradeSubmissionTest, ResultsThatAreCutAreOurFault) {
  unit_.hidden_check =
      Program("printf '{\"tests\": [' > \"${1#--results=}\"\n");
  ExpectNotGraded(unit_, "hidden checks");
}

TEST_F(GradeSubmissionTest, ResultsOfOtherTestsAreOurFault) {
  unit_.hidden_check = Program(absl::StrCat(
      "echo '{\"tests\": [",
      boundary::ToJson({.test = "A.B", .verdict = Verdict::kRight}),
      "]}' > \"${1#--results=}\"\n"));
  ExpectNotGraded(unit_, "no result for DoubleTwin.OtherPositiveNumbers");
}

TEST_F(GradeSubmissionTest, ACheckThatWasNotGradedLeavesTheLabUngraded) {
  std::string tests;
  for (const lab::Check& check : unit_.rubric.checks) {
    absl::StrAppend(&tests, tests.empty() ? "" : ", ",
                    boundary::ToJson({.test = check.test,
                                      .verdict = Verdict::kNotGraded,
                                      .message = "no sandbox here"}));
  }
  unit_.hidden_check = Program(absl::StrCat(
      "echo '{\"tests\": [", tests, "]}' > \"${1#--results=}\"; exit 3\n"));
  ExpectNotGraded(unit_, "no sandbox here");
}

TEST_F(GradeSubmissionTest, ARubricThatDoesNotFitIsOurFault) {
  unit_.rubric.checks[0].needs = {unit_.rubric.checks[0].id};
  ExpectNotGraded(unit_, "circle");
  unit_ = DoublingUnit();
  unit_.plan.checks[0].test = "Double.Renamed";
  ExpectNotGraded(unit_, "no result for Double.Renamed");
}

TEST_F(GradeSubmissionTest, AnExperimentThatFailsUsIsOurFault) {
  unit_.experiment = Program("kill -KILL $$\n");
  ExpectNotGraded(unit_, "was killed by the system");
  unit_.experiment = Program("exit 7\n");
  ExpectNotGraded(unit_, "exit code 7");
  unit_.experiment = Program("exit 0\n");
  unit_.plan.outputs = {{"results.json", "numbers"}};
  ExpectNotGraded(unit_, "left no results.json");
}

// Ours crash over values that no right function returns, if at all.
TEST_F(GradeSubmissionTest, AnExperimentThatCrashesCostsItsOwnPoints) {
  unit_.experiment = Program("kill -SEGV $$\n");
  const Report report = Grade(unit_, HandIn(DoublingSolution()));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.experiment.verdict, Verdict::kWrong);
  EXPECT_THAT(report.experiment.message, HasSubstr("Segmentation fault"));
}

TEST_F(GradeSubmissionTest, AnExperimentThatTheCodeStopsIsNoFault) {
  unit_.plan.outputs = {{"results.json", "numbers"}};
  unit_.experiment = Program("echo 'DoubleAll crashed' >&2; exit 4\n");
  const Report report = Grade(unit_, HandIn(DoublingSolution()));
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 100);
  EXPECT_THAT(report.experiment.message, HasSubstr("DoubleAll crashed"));
}

TEST_F(GradeSubmissionTest, HandedInResultsAreComparedWithTheMeasuredOnes) {
  unit_.plan.outputs = {{"results.json", "numbers"}};
  unit_.experiment = Program(
      "mkdir \"${1#--out=}\"; echo '{\"a\": 1.0, \"b\": [1, 2], \"c\": 3}' > "
      "\"${1#--out=}/results.json\"\n");
  Submission submission = HandIn(DoublingSolution());
  submission.files["results.json"] = "{\"a\": 1.1, \"b\": [1, 2], \"c\": 3}";
  const Report report = Grade(unit_, submission);
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.score, 100);
  EXPECT_THAT(report.experiment.difference, HasSubstr("'/a': handed in '1.1'"));
  EXPECT_THAT(StudentForms(report), HasSubstr("measured here"));
}

// The unit with an experiment that measures `own`, and a claim of `/scale`,
// which right functions measure as 0.5.
class ClaimsTest : public GradeSubmissionTest {
 protected:
  Report GradeClaim(const std::string& own,
                    const std::string& of_double = "return x + x;") {
    unit_.plan.outputs = {{"results.json", "numbers"}};
    unit_.plan.claims = {{"c1", "1.2", "the scale", "/scale", 0.01, 5}};
    EXPECT_TRUE(folder_->Write("right/results.json", R"({"scale": 0.5})").ok());
    unit_.reference = folder_->Path("right");
    unit_.experiment = Program("mkdir \"${1#--out=}\"; echo '" + own +
                               "' > \"${1#--out=}/results.json\"\n");
    Submission submission = HandIn(Doubling(of_double, kCalls));
    submission.files["REPORT.md"] =
        "| claim | value |\n| --- | --- |\n| the scale | 0.5 |\n";
    return Grade(unit_, submission);
  }
};

// As a function that is not written does not cost the claims of what the rest
// can show, one that is partly right does not, nor one that stops the
// experiment.
TEST_F(ClaimsTest, AFunctionThatIsNotRightCostsNoClaim) {
  const std::string half = "return x > 0 ? 2 * x : -1;";
  for (const char* own : {R"({"scale": 0.5})", R"({"scale": 0.7})", R"({})"}) {
    for (const std::string& of_double : {half, std::string("throw 1;")}) {
      EXPECT_EQ(VerdictsOf(GradeClaim(own, of_double)).at("c1"),
                Verdict::kRight)
          << own;
    }
  }
  // Nor does one that passes all checks: to fail one would earn more.
  EXPECT_EQ(VerdictsOf(GradeClaim(R"({"scale": 0.7})")).at("c1"),
            Verdict::kRight);
  EXPECT_EQ(VerdictsOf(GradeClaim("'; exit 4; echo '")).at("c1"),
            Verdict::kRight);
  EXPECT_EQ(VerdictsOf(GradeClaim("'; exit 2; echo '")).at("c1"),
            Verdict::kSkipped);
}

TEST_F(ClaimsTest, AResultThatTheCodeLeavesOutDoesNotEndTheGrade) {
  EXPECT_EQ(VerdictsOf(GradeClaim(R"({"scale": 0.5})")).at("c1"),
            Verdict::kRight);
  const Report report = GradeClaim(R"({"scale_of_another": 1})");
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(VerdictsOf(report).at("c1"), Verdict::kRight);
}

TEST(PredictionsRemark, PredictionsThatChangedAfterTheMeasurementAreNamed) {
  Submission submission;
  submission.files["predictions.json"] = "abc";
  EXPECT_EQ(PredictionsRemark(submission), "");
  const auto manifest = [](const std::string& hash) {
    return "{\"inputs\": {\"predictions.json\": {\"sha256\": \"" + hash +
           "\"}}}";
  };
  // FIPS 180-4, example "abc".
  submission.files["manifest.json"] = manifest(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(PredictionsRemark(submission), "");
  submission.files["manifest.json"] = manifest("00");
  EXPECT_THAT(PredictionsRemark(submission), HasSubstr("changed since"));
  for (const char* odd : {"{}", "[]", "{\"inputs\": []}", "3"}) {
    submission.files["manifest.json"] = odd;
    EXPECT_EQ(PredictionsRemark(submission), "") << odd;
  }
  submission.files["manifest.json"] = "{";
  EXPECT_THAT(PredictionsRemark(submission), HasSubstr("manifest.json"));
}

TEST(ResultsDifference, NamesWhatDiffersAndNothingElse) {
  const std::string measured = "{\"a\": 1.0, \"b\": [1, 2], \"c\": 3}";
  Submission submission;
  EXPECT_EQ(ResultsDifference(submission, measured), "");
  for (const auto& [given, said] :
       {std::pair{"{\"a\": 1.0000001, \"b\": [1, 2], \"c\": 3}", ""},
        {"{\"a\": 1.1, \"b\": [1, 2], \"c\": 3}", "'/a': handed in '1.1'"},
        {"{\"a\": 1, \"b\": [1, 3], \"c\": 3}", "'/b/1'"},
        {"{\"a\": 1, \"b\": [1, 2]}", "'/c': missing"},
        {"{\"a\": 1, \"b\": [1], \"c\": 3, \"d\": 1}", "'/d': not among"},
        {"[]", "handed in '[]'"},
        {"[", "results.json:1:1"}}) {
    submission.files["results.json"] = given;
    const std::string difference = ResultsDifference(submission, measured);
    if (*said == '\0') {
      EXPECT_EQ(difference, "");
    } else {
      EXPECT_THAT(difference, HasSubstr(said));
    }
  }
  submission.files["results.json"] = std::string(1'000'000, '[');
  EXPECT_THAT(ResultsDifference(submission, measured), HasSubstr("nested"));
}

TEST_F(GradeSubmissionTest, PredictionsComeBeforeTheExperiment) {
  unit_.plan.outputs = {{"results.json", "numbers"}};
  unit_.plan.hand_in.push_back("predictions.json");
  unit_.experiment = Program(
      "test \"$3\" = --predictions=predictions.json || exit 7\n"
      "echo 'predictions.json: most_accurate is empty' >&2; exit 2\n");
  Submission submission = HandIn(DoublingSolution());
  Report report = Grade(unit_, submission);
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_THAT(report.experiment.message,
              HasSubstr("predictions.json was not handed in"));
  submission.files["predictions.json"] = "{}";
  report = Grade(unit_, submission);
  ASSERT_TRUE(report.graded) << report.why_not_graded;
  EXPECT_EQ(report.experiment.verdict, Verdict::kNotWritten);
  EXPECT_THAT(report.experiment.message, HasSubstr("most_accurate is empty"));
}

TEST_F(GradeSubmissionTest, WithoutATemporaryFolderNothingIsGraded) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/proc/nowhere", 1);
  ExpectNotGraded(unit_, "cannot make a folder in /proc/nowhere");
  if (before == nullptr) {
    unsetenv("TMPDIR");
  } else {
    setenv("TMPDIR", kept.c_str(), 1);
  }
}

TEST_F(GradeSubmissionTest, ASubmissionThatCannotBeReadIsNoReport) {
  Stopwatch watch;
  const auto report =
      GradeSubmission(unit_, "/nowhere", GradeOptions{}, &watch);
  EXPECT_TRUE(IsAboutTheSubmission(report.status())) << report.status();
}

}  // namespace
}  // namespace wbm::grader
