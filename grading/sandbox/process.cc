#include "grading/sandbox/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grading/sandbox/bubblewrap.h"
#include "grading/sandbox/seccomp_filter.h"

namespace wbm::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

// Everything that the child needs between fork and exec, made beforehand:
// after fork only system calls are safe.
struct Launch {
  std::vector<char*> arguments;
  std::vector<Inherited> fds;
  int highest = 2;  // number inside
  std::vector<std::pair<__rlimit_resource_t, rlimit>> limits;
};

rlimit UpTo(__rlimit_resource_t resource, rlim_t soft, rlim_t hard) {
  rlimit now;
  getrlimit(resource, &now);
  return {std::min(soft, now.rlim_max), std::min(hard, now.rlim_max)};
}

void AddLimits(const Limits& limits, Launch& launch) {
  const auto add = [&](__rlimit_resource_t resource, rlim_t soft, rlim_t hard) {
    launch.limits.emplace_back(resource, UpTo(resource, soft, hard));
  };
  // At the soft limit SIGXCPU, which tells the reason; a process that ignores
  // it is killed a second later.
  const auto cpu = static_cast<rlim_t>(std::ceil(limits.cpu_seconds));
  constexpr rlim_t kStack = 8 * kMiB;
  add(RLIMIT_CPU, cpu, cpu + 1);
  add(RLIMIT_AS, limits.address_space_bytes, limits.address_space_bytes);
  add(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  add(RLIMIT_NOFILE, limits.open_files, limits.open_files);
  add(RLIMIT_STACK, kStack, 8 * kStack);
  add(RLIMIT_CORE, 0, 0);
}

// Moves the wanted descriptors to their numbers: first all out of the way, so
// that none is overwritten before its turn.
bool PlaceDescriptors(const Launch& launch) {
  constexpr std::size_t kMost = 16;
  int moved[kMost];
  const std::size_t count = launch.fds.size();
  if (count > kMost) return false;
  for (std::size_t i = 0; i < count; ++i) {
    moved[i] = fcntl(launch.fds[i].fd, F_DUPFD, launch.highest + 1);
    if (moved[i] < 0) return false;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (dup2(moved[i], launch.fds[i].inside) < 0) return false;
  }
  return close_range(static_cast<unsigned>(launch.highest) + 1, ~0u, 0) == 0;
}

void ResetSignals() {
  for (const int signal : {SIGPIPE, SIGCHLD, SIGINT, SIGTERM, SIGXFSZ}) {
    ::signal(signal, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// In the child. Its errors go where bubblewrap's do.
[[noreturn]] void Become(const Launch& launch) {
  ResetSignals();
  if (PlaceDescriptors(launch)) {
    for (const auto& [resource, limit] : launch.limits) {
      setrlimit(resource, &limit);
    }
    execv(launch.arguments[0], launch.arguments.data());
  }
  _exit(127);
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) * 1e-6;
}

double CpuSeconds(const rusage& usage) {
  return Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
}

pid_t WaitFor(pid_t pid, int options, rusage& usage) {
  pid_t got;
  do {
    got = wait4(pid, nullptr, options, &usage);
  } while (got < 0 && errno == EINTR);
  return got;
}

// The number after `"key": ` in the report, or nothing.
std::optional<int> Field(const std::string& report, const char* key) {
  const std::string mark = absl::StrCat("\"", key, "\": ");
  const std::size_t at = report.find(mark);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + mark.size();
  const std::size_t end = report.find_first_not_of("0123456789", begin);
  int value = 0;
  if (!absl::SimpleAtoi(report.substr(begin, end - begin), &value)) {
    return std::nullopt;
  }
  return value;
}

absl::Status SystemError(const char* what) {
  return absl::InternalError(
      absl::StrCat("the sandbox: ", what, ": ", strerror(errno)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Spawn(
    const Command& command, const std::vector<Inherited>& inherited) {
  const absl::StatusOr<std::string> bubblewrap = FindBubblewrap();
  if (!bubblewrap.ok()) return bubblewrap.status();
  const absl::StatusOr<UniqueFd> filter = SeccompFilter(command.calls);
  if (!filter.ok()) return filter.status();

  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return SystemError("pipe");
  UniqueFd status(ends[0]);
  const UniqueFd status_inside(ends[1]);
  const UniqueFd null(open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null.valid()) return SystemError("/dev/null");

  Launch launch;
  for (int standard = 0; standard < 3; ++standard) {
    launch.fds.push_back({null.get(), standard});
  }
  for (const Inherited& fd : inherited) {
    launch.highest = std::max(launch.highest, fd.inside);
    launch.fds.push_back(fd);
  }
  const int filter_number = ++launch.highest;
  const int status_number = ++launch.highest;
  launch.fds.push_back({filter->get(), filter_number});
  launch.fds.push_back({status_inside.get(), status_number});
  AddLimits(command.limits, launch);

  absl::StatusOr<std::vector<std::string>> arguments =
      BubblewrapArguments(command, *bubblewrap, filter_number, status_number);
  if (!arguments.ok()) return arguments.status();
  for (std::string& argument : *arguments) {
    launch.arguments.push_back(argument.data());
  }
  launch.arguments.push_back(nullptr);

  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t pid = fork();
  if (pid < 0) return SystemError("fork");
  if (pid == 0) Become(launch);
  return std::unique_ptr<Process>(new Process(pid, std::move(status)));
}

Process::~Process() {
  Kill();
  Wait(std::chrono::milliseconds(0));
}

void Process::ReadStatus() {
  char text[1024];
  for (;;) {
    const ssize_t got = read(status_.get(), text, sizeof text);
    if (got > 0) {
      report_.append(text, static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      return;
    }
  }
}

// Bubblewrap runs the command as the child of its own init, whose number it
// reports.
bool Process::FindCommand() {
  if (found_ || pid_ < 0) return found_;
  ReadStatus();
  const std::optional<int> init = Field(report_, "child-pid");
  if (!init.has_value()) return false;
  std::ifstream children(
      absl::StrCat("/proc/", *init, "/task/", *init, "/children"));
  if (!(children >> command_)) return false;
  found_ = clock_getcpuclockid(command_, &clock_) == 0;
  return found_;
}

std::optional<double> Process::cpu_seconds() {
  timespec used;
  if (!FindCommand() || clock_gettime(clock_, &used) != 0) return std::nullopt;
  return static_cast<double>(used.tv_sec) +
         static_cast<double>(used.tv_nsec) * 1e-9;
}

std::optional<std::uint32_t> Process::threads() {
  if (!FindCommand()) return std::nullopt;
  std::ifstream status(absl::StrCat("/proc/", command_, "/status"));
  for (std::string word; status >> word;) {
    std::uint32_t count = 0;
    if (word == "Threads:" && status >> count) return count;
  }
  return std::nullopt;
}

void Process::Kill() {
  if (pid_ < 0) return;
  if (!killed_) cpu_at_kill_ = cpu_seconds().value_or(0);
  killed_ = true;
  // Bubblewrap's init was told to die with it, and the rest with the init.
  kill(pid_, SIGKILL);
}

// Reaps bubblewrap when it has ended; waits for that if `block`.
bool Process::Reap(bool block) {
  rusage usage{};
  const pid_t got = WaitFor(pid_, block ? 0 : WNOHANG, usage);
  if (got == 0) return false;
  if (got == pid_) ending_.cpu_seconds = CpuSeconds(usage);
  pid_ = -1;
  return true;
}

Ending Process::Wait(std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  auto pause = std::chrono::microseconds(50);
  while (pid_ >= 0) {
    if (Reap(killed_)) return Conclude();
    if (Clock::now() >= deadline) {
      Kill();
    } else {
      usleep(static_cast<useconds_t>(pause.count()));
      pause = std::min(2 * pause, std::chrono::microseconds(5000));
    }
  }
  return ending_;
}

// Bubblewrap may end without waiting for its init, which then becomes ours.
// With its end everything in the sandbox has ended and all CPU time is known.
void Process::ReapInit(pid_t init) {
  rusage usage{};
  pid_t got = WaitFor(init, WNOHANG, usage);
  if (got < 0) return;  // bubblewrap did wait, and has counted its time
  if (got == 0) {
    kill(init, SIGKILL);
    got = WaitFor(init, 0, usage);
  }
  if (got == init) ending_.cpu_seconds += CpuSeconds(usage);
}

Ending Process::Conclude() {
  ReadStatus();
  const std::optional<int> code = Field(report_, "exit-code");
  ending_.started = code.has_value() || killed_;
  ending_.killed = killed_ && !code.has_value();
  ending_.exit_code = code.value_or(0);
  if (ending_.exit_code > 128) ending_.signal = ending_.exit_code - 128;
  if (const auto init = Field(report_, "child-pid"); init.has_value()) {
    ReapInit(*init);
  }
  // The kernel does not pass on the time of what it had to kill.
  ending_.cpu_seconds = std::max(ending_.cpu_seconds, cpu_at_kill_);
  return ending_;
}

}  // namespace wbm::sandbox
