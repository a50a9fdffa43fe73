#include "common/lab/student/listener.h"

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/lab/given.h"
#include "common/lab/not_yet.h"

namespace wbm::lab {
namespace {

std::string FullName(const testing::TestInfo& test) {
  return absl::StrCat(test.test_suite_name(), ".", test.name());
}

// "labs/04_int8/quantizer_test.cc:42", or "" when GoogleTest does not know.
std::string WhereIs(const testing::TestPartResult& part) {
  if (part.file_name() == nullptr) return "";
  return absl::StrCat(part.file_name(), ":", part.line_number(), "\n");
}

}  // namespace

Listener::Listener(const Lab& lab, std::string results, ReportStyle style,
                   Watchdog& watchdog)
    : lab_(lab),
      results_(std::move(results)),
      style_(style),
      watchdog_(watchdog) {}

void Listener::OnTestStart(const testing::TestInfo& test) {
  failure_.clear();
  input_.clear();
  in_test_ = true;
  first_not_yet_site = nullptr;
  ForgetGiven();
  PrepareForTheWorst(FullName(test));
}

// The report of a run that ends in `test`, made while that is still possible.
void Listener::PrepareForTheWorst(const std::string& test) {
  LabRun worst = run_;
  TestOutcome outcome;
  outcome.test = test;
  outcome.state = TestState::kWrong;
  outcome.message = "the run ended in this test: " + std::string(kReason);
  outcome.input = std::string(kLastInput);
  worst.tests.push_back(outcome);
  worst.broken = std::string(kReason);
  worst.broken_test = test;
  const std::string report = FormatReport(lab_, worst, style_);
  worst.tests.back().message = "the run ended in this test";
  worst.tests.back().input.clear();
  std::string json = ReportJsonText(lab_, worst);
  // dump() escaped the placeholder.
  const std::string escaped = "\\u0001reason\\u0001";
  const std::size_t at = json.find(escaped);
  if (at != std::string::npos) json.replace(at, escaped.size(), kReason);
  std::fflush(stdout);
  watchdog_.Start(report, json, results_);
}

void Listener::OnTestPartResult(const testing::TestPartResult& part) {
  if (!part.failed()) return;
  const std::string text = absl::StrCat(WhereIs(part), part.message());
  if (!in_test_) {
    absl::StrAppend(&outside_, text, "\n");
  } else if (failure_.empty()) {
    failure_ = text;
    input_ = GivenSoFar();  // later ones belong to later checks
  }
}

TestOutcome Listener::Judge(const testing::TestInfo& test) const {
  TestOutcome outcome;
  outcome.test = FullName(test);
  const NotYetSite* stub = first_not_yet_site.load();
  if (stub != nullptr) {
    outcome.state = TestState::kNotWritten;
    outcome.task = stub->task;
    outcome.file = stub->file;
    outcome.line = stub->line;
  } else if (test.result()->Failed()) {
    outcome.state = TestState::kWrong;
    outcome.message = failure_;
    outcome.input = input_;
  } else if (test.result()->Passed()) {
    outcome.state = TestState::kRight;
  }
  return outcome;
}

void Listener::OnTestEnd(const testing::TestInfo& test) {
  watchdog_.Stop();
  in_test_ = false;
  run_.tests.push_back(Judge(test));
}

void Listener::OnTestProgramEnd(const testing::UnitTest&) {
  std::fflush(stdout);
  std::cout << FormatReport(lab_, run_, style_) << std::flush;
  WriteResults(run_);
}

void Listener::WriteResults(const LabRun& run) const {
  if (results_.empty()) return;
  std::ofstream file(results_);
  file << ReportJsonText(lab_, run);
  if (!file.flush()) {
    std::cerr << "error: cannot write the results to " << results_ << "\n";
  }
}

}  // namespace wbm::lab
