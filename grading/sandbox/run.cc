#include "grading/sandbox/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grading/sandbox/bubblewrap.h"
#include "grading/sandbox/process.h"

namespace wbm::sandbox {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// One captured stream.
struct Capture {
  UniqueFd read_end;
  UniqueFd write_end;
  std::string text;
};

absl::Status Open(Capture& capture) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return absl::InternalError(
        absl::StrCat("the sandbox: pipe: ", strerror(errno)));
  }
  capture.read_end.Reset(ends[0]);
  capture.write_end.Reset(ends[1]);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return absl::OkStatus();
}

// Reads what is there, keeping at most `room` bytes. Closes at the end.
// Returns whether it fitted.
bool Drain(Capture& capture, std::size_t room) {
  char block[65536];
  for (;;) {
    const ssize_t got = read(capture.read_end.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return true;
    if (got == 0) {
      capture.read_end.Reset();
      return true;
    }
    const auto size = static_cast<std::size_t>(got);
    capture.text.append(block, std::min(size, room));
    if (size > room) return false;
    room -= size;
  }
}

class Watch {
 public:
  Watch(const Limits& limits, Capture& output, Capture& errors)
      : limits_(limits),
        captures_{&output, &errors},
        deadline_(Clock::now() + milliseconds(static_cast<long long>(
                                     limits.wall_seconds * 1000))) {}

  // Until both streams have ended, or a limit is passed: then which.
  std::optional<End> Follow() {
    while (captures_[0]->read_end.valid() || captures_[1]->read_end.valid()) {
      const int left = Left();
      if (left <= 0) return End::kTimedOut;
      pollfd polled[2];
      for (int i = 0; i < 2; ++i) {
        polled[i] = {captures_[i]->read_end.get(), POLLIN, 0};
      }
      poll(polled, 2, left);
      for (int i = 0; i < 2; ++i) {
        if (polled[i].revents == 0) continue;
        if (!Drain(*captures_[i], Room())) return End::kOutputLimit;
      }
    }
    return std::nullopt;
  }

  // Milliseconds before the deadline.
  int Left() const {
    if (limits_.wall_seconds <= 0) return 60'000;
    const auto left =
        std::chrono::ceil<milliseconds>(deadline_ - Clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left, 0, 60'000));
  }

 private:
  std::size_t Room() const {
    const std::size_t used =
        captures_[0]->text.size() + captures_[1]->text.size();
    return limits_.output_bytes - std::min(used, limits_.output_bytes);
  }

  const Limits& limits_;
  Capture* captures_[2];
  Clock::time_point deadline_;
};

void Conclude(Outcome& outcome, End end, std::string detail) {
  outcome.end = end;
  outcome.detail = std::move(detail);
}

// The kernel enforces the limit by counting clock ticks, and may come to it
// when the exact account is this far below.
bool UsedItsCpuTime(const Limits& limits, const Outcome& outcome) {
  return outcome.cpu_seconds >= 0.8 * limits.cpu_seconds;
}

std::string CpuDetail(const Limits& limits) {
  return absl::StrCat("more than ", limits.cpu_seconds, " s of CPU time");
}

void ConcludeSignal(const Limits& limits, Outcome& outcome) {
  switch (outcome.signal) {
    case SIGXCPU:
      return Conclude(outcome, End::kTimedOut, CpuDetail(limits));
    case SIGXFSZ:
      return Conclude(
          outcome, End::kFileLimit,
          absl::StrCat("a file over ", limits.file_bytes / kMiB, " MiB"));
    case SIGSYS:
      return Conclude(outcome, End::kProcessLimit, "a forbidden system call");
    case SIGKILL:
      if (UsedItsCpuTime(limits, outcome)) {
        return Conclude(outcome, End::kTimedOut, CpuDetail(limits));
      }
      break;
  }
  Conclude(outcome, End::kSignaled,
           absl::StrCat("ended by ", strsignal(outcome.signal)));
}

// A compiler driver outlives the process that ran into a limit and tells of
// it in words. Those words are also in the student's power, but only to have
// a failed build called by another name.
void ConcludeDriver(const Limits& limits, Outcome& outcome) {
  const std::string& said = outcome.errors;
  const auto says = [&](const char* words) {
    return absl::StrContains(said, words);
  };
  if (UsedItsCpuTime(limits, outcome) || says("CPU time limit exceeded")) {
    Conclude(outcome, End::kTimedOut, CpuDetail(limits));
  } else if (says("File size limit exceeded") || says("File too large") ||
             says("No space left on device")) {
    Conclude(outcome, End::kFileLimit,
             absl::StrCat("a file over ", limits.file_bytes / kMiB, " MiB"));
  } else if (says("virtual memory exhausted") || says("out of memory") ||
             says("Cannot allocate memory") || says("memory exhausted") ||
             says("std::bad_alloc")) {
    Conclude(outcome, End::kMemoryLimit,
             absl::StrCat("more than ", limits.address_space_bytes / kMiB,
                          " MiB of memory"));
  } else if (says("Bad system call")) {
    Conclude(outcome, End::kProcessLimit, "a forbidden system call");
  }
}

void ConcludeLimit(const Limits& limits, End end, Outcome& outcome) {
  Conclude(
      outcome, end,
      end == End::kOutputLimit
          ? absl::StrCat("more than ", limits.output_bytes, " bytes of output")
          : absl::StrCat("more than ", limits.wall_seconds, " s by the clock"));
}

}  // namespace

std::string_view EndName(End end) {
  switch (end) {
    case End::kExited:
      return "exited";
    case End::kSignaled:
      return "signaled";
    case End::kTimedOut:
      return "timed_out";
    case End::kMemoryLimit:
      return "memory_limit";
    case End::kOutputLimit:
      return "output_limit";
    case End::kFileLimit:
      return "file_limit";
    case End::kProcessLimit:
      return "process_limit";
  }
  return "unknown";
}

absl::StatusOr<Outcome> Run(const Command& command) {
  Capture output, errors;
  if (absl::Status opened = Open(output); !opened.ok()) return opened;
  if (absl::Status opened = Open(errors); !opened.ok()) return opened;
  const auto start = Clock::now();
  absl::StatusOr<std::unique_ptr<Process>> process = Process::Spawn(
      command, {{output.write_end.get(), 1}, {errors.write_end.get(), 2}});
  if (!process.ok()) return process.status();
  output.write_end.Reset();
  errors.write_end.Reset();

  Watch watch(command.limits, output, errors);
  std::optional<End> limit = watch.Follow();
  if (limit.has_value()) (*process)->Kill();
  const Ending ending = (*process)->Wait(milliseconds(watch.Left()));
  if (!limit.has_value() && ending.killed) limit = End::kTimedOut;
  if (!ending.started) return CannotStart(errors.text);

  Outcome outcome;
  outcome.exit_code = ending.exit_code;
  outcome.signal = ending.signal;
  outcome.output = std::move(output.text);
  outcome.errors = std::move(errors.text);
  outcome.cpu_seconds = ending.cpu_seconds;
  outcome.wall_seconds =
      std::chrono::duration<double>(Clock::now() - start).count();
  if (limit.has_value()) {
    ConcludeLimit(command.limits, *limit, outcome);
  } else if (outcome.signal != 0) {
    ConcludeSignal(command.limits, outcome);
  } else if (outcome.exit_code != 0) {
    ConcludeDriver(command.limits, outcome);
  }
  return outcome;
}

}  // namespace wbm::sandbox
