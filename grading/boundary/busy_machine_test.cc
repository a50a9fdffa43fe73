// On a machine that gives a worker hardly any time, nothing is called the
// worker's fault but what it has done itself.
//
// All is pinned to one CPU, and others compete for it without end.

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "common/io/runfiles.h"
#include "common/lab/call_failed.h"
#include "grading/boundary/codec.h"
#include "grading/boundary/session.h"
#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

// This process, what it starts, and its competitors: on one CPU, those that
// may be used.
class OneBusyCpu {
 public:
  explicit OneBusyCpu(int competitors) {
    sched_getaffinity(0, sizeof before_, &before_);
    int cpu = 0;
    while (!CPU_ISSET(cpu, &before_)) ++cpu;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
    for (int i = 0; i < competitors; ++i) Compete();
  }
  ~OneBusyCpu() {
    for (const pid_t pid : competitors_) {
      kill(pid, SIGKILL);
      waitpid(pid, nullptr, 0);
    }
    sched_setaffinity(0, sizeof before_, &before_);
  }

 private:
  void Compete() {
    const pid_t pid = fork();
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      // Where each session has its share, one of its own.
      setsid();
      for (;;) asm volatile("");
    }
    competitors_.push_back(pid);
  }

  cpu_set_t before_;
  std::vector<pid_t> competitors_;
};

struct End {
  std::optional<Failure> failure;  // none: it has returned
  double seconds = 0;              // of the submission's budget
};

End Call(const SessionLimits& limits, const std::string& function,
         std::optional<int> argument) {
  Session session(
      io::Runfile("grading/boundary/testing/hostile_worker").value_or(""),
      limits);
  End end;
  session.SetObserver([&](const Failure& failure) { end.failure = failure; });
  try {
    Sink arguments;
    if (argument.has_value()) Encode(arguments, *argument);
    Source& reply = session.Exchange(function, Mode::kCall, arguments);
    int result = 1;
    session.Finish(Decode(reply, result));
  } catch (const lab::CallFailed&) {
    // The observer knows.
  }
  end.seconds = session.seconds();
  return end;
}

std::string VerdictOf(const End& end) {
  return end.failure.has_value()
             ? std::string(VerdictName(end.failure->verdict))
             : "returned";
}

// A twelfth of the CPU: 0.3 s take 3.6 s or more.
constexpr int kCompetitors = 11;

SessionLimits WithDeadline(double seconds) {
  SessionLimits limits;
  limits.call_wall_seconds = seconds;
  limits.call_idle_seconds = 60;
  return limits;
}

TEST(BusyMachine, ACallThatIsKeptWaitingIsWaitedFor) {
  const OneBusyCpu busy(kCompetitors);
  const End end = Call(WithDeadline(1.5), "Computes", 300);
  EXPECT_EQ(VerdictOf(end), "returned");
  // Others had the rest; it pays for what it had itself.
  EXPECT_GT(end.seconds, 0.25);
  EXPECT_LT(end.seconds, 1.5);
}

// Between two looks at them each has waited for the other, and for the CPU: at
// least half of the latter is known.
TEST(BusyMachine, ThreadsThatTakeTurnsAreWaitedFor) {
  for (const int competitors : {3, kCompetitors}) {
    const OneBusyCpu busy(competitors);
    const auto start = std::chrono::steady_clock::now();
    const End end = Call(WithDeadline(6), "HandsOver", 300);
    const std::chrono::duration<double> took =
        std::chrono::steady_clock::now() - start;
    EXPECT_EQ(VerdictOf(end), "returned");
    EXPECT_GT(end.seconds, 0.25);
    EXPECT_LT(end.seconds, 0.8 * took.count());
  }
}

TEST(BusyMachine, OneThatIsKeptWaitingForEverIsNotGraded) {
  const OneBusyCpu busy(kCompetitors);
  const End end = Call(WithDeadline(0.3), "Computes", 1500);
  ASSERT_EQ(VerdictOf(end), "not_graded");
  EXPECT_NE(end.failure->message.find("Remedy: run fewer things at once"),
            std::string::npos)
      << end.failure->message;
}

// Each time it wakes it stands in the queue behind the others; and yet it is
// its own doing that the call takes so long.
TEST(BusyMachine, OneThatSleepsIsNotKeptWaiting) {
  const OneBusyCpu busy(kCompetitors);
  EXPECT_EQ(VerdictOf(Call(WithDeadline(1), "Dozes", 60'000)), "timed_out");
  EXPECT_EQ(VerdictOf(Call(WithDeadline(1), "Sleeps", std::nullopt)),
            "timed_out");
  EXPECT_EQ(VerdictOf(Call(WithDeadline(1), "DozesInThreads", 5)), "timed_out");
}

// This side was not running, and the worker has answered long ago.
TEST(BusyMachine, ALateLookIsNoIdleness) {
  const pid_t grader = fork();
  if (grader == 0) {
    SessionLimits limits;
    limits.call_idle_seconds = 1;
    _exit(Call(limits, "Naps", 500).failure.has_value() ? 1 : 0);
  }
  usleep(250'000);
  kill(grader, SIGSTOP);
  usleep(2'500'000);
  kill(grader, SIGCONT);
  int status = 1;
  waitpid(grader, &status, 0);
  EXPECT_EQ(status, 0);
}

// Many calls, each of them short: what the budget of a submission pays for
// them.
double SecondsOf(const std::string& function, std::optional<int> argument,
                 int calls) {
  Session session(
      io::Runfile("grading/boundary/testing/hostile_worker").value_or(""),
      SessionLimits());
  for (int call = 0; call < calls; ++call) {
    Sink arguments;
    if (argument.has_value()) Encode(arguments, *argument);
    Source& reply = session.Exchange(function, Mode::kCall, arguments);
    int result = 1;
    session.Finish(Decode(reply, result));
  }
  return session.seconds();
}

TEST(BusyMachine, ShortCallsPayForWhatTheyTakeAlone) {
  const OneBusyCpu busy(kCompetitors);
  const auto start = std::chrono::steady_clock::now();
  const double paid = SecondsOf("Computes", 5, 40);
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - start;
  EXPECT_GT(paid, 0.19);
  EXPECT_LT(paid, 0.4 * took.count());
}

TEST(BusyMachine, ShortCallsThatSleepPayForIt) {
  EXPECT_GT(SecondsOf("Naps", 10, 60), 0.55);
  const OneBusyCpu busy(2);
  EXPECT_GT(SecondsOf("Naps", 10, 60), 0.4);
}

// On one CPU all but one of them wait, for each other.
TEST(BusyMachine, ThreadsThatCompeteWithEachOtherAreNotKeptWaiting) {
  const OneBusyCpu alone(0);
  SessionLimits limits = WithDeadline(60);
  limits.call_cpu_seconds = 0.5;
  for (const char* function : {"LoopsInThreads", "YieldsInThreads"}) {
    const End end = Call(limits, function, 64);
    ASSERT_EQ(VerdictOf(end), "timed_out") << function;
    EXPECT_EQ(end.failure->detail, "more than 0.5 s of CPU time") << function;
  }
}

// Who gives his time to the others gets to his limit of it all the same.
TEST(BusyMachine, YieldingGivesNothingAway) {
  const OneBusyCpu busy(2);
  SessionLimits limits = WithDeadline(6);
  limits.call_cpu_seconds = 0.5;
  const End end = Call(limits, "Yields", std::nullopt);
  ASSERT_EQ(VerdictOf(end), "timed_out");
  EXPECT_EQ(end.failure->detail, "more than 0.5 s of CPU time");
}

}  // namespace
}  // namespace wbm::boundary
