#include "grading/grader/machine/trusted_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/os/environment.h"

namespace wbm::grader {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kKeptOutput = 64u << 10;
constexpr int kNotStarted = 127;

// What comes back from a submission is capped far below it.
constexpr rlim_t kTrustedMemory = rlim_t{8} << 30;

// Between fork and exec, where only system calls are safe.
[[noreturn]] void Become(const TrustedCommand& command, int output,
                         pid_t parent, char** arguments, char** environment) {
  // A grader that is killed leaves nothing running.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kNotStarted);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, 0);
  dup2(output, 1);
  dup2(output, 2);
  // The soft limit alone: a worker that it starts has its own.
  rlimit memory;
  getrlimit(RLIMIT_AS, &memory);
  memory.rlim_cur = std::min(memory.rlim_max, kTrustedMemory);
  setrlimit(RLIMIT_AS, &memory);
  signal(SIGXFSZ, SIG_IGN);
  if (command.working_directory.empty() ||
      chdir(command.working_directory.c_str()) == 0) {
    execve(arguments[0], arguments, environment);
  }
  _exit(kNotStarted);
}

absl::StatusOr<pid_t> Spawn(const TrustedCommand& command, int output) {
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment =
      os::ChildEnvironment(command.environment);
  std::vector<char*> words = os::ExecWords(arguments);
  std::vector<char*> variables = os::ExecWords(environment);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot start ", arguments[0], ": ", strerror(errno)));
  }
  if (pid == 0) {
    Become(command, output, parent, words.data(), variables.data());
  }
  return pid;
}

// Keeps the end of what comes out of `fd` until it is closed; false when the
// deadline passes first.
bool Follow(int fd, Clock::time_point deadline, std::string* kept) {
  char block[1 << 16];
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now())
            .count();
    if (left <= 0) return false;
    pollfd polled = {fd, POLLIN, 0};
    poll(&polled, 1, static_cast<int>(std::min<long long>(left, 60'000)));
    if (polled.revents == 0) continue;
    const ssize_t got = read(fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    kept->append(block, static_cast<std::size_t>(got));
    if (kept->size() > 2 * kKeptOutput) {
      kept->erase(0, kept->size() - kKeptOutput);
    }
  }
}

double Seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

absl::Status KilledFromOutside(const std::string& program) {
  return absl::UnavailableError(absl::StrCat(
      std::filesystem::path(program).filename().string(),
      " was killed by the system, most likely for want of memory. Remedy: "
      "free some memory, or run fewer things at once; then grade again"));
}

}  // namespace

absl::StatusOr<TrustedOutcome> RunTrusted(const TrustedCommand& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return absl::InternalError(absl::StrCat("pipe: ", strerror(errno)));
  }
  absl::Cleanup close_read = [&] { close(ends[0]); };
  const absl::StatusOr<pid_t> pid = Spawn(command, ends[1]);
  close(ends[1]);
  if (!pid.ok()) return pid.status();
  TrustedOutcome outcome;
  const auto limit = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(command.wall_seconds));
  outcome.timed_out = !Follow(ends[0], Clock::now() + limit, &outcome.output);
  if (outcome.timed_out) kill(*pid, SIGKILL);
  int status = 0;
  rusage usage{};
  while (wait4(*pid, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  outcome.cpu_seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotStarted) {
    return absl::UnavailableError(
        absl::StrCat("cannot start ", command.arguments[0]));
  }
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  // Its own limits end it otherwise.
  if (outcome.signal == SIGKILL && !outcome.timed_out) {
    return KilledFromOutside(command.arguments[0]);
  }
  return outcome;
}

}  // namespace wbm::grader
