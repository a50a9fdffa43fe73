#pragma once

// The trusted end of the boundary: calls go out to a worker, values come back.
//
// Proxies (lab_api.h) use the session of this process, which is made from the
// environment at the first call:
//
//   WBM_WORKER  the worker to run, an absolute path
//   WBM_LIMITS  optional, see session_limits.h
//   WBM_TRANSCRIPT  optional, see transcript.h
//   WBM_ACCOUNT  optional, see account.h
//
// A call that brings no value never returns: its Failure goes to the observer
// first and then wbm::lab::CallFailed is thrown, so that a check which swallows
// the exception has failed all the same. From then on until StartCheck() every
// call fails alike.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "grading/boundary/account.h"
#include "grading/boundary/failure.h"
#include "grading/boundary/message.h"
#include "grading/boundary/session_limits.h"
#include "grading/boundary/transcript.h"
#include "grading/boundary/wire.h"
#include "grading/boundary/worker.h"

namespace wbm::boundary {

class Session {
 public:
  // The session of this process.
  static Session& Current();

  Session(std::string worker, SessionLimits limits);

  using Observer = std::function<void(const Failure&)>;
  void SetObserver(Observer observer) { observer_ = std::move(observer); }

  // Is told of the first call of each check, before it is made.
  void SetFirstCallObserver(std::function<void()> observer) {
    first_call_observer_ = std::move(observer);
  }

  // Another process has spent this much of the limits already.
  void GoOnFrom(double seconds, const std::map<std::string, int>& timeouts);

  // What an earlier call did is forgotten; the next one gets a new worker.
  void StartCheck();
  // The next call gets a new worker; a failure stays. What the old one used
  // since its last call counts, too.
  void FreshWorker();
  // The last call of a check was made: likewise. The observer is told.
  void EndCheck();

  // Sends a request and returns the reply's body, ready to be decoded.
  Source& Exchange(const std::string& function, Mode mode,
                   const Sink& arguments);
  // The body was decoded, with or without success. Returns only when every
  // byte of it was used and none came after it.
  void Finish(bool decoded);
  // The values that came back have another shape than those that went out.
  [[noreturn]] void WrongShape(const std::string& what);

  // Since StartCheck().
  int calls() const { return calls_; }
  const std::string& last_call() const { return function_; }
  std::string printed();
  // Since the beginning.
  double seconds() const { return seconds_; }
  const std::map<std::string, int>& timeouts() const { return timeouts_; }

 private:
  [[noreturn]] void Fail(Verdict verdict, std::string message,
                         std::string detail = "");
  [[noreturn]] void Violation(const std::string& what);
  [[noreturn]] void TimedOut(std::string detail);
  // The worker is not there any more, or not to be waited for any longer.
  [[noreturn]] void Gone();
  [[noreturn]] void Ended(const sandbox::Ending& ending);
  [[noreturn]] void NotStarted(int error);
  [[noreturn]] void Signaled(const sandbox::ProgramEnd& program);
  [[noreturn]] void OutOfMemory();
  [[noreturn]] void TooManyThreads();
  [[noreturn]] void TooLong(std::uint64_t bytes, std::uint64_t most);
  [[noreturn]] void Complain(Kind kind);

  void DropWorker();
  void LookOnceMore();
  void RefuseIfPointless();
  void StartWorker();
  Kind ReadHead(const RequestHead& request);
  void CheckSize(std::uint64_t request, std::uint64_t reply);
  void StopWatch();

  std::string path_;
  SessionLimits limits_;
  Observer observer_;
  std::function<void()> first_call_observer_;
  std::unique_ptr<Transcript> transcript_ = Transcript::FromEnvironment();
  std::unique_ptr<Account> account_ = Account::FromEnvironment();
  std::unique_ptr<Worker> worker_;
  std::optional<Failure> failure_;
  std::optional<std::string> unusable_;  // the environment was wrong
  std::string function_;
  std::string printed_;  // by workers of this check that are gone
  int calls_ = 0;
  std::uint64_t surplus_ = 0;
  double seconds_ = 0;
  std::optional<std::chrono::steady_clock::time_point> busy_since_;
  std::map<std::string, int> timeouts_;
};

}  // namespace wbm::boundary
