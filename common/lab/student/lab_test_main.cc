// The main of a lab's public tests: GoogleTest with the lab's own report.
//
//   bazel test //labs/04_int8
//   bazel run //labs/04_int8:student_test -- --gtest_filter='Scale.*'
//
// Exit codes: 0 every test that ran is right, 1 not, 2 wrong use.

#include <unistd.h>

#include <iostream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "common/io/read_runfile.h"
#include "common/lab/student/definitions.h"
#include "common/lab/student/listener.h"
#include "common/lab/student/papers.h"
#include "common/os/terminal.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "",
          "the lab's plan, such as labs/04_int8/lab.json");
ABSL_FLAG(std::string, results, "", "write the outcome there as JSON");
ABSL_FLAG(int, seconds_a_test, 10,
          "CPU seconds that one test may take; three times as long by the "
          "clock");

namespace wbm::lab {
namespace {

// The functions that tests are about: each task's, and those that suites of
// tests are named after.
std::set<std::string> FunctionsOf(const LabPlan& plan, const Task& task) {
  std::set<std::string> names = {task.function};
  for (const Check& check : plan.checks) {
    if (check.task == task.id) {
      names.insert(check.test.substr(0, check.test.find('.')));
    }
  }
  return names;
}

std::vector<Definition> Definitions(const std::string& directory,
                                    const LabPlan& plan) {
  std::vector<Definition> found;
  for (const Task& task : plan.tasks) {
    const auto source = io::ReadRunfile(directory + "/" + task.file);
    if (!source.ok()) continue;
    for (const std::string& function : FunctionsOf(plan, task)) {
      const int line = FindDefinition(*source, function);
      if (line > 0) found.push_back({task.file, function, line});
    }
  }
  return found;
}

// What lies in the lab's folder of the files that are handed in beside the
// code.
std::vector<Paper> Papers(const std::string& directory, const LabPlan& plan) {
  std::map<std::string, std::string> files;
  for (const std::string& file : plan.hand_in) {
    const auto text = io::ReadRunfile(directory + "/" + file);
    if (text.ok()) files[file] = *text;
  }
  return OpenPapers(plan, files);
}

absl::StatusOr<Lab> ReadLab(const std::string& plan_path) {
  const auto text = io::ReadRunfile(plan_path);
  if (!text.ok()) return text.status();
  absl::StatusOr<LabPlan> plan = ParseLabPlan(*text, plan_path);
  if (!plan.ok()) return plan.status();
  Lab lab;
  lab.directory = plan_path.substr(0, plan_path.rfind('/'));
  lab.plan = *std::move(plan);
  lab.definitions = Definitions(lab.directory, lab.plan);
  lab.papers = Papers(lab.directory, lab.plan);
  return lab;
}

int RunTests(const Lab& lab) {
  const int seconds = absl::GetFlag(FLAGS_seconds_a_test);
  Watchdog watchdog({.cpu_seconds = seconds, .wall_seconds = 3 * seconds});
  watchdog.Install();
  auto* listener =
      new Listener(lab, absl::GetFlag(FLAGS_results),
                   {.color = os::WantsColor(STDOUT_FILENO)}, watchdog);
  testing::TestEventListeners& all =
      testing::UnitTest::GetInstance()->listeners();
  delete all.Release(all.default_result_printer());
  all.Append(listener);  // GoogleTest owns it
  const int failed = RUN_ALL_TESTS();
  if (GTEST_FLAG_GET(list_tests)) return 0;
  if (listener->run().tests.empty()) {
    std::cout << "No test has that name; see --gtest_list_tests.\n";
    return 2;
  }
  if (!listener->outside().empty()) {
    std::cout << "Outside of the tests:\n" << listener->outside();
  }
  for (const TestOutcome& outcome : listener->run().tests) {
    if (outcome.state == TestState::kNotWritten) return 1;
  }
  return failed;
}

int Main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::SetProgramUsageMessage(
      "Runs a lab's public tests. --gtest_filter=PATTERN picks some, "
      "--gtest_list_tests lists them.");
  const auto rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    std::cerr << "error: unexpected argument " << rest[1] << "\n";
    return 2;
  }
  if (absl::GetFlag(FLAGS_plan).empty() ||
      absl::GetFlag(FLAGS_seconds_a_test) < 1) {
    std::cerr << "error: give --plan=labs/NN_topic/lab.json and at least one "
                 "second a test\n";
    return 2;
  }
  const auto lab = ReadLab(absl::GetFlag(FLAGS_plan));
  if (!lab.ok()) {
    std::cerr << "error: " << lab.status().message() << "\n";
    return 2;
  }
  return RunTests(*lab);
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) { return wbm::lab::Main(argc, argv); }
