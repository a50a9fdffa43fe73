#include "grading/sandbox/run.h"

#include <signal.h>
#include <string.h>

#include <chrono>
#include <optional>

#include "absl/strings/str_cat.h"
#include "grading/sandbox/bubblewrap.h"
#include "grading/sandbox/process.h"
#include "grading/sandbox/watch.h"

namespace wbm::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

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
  const absl::StatusOr<std::optional<End>> followed = watch.Follow(**process);
  if (!followed.ok()) return followed.status();
  std::optional<End> limit = *followed;
  if (limit.has_value()) (*process)->Kill();
  // Its words have ended, and what is left is for the launcher to tell how.
  constexpr std::chrono::minutes kPatience(1);
  const Ending ending = (*process)->Wait(kPatience);
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
