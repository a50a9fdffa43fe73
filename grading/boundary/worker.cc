#include "grading/boundary/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grading/boundary/wire.h"

namespace wbm::boundary {
namespace {

using sandbox::UniqueFd;

// How often it is looked at what the worker uses.
constexpr std::chrono::milliseconds kTick(20);
// And once more as a call ends, when it was longer than this: what it took
// and gave back between two ticks counts as well.
constexpr std::chrono::milliseconds kShortCall(2);
constexpr int kPipeBytes = 1 << 20;

// A call that the machine gives no time has its deadline this often over.
constexpr int kPatience = 10;

// Between two looks there is a tick. After longer than this, nobody looked:
// this side was stopped.
constexpr double kStopped = 1;

double Seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

absl::StatusOr<Pipe> MakePipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return absl::InternalError(
        absl::StrCat("a pipe to the worker: ", strerror(errno)));
  }
  fcntl(ends[1], F_SETPIPE_SZ, kPipeBytes);  // for speed; may be refused
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// Only our ends: the worker's own reads and writes may block.
void MakeNonBlocking(const UniqueFd& fd) {
  fcntl(fd.get(), F_SETFL, fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

absl::Status CheckExecutable(const std::string& path) {
  if (!path.empty() && path[0] == '/' && access(path.c_str(), X_OK) == 0) {
    return absl::OkStatus();
  }
  return absl::NotFoundError(
      absl::StrCat("the worker \"", path,
                   "\" is not an executable file (WBM_WORKER names it by its "
                   "absolute path)"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Worker>> Worker::Start(
    const std::string& path, const SessionLimits& limits) {
  absl::Status executable = CheckExecutable(path);
  if (!executable.ok()) return executable;
  absl::StatusOr<Pipe> requests = MakePipe();
  if (!requests.ok()) return requests.status();
  absl::StatusOr<Pipe> replies = MakePipe();
  if (!replies.ok()) return replies.status();
  absl::StatusOr<Pipe> text = MakePipe();
  if (!text.ok()) return text.status();
  MakeNonBlocking(requests->write_end);
  MakeNonBlocking(replies->read_end);
  MakeNonBlocking(text->read_end);

  const sandbox::Command command = {.arguments = {"/worker"},
                                    .copies = {{path, "/worker"}},
                                    .limits = limits.worker,
                                    .calls = sandbox::Calls::kWorker};
  absl::StatusOr<std::unique_ptr<sandbox::Process>> process =
      sandbox::Process::Spawn(command, {{text->write_end.get(), 1},
                                        {text->write_end.get(), 2},
                                        {requests->read_end.get(), kRequestFd},
                                        {replies->write_end.get(), kReplyFd}});
  if (!process.ok()) return process.status();
  return std::unique_ptr<Worker>(new Worker(
      limits, std::move(requests->write_end), std::move(replies->read_end),
      std::move(text->read_end), *std::move(process)));
}

void Worker::StartClocks() {
  start_ = Clock::now();
  idle_ = kept_by_state_ = kept_by_queue_ = not_there_ = unread_ = 0;
  if (last_look_ == Clock::time_point()) last_look_ = start_;
  if (cpu_known_) {
    cpu_at_start_ = process_->cpu_seconds().value_or(cpu_at_start_);
  }
}

bool Worker::Fail(Fault fault) {
  if (fault_ == Fault::kNone) fault_ = fault;
  return false;
}

bool Worker::WithinTime() {
  const Clock::time_point now = Clock::now();
  if (now - last_look_ >= kTick && !WithinMachine(now)) return false;
  return WithinDeadline(now);
}

// What the machine has to be asked for, which a short call is spared.
bool Worker::WithinMachine(Clock::time_point now) {
  const double since = Seconds(now - std::max(last_look_, start_));
  last_look_ = now;
  not_there_ += std::max(0.0, since - kStopped);
  const std::optional<double> cpu = process_->cpu_seconds();
  if (cpu.has_value()) {
    return WithinUse() && WithinCpuTime(now, *cpu) && Works(now, *cpu, since);
  }
  // The sandbox is still being made, which no code of a student's can delay.
  if (!cpu_known_ && !process_->started()) {
    not_there_ += std::min(since, kStopped);
  }
  return true;
}

// While the machine keeps a call waiting its clock stands still. That cannot
// go on for ever, and is no fault of the call's.
bool Worker::WithinDeadline(Clock::time_point now) {
  const double all = Seconds(now - start_);
  if (all - KeptWaiting() >= limits_.wall_seconds()) {
    return Fail(Fault::kWallTime);
  }
  return all < kPatience * limits_.wall_seconds() || Fail(Fault::kBusy);
}

// CPU time since the call began.
bool Worker::WithinCpuTime(Clock::time_point now, double cpu) {
  if (!cpu_known_) {
    cpu_known_ = true;
    const std::chrono::duration<double> wall = now - start_;
    cpu_at_start_ = std::max(0.0, cpu - wall.count());
  }
  return cpu - cpu_at_start_ < limits_.call_cpu_seconds ||
         Fail(Fault::kCpuTime);
}

// On a busy machine a process may have no time for long; one that has no
// thread that wants any, while no byte passes, waits for nothing that could
// come.
bool Worker::Works(Clock::time_point now, double cpu, double since) {
  constexpr double kNoProgress = 1e-3;
  const double computed = cpu - cpu_at_look_;
  cpu_at_look_ = cpu;
  std::vector<sandbox::ThreadLook> threads = process_->threads();
  CountKeptWaiting(now, computed, since, threads);
  CountUnread(computed, since);
  if (AllSleep(threads) && !moved_ && computed <= kNoProgress) {
    // Of a look that comes late: this process was not running, so the worker
    // may have answered long ago.
    idle_ += std::min(since, 2 * Seconds(kTick));
  }
  moved_ = false;
  threads_ = std::move(threads);
  looked_ = Clock::now();
  return idle_ < limits_.call_idle_seconds || Fail(Fault::kIdle);
}

// The least that the machine has kept it from running in this call, counted in
// two ways, neither of which a worker can feign.
//
// A thread that was ready at the last look and has waited for nothing since was
// on a CPU or in the queue for one all the time. So while nothing of this
// process ran (and not all of what ran was that thread) others did. To sleep or
// to wait for another is to wait; to yield does nothing, and a lower priority
// cannot be had (seccomp_filter.cc). This sees nothing of threads that hand
// their work to each other between two looks.
//
// The kernel counts the time in the queue itself (schedstat): of one thread,
// since others add to each other's, and less what other threads of the process
// computed (one that is gone before the next look can add no more than that).
// Of several, what a thread leaves the queue with counts back to the last look
// and no further, so that two which stood there together do not count twice:
// n threads that take turns are given a part only, an n-th at worst. Who sleeps
// is kept waiting each time it wakes, but no longer than it is.
void Worker::CountKeptWaiting(Clock::time_point now, double computed,
                              double since,
                              const std::vector<sandbox::ThreadLook>& threads) {
  if (OneCouldRunThroughout(threads_, threads)) {
    const double looked_at = Seconds(now - std::max(looked_, start_));
    kept_by_state_ += std::max(0.0, looked_at - computed);
  }
  const double queued = LeastQueued(threads_, threads, computed);
  const bool alone = threads_.size() <= 1 && threads.size() == 1;
  kept_by_queue_ += alone ? queued : std::min(queued, since);
}

double Worker::KeptWaiting() const {
  return std::max(kept_by_state_, kept_by_queue_) + not_there_;
}

// What this side was kept from taking in the reply. Only what follows the last
// time that there was nothing to take in: see WaitUntilReady().
void Worker::CountUnread(double computed, double since) {
  const double queued = sandbox::OwnQueued();
  const double late = std::max(queued - std::exchange(queued_at_look_, queued),
                               since - 2 * Seconds(kTick));
  const double rest = std::min(since, kStopped) - computed;
  unread_ += std::max(0.0, std::min(late, rest));
}

double Worker::cost(double wall) const {
  return std::max(0.0, wall - KeptWaiting() - unread_);
}

bool Worker::WithinUse() {
  const std::optional<sandbox::Use> use = process_->use();
  if (!use.has_value()) return true;
  const std::uint32_t threads = limits_.worker.threads;
  if (threads > 0 && use->threads > threads + 1) {
    return Fail(Fault::kThreads);
  }
  return use->peak_bytes <= limits_.worker.memory_bytes || Fail(Fault::kMemory);
}

bool Worker::EndCall() {
  Listen();
  const Clock::time_point now = Clock::now();
  // One that was looked at is looked at once more, however short a while ago.
  const bool is_short = last_look_ <= start_;
  if (is_short && now - last_look_ < kShortCall) return fault_ == Fault::kNone;
  return fault_ == Fault::kNone && WithinMachine(now);
}

bool Worker::WaitUntilReady(int fd, short event) {
  for (;;) {
    if (fault_ != Fault::kNone || !WithinTime()) return false;
    unread_ = 0;  // the worker has not replied yet, or not wholly
    pollfd polled[2] = {{fd, event, 0}, {text_.get(), POLLIN, 0}};
    poll(polled, 2, static_cast<int>(kTick.count()));
    if (polled[1].revents != 0) Listen();
    if (polled[0].revents != 0) return fault_ == Fault::kNone;
  }
}

void Worker::Listen() {
  char block[16384];
  while (text_.valid()) {
    const ssize_t got = read(text_.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return;
    if (got == 0) return text_.Reset();
    const std::size_t room = limits_.worker.output_bytes - printed_.size();
    const auto size = static_cast<std::size_t>(got);
    printed_.append(block, std::min(size, room));
    if (size > room) {
      Fail(Fault::kOutput);
      return;
    }
  }
}

bool Worker::Send(std::vector<iovec> pieces) {
  constexpr std::size_t kMostPieces = 1024;  // IOV_MAX
  if (transcript_ != nullptr) transcript_->AddRequest(pieces);
  for (std::size_t i = 0; i < pieces.size();) {
    const std::size_t count = std::min(pieces.size() - i, kMostPieces);
    const ssize_t put =
        writev(requests_.get(), &pieces[i], static_cast<int>(count));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno != EAGAIN) return Fail(Fault::kClosed);
    if (put < 0) {
      if (!WaitUntilReady(requests_.get(), POLLOUT)) return false;
      continue;
    }
    moved_ = true;
    for (auto done = static_cast<std::size_t>(put); i < pieces.size();) {
      if (done < pieces[i].iov_len) {
        pieces[i].iov_base = static_cast<char*>(pieces[i].iov_base) + done;
        pieces[i].iov_len -= done;
        break;
      }
      done -= pieces[i++].iov_len;
    }
    if (!WithinTime()) return false;
  }
  return true;
}

std::ptrdiff_t Worker::ReadSome(void* to, std::size_t size) {
  for (;;) {
    if (fault_ != Fault::kNone) return -1;
    const ssize_t got = read(replies_.get(), to, size);
    if (got > 0) {
      moved_ = true;
      if (transcript_ != nullptr) {
        transcript_->AddReply(to, static_cast<std::size_t>(got));
      }
      // A worker that never stops sending is not to outrun its time either.
      return WithinTime() ? got : -1;
    }
    if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      Fail(Fault::kClosed);
      return 0;
    }
    if (!WaitUntilReady(replies_.get(), POLLIN)) return -1;
  }
}

bool Worker::IsSilent() {
  char byte;
  return surplus() == 0 && read(replies_.get(), &byte, 1) != 1;
}

sandbox::Ending Worker::Wait() {
  // A worker that closed its pipe is given the time to end by itself, even on
  // a machine that is busy.
  const auto patience = std::chrono::seconds(fault_ == Fault::kClosed ? 2 : 0);
  const sandbox::Ending ending = process_->Wait(patience);
  Listen();
  return ending;
}

}  // namespace wbm::boundary
