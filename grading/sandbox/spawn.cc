// How a sandboxed process comes to be: its limits, its descriptors, its files.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/io/runfiles.h"
#include "grading/sandbox/bubblewrap.h"
#include "grading/sandbox/launch_protocol.h"
#include "grading/sandbox/process.h"
#include "grading/sandbox/seccomp_filter.h"

namespace wbm::sandbox {
namespace {

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
  constexpr rlim_t kSignals = 64;
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
      // Else those that wait are counted with those of everybody who is this
      // account: how many more there may be would tell of the others.
      {RLIMIT_SIGPENDING, "-i", kSignals, kSignals},
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

}  // namespace wbm::sandbox
