#include "grading/boundary/check_listener.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/lab/given.h"

namespace wbm::boundary {
namespace {

// Enough to see what happened, of any text that may quote the student's.
constexpr std::size_t kShownText = 4096;

std::string Shown(std::string text) {
  if (text.size() <= kShownText) return text;
  const std::size_t left_out = text.size() - kShownText;
  text.resize(kShownText);
  return absl::StrCat(text, "\n... and ", left_out, " bytes more");
}

void TakeFailure(const Failure& failure, CheckResult& result) {
  result.verdict = failure.verdict;
  result.message = failure.message;
  result.detail = failure.detail;
  result.call = failure.call;
}

void TakeVerdict(const ::testing::TestResult& outcome, CheckResult& result) {
  result.verdict = outcome.Skipped()  ? Verdict::kSkipped
                   : outcome.Passed() ? Verdict::kRight
                                      : Verdict::kWrong;
  for (int i = 0; i < outcome.total_part_count(); ++i) {
    const ::testing::TestPartResult& part = outcome.GetTestPartResult(i);
    if (!part.failed() && !part.skipped()) continue;
    result.message = Shown(part.summary());
    if (part.file_name() != nullptr) {
      const std::string file = part.file_name();
      result.where = absl::StrCat(file.substr(file.rfind('/') + 1), ":",
                                  part.line_number());
    }
    return;
  }
}

}  // namespace

std::string FullName(const ::testing::TestInfo& test) {
  return absl::StrCat(test.test_suite_name(), ".", test.name());
}

CheckListener::CheckListener(Session& session, Audience audience)
    : session_(session), audience_(std::move(audience)) {
  session_.SetObserver([this](const Failure& failure) {
    std::optional<Failure>& place = in_test_ ? failure_ : failure_of_suite_;
    if (!place.has_value()) place = failure;
    TakeGiven();
  });
}

void CheckListener::OnTestIterationStart(const ::testing::UnitTest& all, int) {
  std::vector<std::string> tests;
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const ::testing::TestSuite& suite = *all.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      const ::testing::TestInfo& test = *suite.GetTestInfo(j);
      if (test.should_run()) tests.push_back(FullName(test));
    }
  }
  audience_.selected(tests);
}

void CheckListener::OnTestStart(const ::testing::TestInfo& test) {
  in_test_ = true;
  failure_ = failure_of_suite_;
  given_.reset();
  seconds_at_start_ = session_.seconds();
  lab::ForgetGiven();
  session_.StartCheck();
  audience_.started(FullName(test));
}

void CheckListener::OnTestPartResult(const ::testing::TestPartResult& part) {
  if (part.failed()) TakeGiven();
}

// Later ones belong to later expectations.
void CheckListener::TakeGiven() {
  if (in_test_ && !given_.has_value()) given_ = lab::GivenSoFar();
}

void CheckListener::OnTestEnd(const ::testing::TestInfo& test) {
  session_.EndCheck();
  CheckResult result = {.test = FullName(test),
                        .input = Shown(given_.value_or(lab::GivenSoFar())),
                        .printed = Shown(session_.printed()),
                        .call = session_.last_call(),
                        .calls = session_.calls(),
                        .seconds = session_.seconds() - seconds_at_start_};
  if (failure_.has_value()) {
    TakeFailure(*failure_, result);
  } else {
    TakeVerdict(*test.result(), result);
  }
  audience_.finished(result);
  in_test_ = false;
  session_.StartCheck();
}

void CheckListener::OnTestSuiteEnd(const ::testing::TestSuite&) {
  failure_of_suite_.reset();
}

}  // namespace wbm::boundary
