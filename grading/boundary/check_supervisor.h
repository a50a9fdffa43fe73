#pragma once

// Runs a check program's tests in a child process and keeps the results.
//
//   CheckSupervisor supervisor(std::chrono::minutes(20));
//   const absl::StatusOr<std::vector<CheckResult>> results = supervisor.Run(
//       [](const auto& tests, const Spent& spent, const Report& report) {
//         // Runs those tests; first of all, when `tests` is empty.
//         report.Selected(names);
//         report.Started(name);  ...  report.Finished(result, spent);
//       });
//
// A test is ours, but it handles what a stranger computed, and may stumble
// over it. When the child dies in the middle of a test, that test is not
// graded, everything before it is kept, and another child runs the rest.

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/boundary/check_result.h"

namespace wbm::boundary {

// What the calls so far have used up: a later child goes on from there.
struct Spent {
  double seconds = 0;
  std::map<std::string, int> timeouts;
};

class Report {
 public:
  explicit Report(int fd) : fd_(fd) {}
  void Selected(const std::vector<std::string>& tests) const;
  void Started(const std::string& test) const;
  // It has values of the student's from now on.
  void Calls() const;
  void Finished(const CheckResult& result, const Spent& spent) const;

 private:
  int fd_;
};

class CheckSupervisor {
 public:
  explicit CheckSupervisor(std::chrono::seconds patience)
      : patience_(patience) {}

  // In a child: runs `tests` (all, when there are none), going on from what
  // was spent.
  using RunTests = std::function<void(const std::vector<std::string>& tests,
                                      const Spent& spent, const Report&)>;

  // A result for every test that the first child selected. An error when it
  // did not live to do that.
  absl::StatusOr<std::vector<CheckResult>> Run(const RunTests& run);

 private:
  using Clock = std::chrono::steady_clock;

  // One child. Returns how it ended, for a person; empty when all went well.
  std::string RunChild(const RunTests& run);
  bool ReadReports(int fd);
  void TakeLine(const std::string& line);
  // The test in progress ended with its process: over what came back, or by
  // itself. Without one, every test that is left is not graded.
  void Lost(const std::string& why);
  void Add(CheckResult result);

  std::optional<std::vector<std::string>> tests_;  // left to run
  std::chrono::seconds patience_;
  Clock::time_point deadline_;
  std::string current_;
  bool called_ = false;  // current_ has called the student's code
  bool killed_ = false;  // the child ended by SIGKILL
  std::vector<CheckResult> results_;
  Spent spent_;
};

}  // namespace wbm::boundary
