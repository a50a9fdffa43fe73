#pragma once

// Watches GoogleTest run a check program: a fresh worker before each test, and
// one CheckResult after it.
//
// The verdict is the boundary's where a call brought no value, whatever the
// test made of that; else GoogleTest's.

#include <functional>
#include <optional>

#include "grading/boundary/check_result.h"
#include "grading/boundary/failure.h"
#include "grading/boundary/session.h"
#include "gtest/gtest.h"

namespace wbm::boundary {

class CheckListener : public ::testing::EmptyTestEventListener {
 public:
  // Whom to tell.
  struct Audience {
    std::function<void(const std::vector<std::string>& tests)> selected;
    std::function<void(const std::string& test)> started;
    std::function<void(const CheckResult&)> finished;
  };

  CheckListener(Session& session, Audience audience);

  void OnTestIterationStart(const ::testing::UnitTest& all, int) override;
  void OnTestStart(const ::testing::TestInfo& test) override;
  void OnTestPartResult(const ::testing::TestPartResult& part) override;
  void OnTestEnd(const ::testing::TestInfo& test) override;
  void OnTestSuiteEnd(const ::testing::TestSuite& suite) override;

 private:
  void TakeGiven();

  Session& session_;
  Audience audience_;
  std::optional<Failure> failure_;
  // In SetUpTestSuite: it fails every test of the suite.
  std::optional<Failure> failure_of_suite_;
  std::optional<std::string> given_;  // when the test failed
  bool in_test_ = false;
  double seconds_at_start_ = 0;
};

// "Suite.Name".
std::string FullName(const ::testing::TestInfo& test);

}  // namespace wbm::boundary
