#include "common/lab/student/lab_report.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// Task 4.1 with eight checks (4.1.p1 ...), 4.2 with one.
Lab TwoTasks() {
  Lab lab;
  lab.directory = "labs/04_int8";
  lab.plan.lab = "04_int8";
  lab.plan.title = "INT8 round trip";
  lab.plan.chapter = "theory/04_int8";
  lab.plan.student_files = {"quantizer.cc"};
  lab.plan.hand_in = {"REPORT.md"};
  lab.plan.tasks.resize(2);
  for (int i = 0; i < 2; ++i) {
    Task& task = lab.plan.tasks[static_cast<std::size_t>(i)];
    task.id = i == 0 ? "4.1" : "4.2";
    task.title = i == 0 ? "Choose" : "Round";
    task.file = "quantizer.cc";
    task.function = task.title;
    task.section = i == 0 ? "task-4-1" : "task-4-2";
  }
  // Listed against the order of the tasks on purpose.
  lab.plan.checks.resize(9);
  for (std::size_t i = 0; i < 9; ++i) {
    Check& check = lab.plan.checks[i];
    check.task = i == 0 ? "4.2" : "4.1";
    check.test = i == 0 ? "Round.Ties" : "Choose.T" + std::to_string(i);
    check.points = 5;
    check.property = "property of " + check.test;
  }
  lab.definitions = {{"quantizer.cc", "Choose", 12}};
  return lab;
}

TestOutcome Outcome(const std::string& test, TestState state) {
  TestOutcome outcome;
  outcome.test = test;
  outcome.state = state;
  return outcome;
}

LabRun All(const Lab& lab, TestState state) {
  LabRun run;
  for (const Check& check : lab.plan.checks) {
    run.tests.push_back(Outcome(check.test, state));
    if (state == TestState::kWrong) {
      run.tests.back().message = "message of " + check.test;
    }
  }
  return run;
}

int NextBlocks(const std::string& text) {
  int count = 0;
  for (std::size_t at = text.find("\nNext:"); at != std::string::npos;
       at = text.find("\nNext:", at + 1)) {
    ++count;
  }
  return count;
}

TEST(FormatReport, NextIsTheFirstOpenTaskInThePlansOrder) {
  const Lab lab = TwoTasks();
  const std::string text =
      FormatReport(lab, All(lab, TestState::kNotWritten), {});
  EXPECT_THAT(text, HasSubstr("Next: task 4.1, Choose\n"));
  EXPECT_EQ(NextBlocks(text), 1);
  EXPECT_THAT(text, HasSubstr("9 not written; 0 of 45 points"));
}

TEST(FormatReport, AStubOfAnotherTaskIsDoneFirst) {
  const Lab lab = TwoTasks();
  LabRun run = All(lab, TestState::kRight);
  run.tests[1].state = TestState::kNotWritten;  // a check of 4.1
  run.tests[1].task = "4.2";
  run.tests[1].file = "labs/04_int8/quantizer.cc";
  run.tests[1].line = 31;
  EXPECT_THAT(FormatReport(lab, run, {}),
              AllOf(HasSubstr("Next: task 4.2, Round\n"),
                    HasSubstr("labs/04_int8/quantizer.cc:31 (Round)"),
                    HasSubstr("hint -- 4.2")));
}

TEST(FormatReport, WrongKnowsTheLineOfTheFunction) {
  const Lab lab = TwoTasks();
  const std::string text = FormatReport(lab, All(lab, TestState::kWrong), {});
  EXPECT_THAT(text, HasSubstr("labs/04_int8/quantizer.cc:12 (Choose)"));
  EXPECT_THAT(text, HasSubstr("message of Choose.T1"));
  EXPECT_THAT(text, HasSubstr("property of Choose.T1"));
  EXPECT_EQ(NextBlocks(text), 1);
}

TEST(FormatReport, WrongNamesTheFunctionThatTheTestCalls) {
  Lab lab = TwoTasks();
  lab.definitions.push_back({"quantizer.cc", "Helper", 40});
  lab.plan.checks[1].test = "Helper.T1";  // of task 4.1, whose own is Choose
  lab.plan.checks[1].hint = "4.1.b";
  lab.plan.tasks[0].hints = {{"4.1.a", "a"}, {"4.1.b", "b"}};
  const std::string text = FormatReport(lab, All(lab, TestState::kWrong), {});
  EXPECT_THAT(text, HasSubstr("labs/04_int8/quantizer.cc:40 (Helper)"));
  EXPECT_THAT(text, HasSubstr("bazel run //labs/04_int8:hint -- 4.1.b\n"));
}

TEST(FormatReport, WhatTheFormsLackIsToldWhenAllIsRight) {
  Lab lab = TwoTasks();
  lab.papers = {{"answers.json", {"q1: no number", "not answered yet: q2"}},
                {"REPORT.md", {"no value yet: the scale"}}};
  EXPECT_THAT(FormatReport(lab, All(lab, TestState::kRight), {}),
              AllOf(HasSubstr("  1. measure   bazel run"),
                    HasSubstr("  2. fill in   labs/04_int8/answers.json\n"
                              "                 q1: no number\n"
                              "                 not answered yet: q2\n"
                              "               labs/04_int8/REPORT.md\n"
                              "                 no value yet: the scale\n"),
                    HasSubstr("  3. hand in   quantizer.cc, REPORT.md\n")));
}

TEST(FormatReport, FormsThatAreFilledInAreNoStep) {
  const Lab lab = TwoTasks();
  EXPECT_THAT(FormatReport(lab, All(lab, TestState::kRight), {}),
              AllOf(Not(HasSubstr("fill in")), HasSubstr("  2. hand in")));
}

TEST(FormatReport, FormsDoNotGetInTheWayOfATask) {
  Lab lab = TwoTasks();
  lab.papers = {{"REPORT.md", {"no value yet: the scale"}}};
  EXPECT_THAT(FormatReport(lab, All(lab, TestState::kWrong), {}),
              Not(HasSubstr("no value yet")));
}

TEST(FormatReport, ATaskThatDidNotRunHasNoPointsYet) {
  const Lab lab = TwoTasks();
  LabRun run;
  run.tests.push_back(Outcome("Round.Ties", TestState::kRight));
  const std::string text = FormatReport(lab, run, {});
  EXPECT_THAT(text, AllOf(HasSubstr("points\n"), HasSubstr("-/40"),
                          HasSubstr("5/5"), Not(HasSubstr("0/40"))));
}

TEST(FormatReport, TheReasonAtTheEndOfALongMessageStays) {
  const Lab lab = TwoTasks();
  LabRun run = All(lab, TestState::kRight);
  run.tests[1].state = run.tests[2].state = TestState::kWrong;
  for (int i = 0; i < 100; ++i) run.tests[1].message += "a line\n";
  run.tests[2].message = run.tests[1].message + "the other reason";
  run.tests[1].message += "the reason";
  EXPECT_THAT(FormatReport(lab, run, {}),
              AllOf(HasSubstr("the reason\n"), HasSubstr("the other reason\n"),
                    HasSubstr("... (")));
}

TEST(FormatReport, OfManyWrongTestsFiveAreShownBesideTheNext) {
  const Lab lab = TwoTasks();
  const std::string text = FormatReport(lab, All(lab, TestState::kWrong), {});
  EXPECT_THAT(text, HasSubstr("message of Choose.T6"));
  EXPECT_THAT(text, Not(HasSubstr("message of Choose.T7")));
  EXPECT_THAT(text, HasSubstr("and 3 more wrong"));
}

TEST(FormatReport, LongMessagesAreCut) {
  const Lab lab = TwoTasks();
  LabRun run = All(lab, TestState::kRight);
  run.tests[1].state = TestState::kWrong;
  for (int i = 0; i < 1000; ++i) run.tests[1].message += "a line\n";
  run.tests[1].input = std::string(100000, 'x');
  EXPECT_LT(FormatReport(lab, run, {}).size(), 3000u);
}

TEST(FormatReport, ColourOnlyWhenAsked) {
  const Lab lab = TwoTasks();
  const LabRun run = All(lab, TestState::kWrong);
  EXPECT_THAT(FormatReport(lab, run, {.color = true}), HasSubstr("\033[31m"));
  EXPECT_THAT(FormatReport(lab, run, {}), Not(HasSubstr("\033")));
}

TEST(FormatReport, AllRightHasNoNextButWhatIsLeft) {
  const Lab lab = TwoTasks();
  const LabRun run = All(lab, TestState::kRight);
  EXPECT_TRUE(AllRight(lab, run));
  const std::string text = FormatReport(lab, run, {});
  EXPECT_EQ(NextBlocks(text), 0);
  EXPECT_THAT(text, HasSubstr("bazel run //labs/04_int8:experiment"));
  EXPECT_THAT(text, HasSubstr("quantizer.cc, REPORT.md"));
  EXPECT_THAT(text, HasSubstr("this was the last lab"));
}

TEST(FormatReport, ATestThatIsNotInThePlanIsTheLabsFault) {
  const Lab lab = TwoTasks();
  LabRun run = All(lab, TestState::kRight);
  run.tests.push_back(Outcome("Stray.Test", TestState::kWrong));
  const std::string text = FormatReport(lab, run, {});
  EXPECT_THAT(text, HasSubstr("Stray.Test is not in labs/04_int8/lab.json: a "
                              "fault of the lab, not yours"));
  EXPECT_TRUE(AllRight(lab, run));
}

TEST(FormatReport, WhatBrokeTheRunComesFirst) {
  const Lab lab = TwoTasks();
  LabRun run = All(lab, TestState::kWrong);
  run.broken = "SIGSEGV";
  run.broken_test = "Round.Ties";
  const std::string text = FormatReport(lab, run, {});
  EXPECT_THAT(text, HasSubstr("The run ended in Round.Ties: SIGSEGV"));
  EXPECT_THAT(text, HasSubstr("Next: task 4.2, Round\n"));
  EXPECT_EQ(NextBlocks(text), 1);
}

TEST(FormatReport, AnEmptyRunAsksForTheTests) {
  const std::string text = FormatReport(TwoTasks(), {}, {});
  EXPECT_EQ(NextBlocks(text), 1);
  EXPECT_THAT(text, HasSubstr("9 not run"));
}

TEST(ReportJson, SaysWhatTheTextSays) {
  const Lab lab = TwoTasks();
  LabRun run = All(lab, TestState::kRight);
  run.tests[2].state = TestState::kWrong;
  run.tests[2].message = "not \xff UTF-8";
  const auto json = ReportJson(lab, run);
  EXPECT_EQ(json["lab"], "04_int8");
  EXPECT_EQ(json["finished"], true);
  EXPECT_EQ(json["points"], 40);
  EXPECT_EQ(json["max_points"], 45);
  EXPECT_EQ(json["tests"][2]["state"], "wrong");
  EXPECT_EQ(json["tests"][2]["task"], "4.1");
  EXPECT_EQ(json["next"]["task"], "4.1");
  EXPECT_EQ(json["next"]["line"], 12);
  EXPECT_THAT(ReportJsonText(lab, run), HasSubstr("not \uFFFD UTF-8"));
}

TEST(NameOf, NamesEveryState) {
  EXPECT_EQ(NameOf(TestState::kRight), "right");
  EXPECT_EQ(NameOf(TestState::kWrong), "wrong");
  EXPECT_EQ(NameOf(TestState::kNotWritten), "not_written");
  EXPECT_EQ(NameOf(TestState::kNotRun), "not_run");
}

}  // namespace
}  // namespace wbm::lab
