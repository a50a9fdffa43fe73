#include "grading/sandbox/process.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grading/sandbox/launch_protocol.h"

namespace wbm::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

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

// Whole lines: the first holds a name that the process chooses itself.
std::optional<std::uint64_t> StatusNumber(const std::string& folder,
                                          const char* field) {
  std::ifstream status(folder + "/status");
  for (std::string line; std::getline(status, line);) {
    if (absl::StartsWith(line, field)) return FirstNumber(line);
  }
  return std::nullopt;
}

// Of the process or one that it has started.
bool AnyWantsToRun(pid_t pid) {
  constexpr std::string_view kReady = "RDTt";
  for (const ThreadLook& thread : LookAtThreads(pid)) {
    if (kReady.find(thread.state) != kReady.npos) return true;
  }
  std::ifstream children(
      absl::StrCat("/proc/", pid, "/task/", pid, "/children"));
  for (pid_t child; children >> child;) {
    if (AnyWantsToRun(child)) return true;
  }
  return false;
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

std::optional<Use> Process::use() {
  if (!FindCommand()) return std::nullopt;
  const std::string folder = absl::StrCat("/proc/", command_);
  const std::optional<std::uint64_t> threads = StatusNumber(folder, "Threads:");
  std::optional<std::uint64_t> peak = StatusNumber(folder, "VmHWM:");
  // The first thread may have ended alone; the others know.
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder + "/task", error), end;
       !error && !peak.has_value() && at != end; at.increment(error)) {
    peak = StatusNumber(at->path().string(), "VmHWM:");
  }
  if (!peak.has_value() || !threads.has_value()) return std::nullopt;
  return Use{*peak * 1024, static_cast<std::uint32_t>(*threads)};
}

std::vector<ThreadLook> Process::threads() {
  if (!FindCommand()) return {};
  return LookAtThreads(command_);
}

bool Process::wants_to_run() {
  return FindCommand() && AnyWantsToRun(command_);
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
