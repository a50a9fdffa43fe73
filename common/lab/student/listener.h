#pragma once

// Watches GoogleTest run a lab's public tests and keeps a LabRun.
//
//     auto* listener = new Listener(lab, {...});
//     testing::TestEventListeners& all = ...;
//     delete all.Release(all.default_result_printer());
//     all.Append(listener);
//
// A test in which a NOT_YET was reached is "not written", whatever else the
// test said: also when the test swallowed the exception, and when the stub
// threw through an expectation.

#include <string>

#include "common/lab/student/lab_report.h"
#include "common/lab/student/watchdog.h"
#include "gtest/gtest.h"

namespace wbm::lab {

class Listener : public testing::EmptyTestEventListener {
 public:
  // `lab` must outlive the listener. `results` names the JSON file that is
  // brought up to date at every start and end of a test, so that it is there
  // after a crash too; "" writes none.
  Listener(const Lab& lab, std::string results, ReportStyle style,
           Watchdog& watchdog);

  void OnTestStart(const testing::TestInfo& test) override;
  void OnTestPartResult(const testing::TestPartResult& part) override;
  void OnTestEnd(const testing::TestInfo& test) override;
  void OnTestProgramEnd(const testing::UnitTest& program) override;

  const LabRun& run() const { return run_; }
  // Failures outside of any test (a set-up that failed).
  const std::string& outside() const { return outside_; }

 private:
  TestOutcome Judge(const testing::TestInfo& test) const;
  void PrepareForTheWorst(const std::string& test);
  void WriteResults(const LabRun& run) const;

  const Lab& lab_;
  const std::string results_;
  const ReportStyle style_;
  Watchdog& watchdog_;
  LabRun run_;
  std::string failure_;  // the first one of the running test
  std::string input_;    // what was given when it happened
  std::string outside_;
  bool in_test_ = false;
};

}  // namespace wbm::lab
