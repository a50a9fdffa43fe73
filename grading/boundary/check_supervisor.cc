#include "grading/boundary/check_supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/os/write_all.h"
#include "grading/sandbox/unique_fd.h"
#include "nlohmann/json.hpp"

namespace wbm::boundary {
namespace {

using Json = nlohmann::ordered_json;
using sandbox::UniqueFd;

void WriteLine(int fd, const std::string& line) {
  if (!os::WriteAll(fd, line + "\n")) _exit(1);  // the supervisor is gone
}

std::string HowItEnded(int status) {
  if (WIFSIGNALED(status)) return strsignal(WTERMSIG(status));
  return absl::StrCat("exit code ", WEXITSTATUS(status));
}

}  // namespace

void Report::Selected(const std::vector<std::string>& tests) const {
  WriteLine(fd_, Json{{"selected", tests}}.dump());
}

void Report::Started(const std::string& test) const {
  WriteLine(fd_, Json{{"started", test}}.dump());
}

void Report::Calls() const { WriteLine(fd_, Json{{"calls", true}}.dump()); }

void Report::Finished(const CheckResult& result, const Spent& spent) const {
  WriteLine(fd_, Json{{"finished", ToJson(result)},
                      {"seconds", spent.seconds},
                      {"timeouts", spent.timeouts}}
                     .dump());
}

absl::StatusOr<std::vector<CheckResult>> CheckSupervisor::Run(
    const RunTests& run) {
  deadline_ = Clock::now() + patience_;
  do {
    const std::string trouble = RunChild(run);
    if (!tests_.has_value()) {
      return absl::InternalError(
          absl::StrCat("the checks could not begin: ", trouble));
    }
    if (!tests_->empty()) {
      Lost(trouble.empty() ? "it did not run every test" : trouble);
    }
  } while (!tests_->empty());
  return std::move(results_);
}

std::string CheckSupervisor::RunChild(const RunTests& run) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return strerror(errno);
  UniqueFd read_end(ends[0]), write_end(ends[1]);
  fflush(nullptr);
  const pid_t pid = fork();
  if (pid < 0) return strerror(errno);
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    read_end.Reset();
    run(tests_.value_or(std::vector<std::string>()), spent_,
        Report(write_end.get()));
    fflush(nullptr);
    _exit(0);
  }
  write_end.Reset();
  current_.clear();
  const bool in_time = ReadReports(read_end.get());
  if (!in_time) kill(pid, SIGKILL);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  killed_ = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  if (!in_time) return "the checks did not end";
  return status == 0 ? "" : HowItEnded(status);
}

bool CheckSupervisor::ReadReports(int fd) {
  std::string text;
  char block[65536];
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left.count() <= 0) return false;
    pollfd polled = {fd, POLLIN, 0};
    poll(&polled, 1, static_cast<int>(std::min<long long>(left.count(), 1000)));
    if (polled.revents == 0) continue;
    const ssize_t got = read(fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    const std::string_view piece(block, static_cast<std::size_t>(got));
    // Only what is new can end a line.
    std::size_t begin = 0;
    for (std::size_t end; (end = piece.find('\n', begin)) != piece.npos;
         begin = end + 1) {
      text.append(piece.substr(begin, end - begin));
      TakeLine(text);
      text.clear();
    }
    text.append(piece.substr(begin));
  }
}

// The child is the trusted side too; a line that makes no sense is one that
// it died in the middle of, and the test stays unfinished.
void CheckSupervisor::TakeLine(const std::string& line) {
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return;
  if (json.contains("selected") && !tests_.has_value()) {
    tests_ = json["selected"].get<std::vector<std::string>>();
  }
  if (json.contains("started")) {
    current_ = json["started"].get<std::string>();
    called_ = false;
    return;
  }
  if (json.contains("calls")) {
    called_ = true;
    return;
  }
  absl::StatusOr<CheckResult> result =
      CheckResultFromJson(json.value("finished", ""));
  if (!result.ok() || result->test != current_ || current_.empty()) return;
  spent_.seconds = json.value("seconds", spent_.seconds);
  spent_.timeouts = json.value("timeouts", spent_.timeouts);
  current_.clear();
  Add(*std::move(result));
}

void CheckSupervisor::Add(CheckResult result) {
  std::erase(*tests_, result.test);
  results_.push_back(std::move(result));
}

void CheckSupervisor::Lost(const std::string& why) {
  const bool out_of_time = Clock::now() >= deadline_;
  const std::vector<std::string> lost =
      current_.empty() || out_of_time ? *tests_
                                      : std::vector<std::string>{current_};
  // A check that has values of the student's and cannot go on has been given
  // what no right function returns. SIGKILL comes from elsewhere.
  const bool over_a_value = !current_.empty() && called_ && !killed_;
  for (const std::string& test : lost) {
    CheckResult result = {.test = test, .detail = why};
    result.verdict = over_a_value ? Verdict::kWrong : Verdict::kNotGraded;
    result.message =
        over_a_value
            ? absl::StrCat("The check could not go on with what came back (",
                           why, ").")
            : absl::StrCat("The check itself failed (", why,
                           "): a fault of the grader.");
    Add(std::move(result));
  }
  current_.clear();
}

}  // namespace wbm::boundary
