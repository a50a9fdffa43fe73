#pragma once

// Follows what a sandboxed command says, until it ends or passes a limit.
//
//   Watch watch(limits, output, errors);
//   watch.Follow(process)       // End::kTimedOut, kOutputLimit, or nothing

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/sandbox/limits.h"
#include "grading/sandbox/process.h"
#include "grading/sandbox/run.h"
#include "grading/sandbox/unique_fd.h"

namespace wbm::sandbox {

// One captured stream.
struct Capture {
  UniqueFd read_end;
  UniqueFd write_end;
  std::string text;
};

absl::Status Open(Capture& capture);

class Watch {
 public:
  Watch(const Limits& limits, Capture& output, Capture& errors);

  // Until both streams have ended, or a limit is passed: then which. A command
  // that waits for nothing has its wall time and no more; one that wants to
  // run and was given little time by a busy machine is waited for. Unavailable
  // when even that did not help.
  absl::StatusOr<std::optional<End>> Follow(Process& process);

  // Before the deadline, at most a minute; not below zero.
  std::chrono::milliseconds Left() const;

 private:
  using Clock = std::chrono::steady_clock;

  absl::StatusOr<bool> MayGoOn(Process& process);
  std::size_t Room() const;

  const Limits& limits_;
  Capture* captures_[2];
  Clock::time_point start_ = Clock::now();
  Clock::time_point deadline_;
};

}  // namespace wbm::sandbox
