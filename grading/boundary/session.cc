#include "grading/boundary/session.h"

#include <signal.h>
#include <sys/random.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/lab/call_failed.h"
#include "common/lab/each.h"
#include "grading/boundary/codec.h"

namespace wbm::boundary {
namespace {

using Clock = std::chrono::steady_clock;

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::uint64_t RandomId() {
  std::uint64_t id = 0;
  // Eight bytes from a seeded kernel come whole; without them no id is safe.
  if (getrandom(&id, sizeof id, 0) != sizeof id) std::abort();
  return id;
}

}  // namespace

Session& Session::Current() {
  // Never destroyed: its worker dies with the process.
  static Session* session = [] {
    absl::StatusOr<SessionLimits> limits = SessionLimits();
    if (const std::string json = FromEnvironment("WBM_LIMITS"); !json.empty()) {
      limits = ParseSessionLimits(json);
    }
    auto* made = new Session(FromEnvironment("WBM_WORKER"),
                             limits.ok() ? *limits : SessionLimits());
    if (!limits.ok()) made->unusable_ = std::string(limits.status().message());
    lab::internal::RegisterFreshWorker([] { Current().FreshWorker(); });
    return made;
  }();
  return *session;
}

Session::Session(std::string worker, SessionLimits limits)
    : path_(std::move(worker)), limits_(std::move(limits)) {
  timeouts_ = limits_.earlier_timeouts;
  // A worker that is gone is noticed by the failing write.
  signal(SIGPIPE, SIG_IGN);
}

void Session::GoOnFrom(double seconds,
                       const std::map<std::string, int>& timeouts) {
  seconds_ = seconds;
  for (const auto& [function, count] : timeouts) timeouts_[function] = count;
}

void Session::StartCheck() {
  DropWorker();
  failure_.reset();
  function_.clear();
  printed_.clear();
  calls_ = 0;
  surplus_ = 0;
}

void Session::FreshWorker() {
  LookOnceMore();
  DropWorker();
}

void Session::EndCheck() {
  try {
    LookOnceMore();
  } catch (const lab::CallFailed&) {
    // The observer knows.
  }
}

// A thread that was left running has had time since the last call ended.
void Session::LookOnceMore() {
  if (worker_ == nullptr || failure_.has_value()) return;
  if (!worker_->StillWithinUse()) Gone();
}

void Session::DropWorker() {
  printed_ = printed();
  worker_.reset();
}

std::string Session::printed() {
  if (worker_ == nullptr) return printed_;
  worker_->Listen();
  return printed_ + worker_->printed();
}

void Session::StopWatch() {
  if (!busy_since_.has_value()) return;
  const double wall =
      std::chrono::duration<double>(Clock::now() - *busy_since_).count();
  seconds_ += worker_ == nullptr ? wall : worker_->cost(wall);
  if (account_ != nullptr) account_->Write(seconds_);
  busy_since_.reset();
}

void Session::Fail(Verdict verdict, std::string message, std::string detail) {
  StopWatch();
  failure_ = Failure{.verdict = verdict,
                     .call = function_,
                     .message = std::move(message),
                     .detail = std::move(detail)};
  if (observer_) observer_(*failure_);
  throw lab::CallFailed(std::string(VerdictName(verdict)), failure_->message);
}

// What has failed goes on failing, and what would only waste time is not
// tried.
void Session::RefuseIfPointless() {
  if (failure_.has_value()) {
    throw lab::CallFailed(std::string(VerdictName(failure_->verdict)),
                          failure_->message);
  }
  if (unusable_.has_value()) Fail(Verdict::kNotGraded, *unusable_);
  const auto timeouts = timeouts_.find(function_);
  if (timeouts != timeouts_.end() &&
      timeouts->second >= limits_.timeouts_per_function) {
    Fail(Verdict::kSkipped,
         absl::StrCat(function_, " has timed out ", timeouts->second,
                      " times already and was not called again."),
         "timed out before");
  }
  constexpr double kNothing = 1e-3;
  if (seconds_ + kNothing >= limits_.total_seconds) {
    Fail(Verdict::kSkipped,
         absl::StrCat("The time that a submission has for everything is used "
                      "up; ",
                      function_, " was not called."),
         "total time used up");
  }
}

void Session::StartWorker() {
  if (worker_ != nullptr) return;
  absl::StatusOr<std::unique_ptr<Worker>> worker =
      Worker::Start(path_, limits_);
  if (!worker.ok()) {
    Fail(Verdict::kNotGraded, std::string(worker.status().message()));
  }
  worker_ = *std::move(worker);
  worker_->WriteDown(transcript_.get());
}

Source& Session::Exchange(const std::string& function, Mode mode,
                          const Sink& arguments) {
  if (!failure_.has_value()) function_ = function;
  RefuseIfPointless();
  if (++calls_ == 1 && first_call_observer_) first_call_observer_();
  busy_since_ = Clock::now();
  StartWorker();
  worker_->StartClocks();
  if (!worker_->IsSilent()) Violation("it sent a reply before its request");

  Sink body;
  Encode(body, mode);
  Encode(body, function);
  const RequestHead head = {.call_id = RandomId(),
                            .size = body.size() + arguments.size()};
  std::vector<iovec> pieces = {{const_cast<RequestHead*>(&head), sizeof head}};
  for (const Sink* part : {&std::as_const(body), &arguments}) {
    const std::vector<iovec> more = part->Pieces();
    pieces.insert(pieces.end(), more.begin(), more.end());
  }
  if (!worker_->Send(std::move(pieces))) Gone();

  const Kind kind = ReadHead(head);
  if (kind != Kind::kValue) Complain(kind);
  return *worker_;
}

Kind Session::ReadHead(const RequestHead& request) {
  ReplyHead head{};
  worker_->Begin(sizeof head);
  if (!worker_->Value(head)) Gone();
  if (head.call_id != request.call_id) Violation("a reply to another call");
  if (head.kind < 1 || head.kind > kLastKind || head.zero != 0) {
    Violation("a reply of an unknown kind");
  }
  const auto kind = static_cast<Kind>(head.kind);
  if (kind != Kind::kValue && head.size > kMostComplaint) {
    Violation(absl::StrCat("a reply of ", head.size, " bytes"));
  }
  if (kind == Kind::kValue) CheckSize(request.size, head.size);
  worker_->Begin(head.size);
  return kind;
}

// What the trusted side keeps of replies must not depend on their sender.
void Session::CheckSize(std::uint64_t request, std::uint64_t reply) {
  constexpr std::uint64_t kForEachByte = 16;
  const std::uint64_t of_the_request = kForEachByte * request;
  const std::uint64_t most = limits_.reply_bytes + of_the_request;
  if (reply > most) TooLong(reply, most);
  surplus_ += reply > of_the_request ? reply - of_the_request : 0;
  if (surplus_ > limits_.surplus_bytes) {
    TooLong(surplus_, limits_.surplus_bytes);
  }
}

void Session::Finish(bool decoded) {
  if (!decoded && worker_->problem().empty()) Gone();
  if (!decoded) Violation(worker_->problem());
  if (worker_->left() > 0) Violation("its reply is longer than its contents");
  if (worker_->surplus() > 0) Violation("it sent more than its reply");
  // What it printed was sent before the reply: whether it was too much does
  // not depend on which was seen first.
  if (!worker_->EndCall()) Gone();
  StopWatch();
}

void Session::WrongShape(const std::string& what) { Violation(what); }

}  // namespace wbm::boundary
