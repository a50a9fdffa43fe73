#include "grading/sandbox/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/io/runfiles.h"
#include "grading/sandbox/bubblewrap.h"
#include "grading/sandbox/launch_protocol.h"
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

  // Returns the number that `fd` will have.
  int Add(const UniqueFd& fd) {
    fds.push_back({fd.get(), ++highest});
    return highest;
  }
};

// What the command is held to, as the launcher reads it. FailedPrecondition
// when this machine allows less, which would be taken for the command's fault.
absl::StatusOr<std::string> LimitsText(const Limits& limits) {
  // At the soft limit SIGXCPU, which tells the reason; a process that ignores
  // it is killed a second later.
  const auto cpu = static_cast<rlim_t>(std::ceil(limits.cpu_seconds));
  constexpr rlim_t kStack = 8 * kMiB;
  // Writable memory; a thread's stack counts whole from its start.
  const rlim_t data = limits.memory_bytes + limits.threads * kStack;
  const struct {
    __rlimit_resource_t resource;
    const char* option;  // of ulimit
    rlim_t soft, hard;
  } all[] = {
      {RLIMIT_CPU, "-t", cpu, cpu + 1},
      {RLIMIT_DATA, "-d", data, data},
      {RLIMIT_AS, "-v", limits.address_space_bytes, limits.address_space_bytes},
      {RLIMIT_FSIZE, "-f", limits.file_bytes, limits.file_bytes},
      {RLIMIT_NOFILE, "-n", limits.open_files, limits.open_files},
      {RLIMIT_STACK, "-s", kStack, kStack},
      {RLIMIT_CORE, "-c", 0, 0}};
  std::string text;
  for (const auto& limit : all) {
    rlimit now;
    getrlimit(limit.resource, &now);
    if (now.rlim_max < limit.soft) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the sandbox: a limit of this shell is too low (ulimit ",
          limit.option, "). Remedy: raise it, or start from another shell"));
    }
    absl::StrAppend(&text, static_cast<int>(limit.resource), "=", limit.soft,
                    ":", std::min(limit.hard, now.rlim_max), ",");
  }
  return text;
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
[[noreturn]] void Become(const Launch& launch, pid_t parent) {
  ResetSignals();
  // Until bubblewrap has said the same for itself.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() == parent && PlaceDescriptors(launch)) {
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

// "VmHWM:\t  2048 kB": 2048.
std::optional<std::uint64_t> FirstNumber(const std::string& line) {
  const std::size_t begin = line.find_first_of("0123456789");
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t end = line.find_first_not_of("0123456789", begin);
  std::uint64_t value = 0;
  if (!absl::SimpleAtoi(line.substr(begin, end - begin), &value)) {
    return std::nullopt;
  }
  return value;
}

absl::Status SystemError(const char* what) {
  return absl::InternalError(
      absl::StrCat("the sandbox: ", what, ": ", strerror(errno)));
}

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

// Reading it never blocks.
absl::StatusOr<Pipe> MakePipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return SystemError("pipe");
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// In place of /dev/null, whose inode is the whole machine's: a file without a
// name or contents, of this process alone.
absl::StatusOr<UniqueFd> EmptyFile() {
  UniqueFd file(memfd_create("nothing", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file.valid()) return SystemError("memfd_create");
  fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SEAL);
  return file;
}

struct OpenedCopy {
  UniqueFd fd;
  std::string inside;
};

// The launcher, and what the command asks for.
absl::StatusOr<std::vector<OpenedCopy>> OpenCopies(const Command& command) {
  const absl::StatusOr<std::string> launcher =
      io::Runfile("grading/sandbox/launch");
  if (!launcher.ok()) return launcher.status();
  std::vector<Mount> mounts = {{*launcher, kLauncher}};
  mounts.insert(mounts.end(), command.copies.begin(), command.copies.end());
  std::vector<OpenedCopy> copies;
  for (const Mount& mount : mounts) {
    UniqueFd fd(open(mount.host.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid()) {
      return absl::NotFoundError(absl::StrCat(
          "the sandbox was to copy ", mount.host, ": ", strerror(errno)));
    }
    copies.push_back({std::move(fd), mount.inside});
  }
  return copies;
}

ProgramEnd EndOf(const Record& record) {
  ProgramEnd end = {
      .peak_bytes = record.peak_bytes,
      .cpu_seconds = static_cast<double>(record.cpu_microseconds) * 1e-6};
  if (record.event == Event::kNoStart || record.event == Event::kStepNoStart) {
    end.could_not_start = record.status;
  } else if (WIFSIGNALED(record.status)) {
    end.signal = WTERMSIG(record.status);
  } else {
    end.exit_code = WEXITSTATUS(record.status);
  }
  return end;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Spawn(
    const Command& command, const std::vector<Inherited>& inherited) {
  if (command.arguments.empty()) {
    return absl::InvalidArgumentError("the sandbox was given no command");
  }
  const absl::StatusOr<std::string> bubblewrap = FindBubblewrap();
  if (!bubblewrap.ok()) return bubblewrap.status();
  const absl::StatusOr<UniqueFd> filter = SeccompFilter(command.calls);
  if (!filter.ok()) return filter.status();
  const absl::StatusOr<std::string> limits = LimitsText(command.limits);
  if (!limits.ok()) return limits.status();
  absl::StatusOr<Pipe> status = MakePipe();
  if (!status.ok()) return status.status();
  absl::StatusOr<Pipe> report = MakePipe();
  if (!report.ok()) return report.status();
  const absl::StatusOr<std::vector<OpenedCopy>> copies = OpenCopies(command);
  if (!copies.ok()) return copies.status();
  const absl::StatusOr<UniqueFd> null = EmptyFile();
  if (!null.ok()) return null.status();

  Launch launch;
  for (int standard = 0; standard < 3; ++standard) {
    launch.fds.push_back({null->get(), standard});
  }
  for (const Inherited& fd : inherited) {
    launch.highest = std::max(launch.highest, fd.inside);
    launch.fds.push_back(fd);
  }
  const int report_number = launch.Add(report->write_end);
  const int filter_number = launch.Add(*filter);
  const int status_number = launch.Add(status->write_end);
  std::vector<CopiedFile> files;
  for (const OpenedCopy& copy : *copies) {
    files.push_back({launch.Add(copy.fd), copy.inside});
  }
  Command shown = command;
  if (command.calls == Calls::kToolchain) {
    shown.environment[kReportVariable] = absl::StrCat(report_number);
  }
  absl::StatusOr<std::vector<std::string>> arguments =
      BubblewrapArguments(shown, *bubblewrap, files, status_number);
  if (!arguments.ok()) return arguments.status();
  for (const std::string& word :
       {std::string(kLauncher), absl::StrCat(report_number),
        absl::StrCat(filter_number), *limits}) {
    arguments->push_back(word);
  }
  arguments->insert(arguments->end(), command.arguments.begin(),
                    command.arguments.end());
  for (std::string& argument : *arguments) {
    launch.arguments.push_back(argument.data());
  }
  launch.arguments.push_back(nullptr);

  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return SystemError("fork");
  if (pid == 0) Become(launch, parent);
  return std::unique_ptr<Process>(new Process(pid, std::move(status->read_end),
                                              std::move(report->read_end)));
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
      said_.append(text, static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      return;
    }
  }
}

// Until there is nothing left. Each record was written whole.
void Process::ReadReport() {
  Record record;
  while (read(report_.get(), &record, sizeof record) == sizeof record) {
    switch (record.event) {
      case Event::kReady:
        ending_.ready = true;
        break;
      case Event::kStepNoStart:
      case Event::kStepEnded:
        ending_.steps.push_back(EndOf(record));
        break;
      case Event::kNoStart:
      case Event::kEnded:
        if (!ending_.command.has_value()) ending_.command = EndOf(record);
        break;
    }
  }
}

// Bubblewrap reports the number of the launcher, whose child the command is.
bool Process::FindCommand() {
  if (found_ || pid_ < 0) return found_;
  ReadStatus();
  const std::optional<int> init = Field(said_, "child-pid");
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

// Whole lines: the first holds a name that the process chooses itself.
std::optional<Use> Process::use() {
  if (!FindCommand()) return std::nullopt;
  std::ifstream status(absl::StrCat("/proc/", command_, "/status"));
  std::optional<std::uint64_t> peak, threads;
  for (std::string line; std::getline(status, line);) {
    if (absl::StartsWith(line, "VmHWM:")) peak = FirstNumber(line);
    if (absl::StartsWith(line, "Threads:")) threads = FirstNumber(line);
  }
  if (!peak.has_value() || !threads.has_value()) return std::nullopt;
  return Use{*peak * 1024, static_cast<std::uint32_t>(*threads)};
}

bool Process::sleeps() {
  if (!FindCommand()) return false;
  std::error_code error;
  const std::string tasks = absl::StrCat("/proc/", command_, "/task");
  bool any = false;
  for (const auto& task : std::filesystem::directory_iterator(tasks, error)) {
    std::ifstream file(task.path() / "stat");
    std::string stat;
    std::getline(file, stat, '\0');
    // "4211 (a name of its own) S 1 ..."
    const std::size_t end = stat.rfind(')');
    if (end == std::string::npos || end + 2 >= stat.size()) return false;
    if (std::strchr("STt", stat[end + 2]) == nullptr) return false;
    any = true;
  }
  return any;
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
// With its end everything in the sandbox has ended, and all CPU time is known.
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
  if (const auto init = Field(said_, "child-pid"); init.has_value()) {
    ReapInit(*init);
  }
  ReadReport();
  ending_.killed = killed_ && !ending_.command.has_value();
  // The kernel does not pass on the time of what it had to kill.
  ending_.cpu_seconds = std::max(ending_.cpu_seconds, cpu_at_kill_);
  return ending_;
}

}  // namespace wbm::sandbox
