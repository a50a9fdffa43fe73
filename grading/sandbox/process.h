#pragma once

// A sandboxed process that lives beside the caller.
//
//   ASSIGN_OR_RETURN(auto worker,
//       Process::Spawn(command, {{request.read_end.get(), 3}, ...}));
//   ... talk to it over the descriptors that it was given ...
//   if (worker->cpu_seconds() > limit) worker->Kill();
//   const Ending how = worker->Wait(std::chrono::seconds(1));
//
// The process dies when the *thread* that started it does: start and use it
// on one thread that lives on. The caller becomes the reaper of its orphans
// (PR_SET_CHILD_SUBREAPER), so that nothing of a sandbox outlives Wait().

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/sandbox/command.h"
#include "grading/sandbox/threads.h"
#include "grading/sandbox/unique_fd.h"

namespace wbm::sandbox {

// A descriptor of ours and the number that it has inside.
struct Inherited {
  int fd;
  int inside;
};

// What a process has taken by now.
struct Use {
  std::uint64_t peak_bytes = 0;  // the most memory that it had touched at once
  std::uint32_t threads = 0;
};

// How one program ended, as the kernel says it.
struct ProgramEnd {
  int could_not_start = 0;  // an errno, or 0
  int exit_code = 0;
  int signal = 0;
  std::uint64_t peak_bytes = 0;
  double cpu_seconds = 0;

  bool well() const {
    return could_not_start == 0 && exit_code == 0 && signal == 0;
  }
};

struct Ending {
  bool ready = false;   // the sandbox stood, so what followed was the command's
  bool killed = false;  // by Kill(), or because Wait() ran out of patience
  // Nothing when it was killed, or the sandbox fell around it.
  std::optional<ProgramEnd> command = std::nullopt;
  // Of a compiler driver, in the order in which they ended.
  std::vector<ProgramEnd> steps = {};
  // Of the command and all that it started; when it was killed, of its first
  // process alone.
  double cpu_seconds = 0;
};

class Process {
 public:
  // `inherited` is all that the process gets; standard input, output and
  // errors are empty files that take nothing when not among them. Limits other
  // than time on the wall and output are in force from the start.
  static absl::StatusOr<std::unique_ptr<Process>> Spawn(
      const Command& command, const std::vector<Inherited>& inherited);

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  // Whether the sandbox stands, and the command's first process was there.
  bool started() { return FindCommand(); }

  // CPU time that the command's first process has used so far; nothing when
  // the system does not tell or the process is gone.
  std::optional<double> cpu_seconds();

  // Of the command's first process; likewise.
  std::optional<Use> use();

  // Likewise; none when it is not there.
  std::vector<ThreadLook> threads();

  // Whether the command or anything that it has started could go on at once,
  // if the machine let it, or was stopped from outside.
  bool wants_to_run();

  void Kill();

  // Waits until the process has ended, and kills it when that takes longer.
  Ending Wait(std::chrono::milliseconds patience);

 private:
  Process(pid_t pid, UniqueFd status, UniqueFd report)
      : pid_(pid), status_(std::move(status)), report_(std::move(report)) {}

  void ReadStatus();
  void ReadReport();
  bool FindCommand();
  bool Reap(bool block);
  void ReapInit(pid_t init);
  Ending Conclude();

  pid_t pid_;        // of bubblewrap; -1 once reaped
  UniqueFd status_;  // its report: one JSON document a line
  UniqueFd report_;  // the launcher's: launch_protocol.h
  std::string said_;
  pid_t command_ = 0;    // its first process
  clockid_t clock_ = 0;  // of that
  bool found_ = false;
  bool killed_ = false;
  double cpu_at_kill_ = 0;
  Ending ending_;
};

}  // namespace wbm::sandbox
