#pragma once

// The trusted side's hold on one worker: the sandboxed process, the pipes to
// it, and the clocks of the call that it is serving.
//
//   ASSIGN_OR_RETURN(auto worker, Worker::Start(path, limits));
//   worker->StartClocks();
//   if (!worker->Send(pieces)) ... worker->fault() ...
//   worker->Begin(sizeof head);                       // it is a Source
//   if (!worker->Value(head)) ... worker->fault() ...
//
// Nothing here blocks past the call's deadline, whatever the worker does or
// does not do, and all that it prints is taken in meanwhile, up to a cap.

#include <sys/uio.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/boundary/message.h"
#include "grading/boundary/session_limits.h"
#include "grading/boundary/transcript.h"
#include "grading/boundary/wire.h"
#include "grading/sandbox/process.h"
#include "grading/sandbox/threads.h"
#include "grading/sandbox/unique_fd.h"

namespace wbm::boundary {

// Why no more bytes pass.
enum class Fault {
  kNone,
  kClosed,    // the worker closed its end, most likely by ending
  kWallTime,  // the deadline by its own clock
  kBusy,      // it was not given the time to come to its deadline
  kCpuTime,
  kIdle,     // it waits for nothing that could come
  kOutput,   // it printed more than the cap
  kThreads,  // more of them than the limit
  kMemory,   // likewise
};

class Worker final : public Source {
 public:
  // `path`: an executable that needs nothing but itself.
  static absl::StatusOr<std::unique_ptr<Worker>> Start(
      const std::string& path, const SessionLimits& limits);

  // What passes is written down there, too; null: nowhere.
  void WriteDown(Transcript* transcript) { transcript_ = transcript; }

  // A call begins now.
  void StartClocks();

  bool Send(std::vector<iovec> pieces);

  // What the call, which has taken this long by the clock, has cost, in
  // seconds: all but what the machine kept it waiting, and this side its reply.
  double cost(double wall) const;

  // The call is over; whether the worker is still within its limits.
  bool EndCall();

  // Between calls: whether it is within its limits of threads and memory.
  bool StillWithinUse() { return WithinUse(); }

  // Whether the worker has sent nothing that was not asked for.
  bool IsSilent();

  Fault fault() const { return fault_; }

  void Kill() { process_->Kill(); }
  // How it ended, or that it did not and was killed. Takes in its last words.
  sandbox::Ending Wait();

  // Takes in what it has printed by now.
  void Listen();
  // stdout and stderr as they came.
  const std::string& printed() const { return printed_; }

 protected:
  std::ptrdiff_t ReadSome(void* to, std::size_t size) override;

 private:
  using Clock = std::chrono::steady_clock;

  Worker(const SessionLimits& limits, sandbox::UniqueFd requests,
         sandbox::UniqueFd replies, sandbox::UniqueFd text,
         std::unique_ptr<sandbox::Process> process)
      : Source(kMostText),
        limits_(limits),
        requests_(std::move(requests)),
        replies_(std::move(replies)),
        text_(std::move(text)),
        process_(std::move(process)) {}

  bool Fail(Fault fault);
  bool WithinTime();
  bool WithinMachine(Clock::time_point now);
  bool WithinDeadline(Clock::time_point now);
  bool WithinCpuTime(Clock::time_point now, double cpu);
  bool Works(Clock::time_point now, double cpu, double since);
  void CountKeptWaiting(Clock::time_point now, double computed, double since,
                        const std::vector<sandbox::ThreadLook>& threads);
  void CountUnread(double computed, double since);
  double KeptWaiting() const;
  bool WithinUse();
  bool WaitUntilReady(int fd, short event);

  SessionLimits limits_;
  sandbox::UniqueFd requests_;
  sandbox::UniqueFd replies_;
  sandbox::UniqueFd text_;
  std::unique_ptr<sandbox::Process> process_;
  Transcript* transcript_ = nullptr;
  std::string printed_;
  Fault fault_ = Fault::kNone;
  Clock::time_point start_;
  Clock::time_point last_look_;
  double cpu_at_start_ = 0;
  double cpu_at_look_ = 0;
  std::vector<sandbox::ThreadLook> threads_;  // at the last look
  Clock::time_point looked_;                  // and they were looked at by then
  double queued_at_look_ = 0;                 // of this thread
  bool moved_ = false;                        // bytes, either way, since then
  // In this call, seconds: for which it did nothing; for which the machine kept
  // it waiting, by the states of its threads and by their queueing; for which
  // there was nobody to be kept waiting yet, or to look; and for which its
  // reply lay unread.
  double idle_ = 0;
  double kept_by_state_ = 0;
  double kept_by_queue_ = 0;
  double not_there_ = 0;
  double unread_ = 0;
  bool cpu_known_ = false;
};

}  // namespace wbm::boundary
