// The main of a check program: GoogleTest tests linked with a proxy.
//
//   WBM_WORKER=/abs/worker hidden_check --results=results.json
//
// Each test gets a fresh worker and one typed verdict; see verdict.h,
// check_result.h and README.md. GoogleTest's own flags work too.
//
// Exit codes: 0 every check is right; 1 some check is not; 2 wrong use;
// 3 some check could not be graded, for a reason that is not the student's.

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_join.h"
#include "common/io/user_path.h"
#include "grading/boundary/check_listener.h"
#include "grading/boundary/check_result.h"
#include "grading/boundary/check_supervisor.h"
#include "grading/boundary/hidden_seed.h"
#include "grading/boundary/session.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, results, "", "write the results here, as JSON");

namespace wbm::boundary {
namespace {

constexpr int kAllRight = 0, kNotAllRight = 1, kWrongUse = 2, kNotGraded = 3;

// For all checks: ten times the calls' own budget, as a busy machine makes
// them last.
constexpr std::chrono::minutes kPatience(30);

// All that GoogleTest's own flags select when `tests` is empty.
void RunTests(const std::vector<std::string>& tests, const Spent& spent,
              const Report& report) {
  Session& session = Session::Current();
  session.GoOnFrom(spent.seconds, spent.timeouts);
  session.SetFirstCallObserver([&] { report.Calls(); });
  ::testing::UnitTest::GetInstance()->listeners().Append(new CheckListener(
      session,
      {.selected = [&](const auto& names) { report.Selected(names); },
       .started = [&](const std::string& test) { report.Started(test); },
       .finished =
           [&](const CheckResult& result) {
             report.Finished(result, {session.seconds(), session.timeouts()});
           }}));
  if (!tests.empty()) {
    ::testing::GTEST_FLAG(filter) = absl::StrJoin(tests, ":");
  }
  const int ignored = RUN_ALL_TESTS();  // the results say it
  static_cast<void>(ignored);
}

void PrintFailures(const std::vector<CheckResult>& results) {
  for (const CheckResult& result : results) {
    if (result.verdict == Verdict::kRight) continue;
    std::printf("[%s] %s: %s\n", VerdictName(result.verdict).data(),
                result.test.c_str(), result.message.c_str());
  }
}

int ExitCode(const std::vector<CheckResult>& results) {
  int code = kAllRight;
  for (const CheckResult& result : results) {
    if (result.verdict == Verdict::kNotGraded) return kNotGraded;
    if (result.verdict != Verdict::kRight) code = kNotAllRight;
  }
  return code;
}

int Main(const std::string& results_file) {
  CheckSupervisor supervisor(kPatience);
  const absl::StatusOr<std::vector<CheckResult>> results =
      supervisor.Run(RunTests);
  absl::Status status = results.status();
  if (results.ok()) {
    PrintFailures(*results);
    if (!results_file.empty()) {
      status = WriteResults(io::UserPath(results_file), *results);
    }
  }
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return kNotGraded;
  }
  return ExitCode(*results);
}

}  // namespace
}  // namespace wbm::boundary

int main(int argc, char** argv) {
  wbm::boundary::TakeHiddenSeed();  // before anything is started
  absl::SetProgramUsageMessage(
      "Checks a worker's functions, each test against a fresh worker.\n"
      "Environment: WBM_WORKER, the worker; WBM_LIMITS, JSON, optional;\n"
      "WBM_HIDDEN_SEED, from which hidden tests draw, optional.\n"
      "Exit codes: 0 all right, 1 not all, 2 wrong use, 3 not graded.");
  ::testing::InitGoogleTest(&argc, argv);
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (::testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS();
  if (rest.size() > 1) {
    std::fprintf(stderr, "%s: unexpected argument \"%s\"; see --help\n",
                 argv[0], rest[1]);
    return wbm::boundary::kWrongUse;
  }
  return wbm::boundary::Main(absl::GetFlag(FLAGS_results));
}
