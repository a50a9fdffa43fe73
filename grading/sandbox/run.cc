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
bool UsedItsCpuTime(const Limits& limits, double seconds) {
  return seconds >= 0.8 * limits.cpu_seconds;
}

// What a program has in use when it is refused more: an array that doubles is
// a third, with the new one beside it, and the program itself is there too.
bool UsedItsMemory(const Limits& limits, const ProgramEnd& program) {
  return program.peak_bytes >= limits.memory_bytes / 4;
}

void ConcludeCpu(const Limits& limits, Outcome& outcome) {
  Conclude(outcome, End::kTimedOut,
           absl::StrCat("more than ", limits.cpu_seconds, " s of CPU time"));
}

void ConcludeMemory(const Limits& limits, Outcome& outcome) {
  Conclude(
      outcome, End::kMemoryLimit,
      absl::StrCat("more than ", limits.memory_bytes / kMiB, " MiB of memory"));
}

// A process inside cannot send SIGKILL to the command, and its limits have
// other signals: it was the kernel, or somebody outside.
absl::Status KilledFromOutside(const std::string& program) {
  return absl::UnavailableError(absl::StrCat(
      program,
      " was killed by the system, most likely for want of memory. Remedy: "
      "free some memory, or run fewer things at once; then grade again"));
}

absl::Status NoSuchProgram(const std::string& program, int error) {
  return absl::UnavailableError(
      absl::StrCat(program, " cannot be started: ", strerror(error),
                   ". Remedy: scripts/setup --check says what is missing"));
}

absl::Status ConcludeSignal(const Limits& limits, const std::string& name,
                            const ProgramEnd& program, Outcome& outcome) {
  switch (program.signal) {
    case SIGXCPU:
      ConcludeCpu(limits, outcome);
      return absl::OkStatus();
    case SIGXFSZ:
      Conclude(outcome, End::kFileLimit,
               absl::StrCat("a file over ", limits.file_bytes / kMiB, " MiB"));
      return absl::OkStatus();
    case SIGSYS:
      Conclude(outcome, End::kProcessLimit, "a forbidden system call");
      return absl::OkStatus();
    case SIGKILL:
      if (UsedItsCpuTime(limits, program.cpu_seconds)) {
        ConcludeCpu(limits, outcome);
      } else if (UsedItsMemory(limits, program)) {
        ConcludeMemory(limits, outcome);
      } else {
        return KilledFromOutside(name);
      }
      return absl::OkStatus();
  }
  Conclude(outcome, End::kSignaled,
           absl::StrCat("ended by ", strsignal(program.signal)));
  return absl::OkStatus();
}

absl::Status NoCompiler(const Outcome& outcome) {
  return absl::UnavailableError(absl::StrCat(
      "the compiler does not work on this machine. Remedy: scripts/setup "
      "--check says what is missing. It says: ",
      outcome.errors.substr(0, 500)));
}

// A driver has failed: by its steps, which the launcher has watched.
absl::Status ConcludeSteps(const Command& command, const Ending& ending,
                           Outcome& outcome) {
  if (UsedItsCpuTime(command.limits, outcome.cpu_seconds)) {
    ConcludeCpu(command.limits, outcome);
    return absl::OkStatus();
  }
  for (const ProgramEnd& step : ending.steps) {
    if (step.could_not_start != 0) {
      return NoSuchProgram("a part of the compiler", step.could_not_start);
    }
    // A library of its own is missing. No source makes a compiler end so.
    constexpr int kOfTheLoader = 127;
    if (step.exit_code == kOfTheLoader) return NoCompiler(outcome);
    if (step.signal == SIGXCPU || step.signal == SIGXFSZ ||
        step.signal == SIGSYS || step.signal == SIGKILL) {
      return ConcludeSignal(command.limits, "the compiler", step, outcome);
    }
    if (!step.well() && UsedItsMemory(command.limits, step)) {
      ConcludeMemory(command.limits, outcome);
      return absl::OkStatus();
    }
    if (!step.well()) return absl::OkStatus();
  }
  // No step has failed, so the source has nothing to do with it.
  return command.steps_report ? NoCompiler(outcome) : absl::OkStatus();
}

absl::Status ConcludeCommand(const Command& command, const Ending& ending,
                             Outcome& outcome) {
  const ProgramEnd& program = *ending.command;
  const std::string& name = command.arguments[0];
  if (program.could_not_start != 0) {
    return NoSuchProgram(name, program.could_not_start);
  }
  if (program.signal != 0) {
    return ConcludeSignal(command.limits, name, program, outcome);
  }
  if (program.exit_code == 0) return absl::OkStatus();
  return ConcludeSteps(command, ending, outcome);
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
  if (!limit.has_value() && !ending.ready) return CannotStart(errors.text);
  if (!limit.has_value() && !ending.command.has_value()) {
    return KilledFromOutside("the sandbox");
  }

  Outcome outcome;
  if (ending.command.has_value()) {
    outcome.exit_code = ending.command->exit_code;
    outcome.signal = ending.command->signal;
  }
  outcome.output = std::move(output.text);
  outcome.errors = std::move(errors.text);
  outcome.cpu_seconds = ending.cpu_seconds;
  outcome.wall_seconds =
      std::chrono::duration<double>(Clock::now() - start).count();
  if (limit.has_value()) {
    ConcludeLimit(command.limits, *limit, outcome);
    return outcome;
  }
  absl::Status judged = ConcludeCommand(command, ending, outcome);
  if (!judged.ok()) return judged;
  return outcome;
}

}  // namespace wbm::sandbox
