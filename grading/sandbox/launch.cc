// The first process of every sandbox: starts the command under its limits and
// filter, waits for it, and reports how it ended. As process 1 of its own
// namespace it cannot be killed from inside, and all the rest ends with it.
//
// Called by the name of a linker, or as `launch step PROGRAM ARGUMENT...`, it
// is one step of a compiler driver: runs that step and reports likewise, for
// a driver tells in words alone of a step that the kernel has killed.

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>

#include "grading/sandbox/launch_protocol.h"

namespace wbm::sandbox {
namespace {

constexpr int kCannotStart = 127;

std::uint64_t Microseconds(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 +
         static_cast<std::uint64_t>(time.tv_usec);
}

void Tell(int report, Event event, int status, const rusage& usage) {
  const Record record = {
      .event = event,
      .status = status,
      .peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024,
      .cpu_microseconds =
          Microseconds(usage.ru_utime) + Microseconds(usage.ru_stime)};
  // Nobody may be listening any more, and then there is nobody to tell.
  [[maybe_unused]] const ssize_t put = write(report, &record, sizeof record);
}

// Limits the command itself, not what stands around it.
bool SetLimits(char* text) {
  for (char* at = text; *at != '\0';) {
    const auto resource = static_cast<__rlimit_resource_t>(strtol(at, &at, 10));
    rlimit limit;
    limit.rlim_cur = strtoull(at + 1, &at, 10);
    limit.rlim_max = strtoull(at + 1, &at, 10);
    if (setrlimit(resource, &limit) != 0) return false;
    if (*at == ',') ++at;
  }
  return true;
}

bool SetFilter(int fd) {
  static sock_filter program[BPF_MAXINSNS];
  const ssize_t size = read(fd, program, sizeof program);
  if (size <= 0) return false;
  sock_fprog filter = {
      .len = static_cast<unsigned short>(static_cast<std::size_t>(size) /
                                         sizeof(sock_filter)),
      .filter = program};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}

// Waits for `child`, and for whatever else becomes this process's to wait for.
int WaitFor(pid_t child, rusage* usage) {
  for (;;) {
    int status = 0;
    const pid_t ended = wait4(-1, &status, 0, usage);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) _exit(kCannotStart);
  }
}

// Not execvp(), which would hand a file that is no program to a shell.
[[noreturn]] void Execute(int report, Event failure, char** arguments) {
  execv(arguments[0], arguments);
  Tell(report, failure, errno, {});
  _exit(kCannotStart);
}

int Launch(char** arguments) {
  const int report = atoi(arguments[0]);
  const int filter = atoi(arguments[1]);
  const pid_t child = fork();
  if (child < 0) return kCannotStart;
  if (child == 0) {
    // A compiler driver hands the report on to its steps.
    if (getenv(kReportVariable) == nullptr) fcntl(report, F_SETFD, FD_CLOEXEC);
    fcntl(filter, F_SETFD, FD_CLOEXEC);
    if (!SetLimits(arguments[2]) || !SetFilter(filter)) _exit(kCannotStart);
    Tell(report, Event::kReady, 0, {});
    Execute(report, Event::kNoStart, arguments + 3);
  }
  // The command's descriptors are its alone: their end shows that it ended.
  if (report > 0) close_range(0, static_cast<unsigned>(report) - 1, 0);
  close_range(static_cast<unsigned>(report) + 1, ~0u, 0);
  rusage usage{};
  const int status = WaitFor(child, &usage);
  Tell(report, Event::kEnded, status, usage);
  return 0;
}

// Ends as the step did, so that the driver sees no difference.
[[noreturn]] void EndLike(int status) {
  if (WIFSIGNALED(status)) {
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
  }
  _exit(WEXITSTATUS(status));
}

int Step(char** arguments) {
  const char* number = getenv(kReportVariable);
  const int report = number == nullptr ? -1 : atoi(number);
  const pid_t child = fork();
  if (child < 0) return kCannotStart;
  // A step may be a driver itself, as collect2 is of the linker.
  if (child == 0) Execute(report, Event::kStepNoStart, arguments);
  rusage usage{};
  const int status = WaitFor(child, &usage);
  Tell(report, Event::kStepEnded, status, usage);
  EndLike(status);
}

// A driver names a program by its path, or leaves it to be found; so does who
// looks for a linker in kSteps.
int StepByName(const char* name, char** arguments) {
  static char path[256] = "/usr/bin/";
  if (strlen(path) + strlen(name) >= sizeof path) return kCannotStart;
  strcat(path, name);
  arguments[0] = path;
  return Step(arguments);
}

int Main(int argc, char** argv) {
  if (strncmp(argv[0], kSteps, strlen(kSteps)) == 0) {
    return StepByName(argv[0] + strlen(kSteps), argv);
  }
  if (argc > 2 && strcmp(argv[1], "step") == 0) {
    return strchr(argv[2], '/') != nullptr ? Step(argv + 2)
                                           : StepByName(argv[2], argv + 2);
  }
  return argc > 4 ? Launch(argv + 1) : kCannotStart;
}

}  // namespace
}  // namespace wbm::sandbox

int main(int argc, char** argv) { return wbm::sandbox::Main(argc, argv); }
