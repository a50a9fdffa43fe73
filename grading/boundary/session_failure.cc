// What a session says of a call that brought no value.

#include <errno.h>
#include <signal.h>
#include <string.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grading/boundary/codec.h"
#include "grading/boundary/session.h"
#include "grading/sandbox/bubblewrap.h"

namespace wbm::boundary {
namespace {

// "SIGSEGV (Segmentation fault)".
std::string SignalName(int signal) {
  const char* name = sigabbrev_np(signal);
  if (name == nullptr) return absl::StrCat("signal ", signal);
  return absl::StrCat("SIG", name, " (", sigdescr_np(signal), ")");
}

// The file without the folders of whoever compiled it.
std::string BaseName(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string KilledFromOutside(const std::string& what) {
  return absl::StrCat(
      what,
      " was killed by the system, most likely for want of memory. "
      "Remedy: free some memory, or run fewer things at once; then grade "
      "again");
}

std::string MachineTooBusy(const std::string& function) {
  return absl::StrCat(
      "the machine is too busy: ", function,
      " was ready to run all the time, and has hardly been given any. Remedy: "
      "run fewer things at once; then grade again");
}

std::string MiB(std::uint64_t bytes) {
  return absl::StrCat(bytes / sandbox::kMiB, " MiB");
}

}  // namespace

void Session::Violation(const std::string& what) {
  worker_->Kill();
  worker_->Wait();
  Fail(Verdict::kProtocolViolation,
       absl::StrCat(function_, " did not reply as a function call does: ", what,
                    "."),
       what);
}

void Session::TimedOut(std::string detail) {
  ++timeouts_[function_];
  Fail(Verdict::kTimedOut,
       absl::StrCat(function_, " took too long: ", detail, "."), detail);
}

void Session::Gone() {
  const Fault fault = worker_->fault();
  if (fault != Fault::kClosed) worker_->Kill();
  const sandbox::Ending ending = worker_->Wait();
  switch (fault) {
    case Fault::kWallTime:
      TimedOut(absl::StrCat("no reply within ", limits_.wall_seconds(),
                            " s by the clock"));
    case Fault::kBusy:
      Fail(Verdict::kNotGraded, MachineTooBusy(function_));
    case Fault::kCpuTime:
      TimedOut(absl::StrCat("more than ", limits_.call_cpu_seconds,
                            " s of CPU time"));
    case Fault::kIdle:
      // It would wait as long in every other check.
      timeouts_[function_] =
          std::max(timeouts_[function_], limits_.timeouts_per_function - 1);
      TimedOut(absl::StrCat("it waited for ", limits_.call_idle_seconds,
                            " s and computed nothing"));
    case Fault::kOutput: {
      const std::string limit =
          absl::StrCat("more than ", limits_.worker.output_bytes, " bytes");
      Fail(Verdict::kOutputLimit,
           absl::StrCat(function_, " printed ", limit, "."), limit);
    }
    case Fault::kThreads:
      TooManyThreads();
    case Fault::kMemory:
      OutOfMemory();
    case Fault::kClosed:
    case Fault::kNone:
      break;
  }
  Ended(ending);
}

void Session::Ended(const sandbox::Ending& ending) {
  if (!ending.ready) {
    Fail(Verdict::kNotGraded,
         std::string(sandbox::CannotStart(worker_->printed()).message()));
  }
  if (ending.killed) Violation("it closed its pipe and went on running");
  if (!ending.command.has_value()) {
    Fail(Verdict::kNotGraded, KilledFromOutside("the sandbox"));
  }
  const sandbox::ProgramEnd& program = *ending.command;
  if (program.could_not_start != 0) NotStarted(program.could_not_start);
  if (program.signal != 0) Signaled(program);
  Fail(Verdict::kExited,
       absl::StrCat(function_, " ended the program with exit code ",
                    program.exit_code, " instead of returning."),
       absl::StrCat("exit code ", program.exit_code));
}

// The sandbox stood, and the kernel refused the program: for what stands in
// the file, or for want of something of its own.
void Session::NotStarted(int error) {
  const bool of_the_machine = error == EAGAIN || error == ENOMEM ||
                              error == EIO || error == EMFILE ||
                              error == ENFILE || error == EACCES;
  if (of_the_machine) {
    Fail(Verdict::kNotGraded,
         absl::StrCat("the worker cannot be started: ", strerror(error)));
  }
  Fail(Verdict::kCrashed,
       absl::StrCat("The program that was linked cannot be started: ",
                    strerror(error), "."),
       strerrorname_np(error));
}

void Session::Signaled(const sandbox::ProgramEnd& program) {
  const sandbox::Limits& limits = limits_.worker;
  const int signal = program.signal;
  // One who ignores the first signal gets the second. The kernel enforces the
  // limit by counting clock ticks, and may come to it somewhat early.
  if (signal == SIGXCPU ||
      (signal == SIGKILL && program.cpu_seconds >= 0.8 * limits.cpu_seconds)) {
    TimedOut(absl::StrCat("more than ", limits.cpu_seconds,
                          " s of CPU time in all calls of this check"));
  }
  // It may not send this signal itself.
  if (signal == SIGKILL) {
    Fail(Verdict::kNotGraded, KilledFromOutside("the worker"));
  }
  if (signal == SIGSYS) {
    Fail(Verdict::kProcessLimit,
         absl::StrCat(function_,
                      " made a system call that is not allowed, as starting a "
                      "process and opening a connection are not."),
         SignalName(signal));
  }
  // An allocation that failed where no exception may pass.
  if (signal == SIGABRT &&
      absl::StrContains(worker_->printed(), "std::bad_alloc")) {
    OutOfMemory();
  }
  Fail(Verdict::kCrashed,
       absl::StrCat(function_, " crashed: ", SignalName(signal), "."),
       SignalName(signal));
}

void Session::TooManyThreads() {
  const std::string limit =
      absl::StrCat("more than ", limits_.worker.threads, " threads");
  Fail(Verdict::kProcessLimit, absl::StrCat(function_, " started ", limit, "."),
       limit);
}

void Session::OutOfMemory() {
  const std::string limit = MiB(limits_.worker.memory_bytes);
  Fail(Verdict::kMemoryLimit,
       absl::StrCat(function_, " ran out of memory: it may use ", limit, "."),
       limit);
}

void Session::TooLong(std::uint64_t bytes, std::uint64_t most) {
  worker_->Kill();
  worker_->Wait();
  Fail(Verdict::kOutputLimit,
       absl::StrCat(function_, " returned ", bytes,
                    " bytes, where a right value has far fewer."),
       absl::StrCat("more than ", most, " bytes"));
}

// A reply of another kind than kValue, once it is whole.
void Session::Complain(Kind kind) {
  Complaint complaint;
  Finish(Decode(*worker_, complaint));
  switch (kind) {
    case Kind::kNotWritten: {
      // Its own, or that of a function which it calls.
      const std::string place =
          absl::StrCat(BaseName(complaint.text), ":", complaint.line);
      Fail(Verdict::kNotWritten,
           absl::StrCat(function_, " met a stub: task ", complaint.task,
                        " is not written yet (", place, ")."),
           absl::StrCat(complaint.task, " ", place));
    }
    case Kind::kThrew:
      Fail(Verdict::kThrew,
           absl::StrCat(function_, " threw ", complaint.text, "."),
           complaint.text);
    case Kind::kMemoryLimit:
      OutOfMemory();
    case Kind::kThreadLimit:
      TooManyThreads();
    case Kind::kFloatingPointEnvironment:
      Fail(Verdict::kFloatingPointEnvironment,
           absl::StrCat(function_,
                        " left the processor's floating-point modes changed: "
                        "it ",
                        complaint.text, "."),
           complaint.text);
    default:
      Violation("it does not understand the request");
  }
}

}  // namespace wbm::boundary
