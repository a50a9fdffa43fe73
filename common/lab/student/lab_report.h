#pragma once

// What a student reads at the end of a test run, as text and as JSON.
//
//     LabRun run;
//     run.tests.push_back({.test = "Scale.OfZerosIsOne",
//                          .state = TestState::kWrong, .message = "..."});
//     std::cout << FormatReport(lab, run, {.color = false});
//
// An unfinished run ends with exactly one "Next:" block: the first check in
// the plan's order that is not right, where to write, what must hold, what
// went wrong, where to read and how to get a hint. Pure: no clock, no files.

#include <string>
#include <string_view>
#include <vector>

#include "common/lab/plan/lab_plan.h"
#include "common/lab/student/papers.h"
#include "nlohmann/json.hpp"

namespace wbm::lab {

// Three states a student can be in with a test; kNotRun is for tests that a
// filter left out or that a crash kept from running.
enum class TestState { kRight, kWrong, kNotWritten, kNotRun };

// "right", "wrong", "not_written", "not_run".
std::string_view NameOf(TestState state);

// One test of the run.
struct TestOutcome {
  std::string test;  // "Suite.Name"
  TestState state = TestState::kNotRun;
  std::string message;  // the first failure, for kWrong
  std::string input;    // what Given() recorded
  std::string task;     // of the NOT_YET that was reached
  std::string file;     // the same
  int line = 0;         // the same
};

// A run of a lab's public tests.
struct LabRun {
  std::vector<TestOutcome> tests;  // in the order in which they ran
  // Why the run ended early, such as "SIGSEGV (a bad memory access)"; "" when
  // it did not. `broken_test` was running then; its outcome is in `tests`.
  std::string broken;
  std::string broken_test;
};

// Where a function of a student file starts.
struct Definition {
  std::string file;  // the task's file
  std::string function;
  int line;
};

// A plan and where its lab stands.
struct Lab {
  std::string directory;  // "labs/04_int8", from the workspace's root
  LabPlan plan;
  std::vector<Definition> definitions;  // those that were found
  std::vector<Paper> papers;            // what is not filled in yet
};

// How to show a report.
struct ReportStyle {
  bool color = false;
};

// Table of tasks, wrong tests, and "Next:" (or, when everything is right, what
// comes after). Ends with a newline.
std::string FormatReport(const Lab& lab, const LabRun& run, ReportStyle style);

// The same for programs:
// {"lab", "title", "finished": bool, "broken": text, "points", "max_points",
//  "tests": [{"test", "check", "task", "state", "message", "input",
//             "file", "line"}],
//  "next": null or {"task", "title", "file", "line", "hint"}}
nlohmann::ordered_json ReportJson(const Lab& lab, const LabRun& run);

// ReportJson as text. What is not UTF-8 (a message may quote any bytes) gets
// U+FFFD.
std::string ReportJsonText(const Lab& lab, const LabRun& run);

// Whether every check of the plan ran and is right.
bool AllRight(const Lab& lab, const LabRun& run);

}  // namespace wbm::lab
