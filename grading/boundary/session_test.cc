// What a worker can do to the protocol, and to the machine around it.

#include "grading/boundary/session.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <numeric>

#include "common/io/runfiles.h"
#include "common/lab/call_failed.h"
#include "grading/boundary/account.h"
#include "grading/boundary/codec.h"
#include "grading/sandbox/limits.h"
#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

std::string Worker(const std::string& name) {
  return io::Runfile("grading/boundary/testing/" + name).value_or("");
}

// Enough for whatever does reply, even on a busy machine.
SessionLimits Patient() {
  SessionLimits limits;
  limits.call_cpu_seconds = 1;
  limits.call_wall_seconds = 20;
  return limits;
}

// For what never does.
SessionLimits Quick() {
  SessionLimits limits;
  limits.call_wall_seconds = 0.3;
  return limits;
}

template <class R, class... A>
R Ask(Session& session, const std::string& function, const A&... arguments) {
  Sink sink;
  (Encode(sink, arguments), ...);
  Source& reply = session.Exchange(function, Mode::kCall, sink);
  R result = Blank<R>();
  session.Finish(Decode(reply, result));
  return result;
}

struct Verdicts {
  explicit Verdicts(Session& session) {
    session.SetObserver([this](const Failure& f) { last = f; });
  }
  Failure last;
};

// The failure of one call in a check of its own.
template <class R = std::int32_t, class... A>
Failure FailureOf(Session& session, const std::string& function,
                  const A&... arguments) {
  Verdicts verdicts(session);
  session.StartCheck();
  EXPECT_THROW(static_cast<void>(Ask<R>(session, function, arguments...)),
               lab::CallFailed)
      << function;
  session.SetObserver(nullptr);
  return verdicts.last;
}

template <class R = std::int32_t, class... A>
std::string VerdictOf(Session& session, const std::string& function,
                      const A&... arguments) {
  return std::string(
      VerdictName(FailureOf<R>(session, function, arguments...).verdict));
}

class RawWorkerTest : public ::testing::Test {
 protected:
  Session session_{Worker("raw_worker"), Patient()};
  Session impatient_{Worker("raw_worker"), Quick()};
};

TEST_F(RawWorkerTest, AnHonestReplyIsTaken) {
  EXPECT_EQ(Ask<std::int32_t>(session_, "Honest"), 7);
  EXPECT_EQ(Ask<std::int32_t>(session_, "Honest"), 7);
}

TEST_F(RawWorkerTest, AWorkerThatComputesNothingReturnsAWrongValue) {
  EXPECT_NE(Ask<std::int32_t>(session_, "ComputesNothing"), 7);
}

TEST_F(RawWorkerTest, RepliesThatAreNoneAreViolations) {
  for (const char* misdeed :
       {"StaleId", "Surplus", "AnotherReply", "ShorterThanItsContents",
        "LongerThanItsContents", "OversizedComplaint", "MalformedComplaint",
        "UnknownKind", "KindZero", "NonZeroGap", "BadRequest"}) {
    EXPECT_EQ(VerdictOf(session_, misdeed), "protocol_violation") << misdeed;
  }
  // Well formed, and said to be long: too much, and not forged.
  EXPECT_EQ(VerdictOf(session_, "Oversized"), "output_limit");
}

TEST_F(RawWorkerTest, ValuesThatAreNoneAreViolations) {
  EXPECT_EQ(VerdictOf<bool>(session_, "BadBool"), "protocol_violation");
  EXPECT_EQ(VerdictOf<std::vector<float>>(session_, "HugeVector"),
            "protocol_violation");
  EXPECT_EQ(VerdictOf<std::vector<std::vector<float>>>(session_, "HugeVector"),
            "protocol_violation");
  EXPECT_EQ(VerdictOf<std::string>(session_, "HugeSpan"), "protocol_violation");
  EXPECT_EQ(VerdictOf<absl::Status>(session_, "BadStatusCode"),
            "protocol_violation");
}

TEST_F(RawWorkerTest, AViolationEndsTheWorker) {
  EXPECT_EQ(VerdictOf(session_, "StaleId"), "protocol_violation");
  session_.StartCheck();
  EXPECT_EQ(Ask<std::int32_t>(session_, "Honest"), 7);
}

TEST_F(RawWorkerTest, AReplyToNoRequestIsFoundAtTheNext) {
  Verdicts verdicts(session_);
  EXPECT_EQ(Ask<std::int32_t>(session_, "LateSurplus"), 7);
  usleep(200'000);
  EXPECT_THROW(Ask<std::int32_t>(session_, "Honest"), lab::CallFailed);
  EXPECT_EQ(verdicts.last.verdict, Verdict::kProtocolViolation);
}

TEST_F(RawWorkerTest, AShortReplyIsAnExitOrATimeOut) {
  EXPECT_EQ(VerdictOf<std::string>(session_, "ShortAndExits"), "exited");
  EXPECT_EQ(VerdictOf<std::string>(impatient_, "ShortAndHangs"), "timed_out");
  EXPECT_EQ(VerdictOf(impatient_, "HalfAHead"), "timed_out");
}

TEST_F(RawWorkerTest, DrippingDoesNotExtendTheDeadline) {
  const auto start = std::chrono::steady_clock::now();
  using Megabyte = std::array<double, 1 << 17>;
  EXPECT_EQ(VerdictOf<Megabyte>(impatient_, "SlowDrip"), "timed_out");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

// However it is spread over the reply, or over what it prints meanwhile.
TEST_F(RawWorkerTest, SleepBeforeTheReplyIsWholeIsPaidFor) {
  for (const char* sleeper :
       {"SleepsInItsReply", "Trickles", "PrintsNowAndThen"}) {
    const double before = session_.seconds();
    EXPECT_EQ(Ask<std::int32_t>(session_, sleeper), 7);
    EXPECT_GT(session_.seconds() - before, 0.7) << sleeper;
  }
}

TEST_F(RawWorkerTest, AReplyThatStopsInTheMiddleIsNotWaitedFor) {
  const Failure failure = FailureOf(session_, "SleepsLongInItsReply");
  EXPECT_EQ(failure.verdict, Verdict::kTimedOut);
  EXPECT_EQ(failure.detail, "it waited for 1 s and computed nothing");
}

TEST_F(RawWorkerTest, AFloodEndsWithItsReply) {
  // The first eight bytes of the flood are a count far beyond the message.
  EXPECT_EQ(VerdictOf<std::string>(session_, "Flood"), "output_limit");
}

TEST_F(RawWorkerTest, ARequestThatIsNeverReadTimesOut) {
  const std::vector<float> large(4 << 20);  // more than any pipe holds
  EXPECT_EQ(VerdictOf(impatient_, "NeverReads", large), "timed_out");
  EXPECT_EQ(VerdictOf(impatient_, "RepliesUnread", large), "timed_out");
}

TEST_F(RawWorkerTest, AClosedRequestPipeIsAViolation) {
  const std::vector<float> large(4 << 20);
  EXPECT_EQ(VerdictOf(session_, "ClosesRequests", large), "protocol_violation");
}

TEST_F(RawWorkerTest, AfterTwoTimeOutsAFunctionIsSkipped) {
  EXPECT_EQ(VerdictOf(impatient_, "NeverReads"), "timed_out");
  EXPECT_EQ(VerdictOf(impatient_, "NeverReads"), "timed_out");
  EXPECT_EQ(VerdictOf(impatient_, "NeverReads"), "skipped");
  EXPECT_EQ(impatient_.calls(), 0);
  EXPECT_EQ(impatient_.timeouts().at("NeverReads"), 2);
  EXPECT_NE(VerdictOf(impatient_, "StaleId"), "skipped");
}

TEST(Session, CountsTheTimeOutsOfAnEarlierProgram) {
  SessionLimits limits = Quick();
  limits.earlier_timeouts = {{"Honest", 2}};
  Session session(Worker("raw_worker"), limits);
  EXPECT_EQ(VerdictOf(session, "Honest"), "skipped");
}

// Of calls that brought a value and of those that did not.
TEST(Session, WritesDownWhatItsCallsCost) {
  const std::string path = ::testing::TempDir() + "/account";
  ASSERT_TRUE(Account::Open(path).ok());
  EXPECT_EQ(Account::Seconds(path).value_or(-1), 0);
  setenv("WBM_ACCOUNT", path.c_str(), 1);
  Session session(Worker("raw_worker"), Patient());
  unsetenv("WBM_ACCOUNT");
  EXPECT_EQ(Ask<std::int32_t>(session, "SleepsInItsReply"), 7);
  const double first = Account::Seconds(path).value_or(-1);
  EXPECT_GT(first, 0.7);
  EXPECT_EQ(VerdictOf(session, "NeverReads"), "timed_out");
  EXPECT_GT(Account::Seconds(path).value_or(-1), first + 0.7);
  EXPECT_EQ(Account::Seconds(path).value_or(-1), session.seconds());
  EXPECT_FALSE(Account::Seconds(path + "/none").ok());
}

TEST(Session, SkipsEverythingOnceTheTotalIsUsedUp) {
  SessionLimits limits = Quick();
  limits.total_seconds = 0.2;
  Session session(Worker("raw_worker"), limits);
  EXPECT_EQ(VerdictOf(session, "NeverReads"), "timed_out");
  EXPECT_GE(session.seconds(), 0.2);
  EXPECT_EQ(VerdictOf(session, "Honest"), "skipped");
}

TEST(Session, ACpuLimitOnTheProcessIsATimeOutToo) {
  SessionLimits limits = Patient();
  // A busy machine gives a second of CPU time late.
  limits.call_cpu_seconds = 30;
  limits.call_wall_seconds = 600;
  limits.worker.cpu_seconds = 1;
  Session session(Worker("hostile_worker"), limits);
  for (const char* loop : {"Loops", "LoopsIgnoringSignals"}) {
    const Failure failure = FailureOf(session, loop);
    EXPECT_EQ(failure.verdict, Verdict::kTimedOut) << failure.message;
    EXPECT_EQ(failure.detail,
              "more than 1 s of CPU time in all calls of this check");
  }
}

// Of a request of 32 bytes, each of which may bring 16, with a count of 8.
TEST(Session, AReplyMayHaveItsLimitAndMoreForALongerRequest) {
  SessionLimits limits = Patient();
  limits.reply_bytes = 1008 - 16 * 32;
  Session session(Worker("hostile_worker"), limits);
  using ByteVector = std::vector<std::uint8_t>;
  EXPECT_EQ(
      Ask<ByteVector>(session, "ReturnsBytes", std::uint64_t{1000}).size(),
      1000u);
  EXPECT_EQ(VerdictOf<ByteVector>(session, "ReturnsBytes", std::uint64_t{1001}),
            "output_limit");
}

TEST(Session, WhatComesBackInAllCallsIsLimitedToo) {
  SessionLimits limits = Patient();
  limits.surplus_bytes = 3 * (1008 - 16 * 32);
  Session session(Worker("hostile_worker"), limits);
  using ByteVector = std::vector<std::uint8_t>;
  for (int call = 0; call < 3; ++call) {
    Ask<ByteVector>(session, "ReturnsBytes", std::uint64_t{1000});
  }
  // In the same check: a new one would count anew.
  Verdicts verdicts(session);
  EXPECT_THROW(static_cast<void>(Ask<ByteVector>(session, "ReturnsBytes",
                                                 std::uint64_t{1000})),
               lab::CallFailed);
  EXPECT_EQ(VerdictName(verdicts.last.verdict), "output_limit");
  session.SetObserver(nullptr);
}

TEST(Session, AReplyBeforeItsRequestIsAViolation) {
  for (int i = 0; i < 5; ++i) {
    Session session(Worker("early_reply_worker"), Patient());
    EXPECT_EQ(VerdictOf(session, "Honest"), "protocol_violation");
  }
}

TEST(Session, AConstructorThatExitsPassesNothing) {
  Session session(Worker("early_exit_worker"), Patient());
  EXPECT_EQ(VerdictOf(session, "Honest"), "exited");
}

TEST(Session, ARoundingModeChangedByAConstructorIsNamed) {
  Session session(Worker("early_rounding_worker"), Patient());
  const Failure failure = FailureOf(session, "Seven");
  EXPECT_EQ(failure.verdict, Verdict::kFloatingPointEnvironment);
  EXPECT_EQ(failure.detail,
            "rounds toward zero, x87 rounds toward zero, already before the "
            "call");
}

TEST(Session, AMissingWorkerIsNotGraded) {
  for (const std::string path : {"", "/nowhere/worker", "relative"}) {
    Session session(path, Patient());
    const Failure failure = FailureOf(session, "Honest");
    EXPECT_EQ(failure.verdict, Verdict::kNotGraded);
    EXPECT_NE(failure.message.find("is not an executable file"),
              std::string::npos)
        << failure.message;
  }
}

// linked_file.h has looked at what a submission's link made: what the kernel
// then refuses to start is of the submission's making, and nothing of that may
// end as "not graded". The machine's own faults are told apart by what the
// launcher reports: the errno of the exec (no memory, no right to execute, an
// error of the disk), a sandbox that did not stand, a kill from outside.
TEST(Session, AFileThatIsNoProgramIsNoFaultOfTheMachine) {
  const std::string path = ::testing::TempDir() + "/no_program";
  std::ofstream(path) << "just text";
  ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  Session session(path, Patient());
  EXPECT_EQ(VerdictOf(session, "Honest"), "crashed");
}

TEST(Session, WithoutBubblewrapNothingIsGradedAndTheRemedyIsNamed) {
  const std::string folder = ::testing::TempDir() + "/refusing";
  ASSERT_EQ(std::system(("mkdir -p " + folder).c_str()), 0);
  const std::string path = folder + "/bwrap";
  std::ofstream(path) << "#!/bin/sh\n"
                         "echo 'bwrap: No permissions to create new "
                         "namespace' >&2\nexit 1\n";
  ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  const std::string old = std::getenv("PATH");
  setenv("PATH", (folder + ":" + old).c_str(), 1);
  Session session(Worker("raw_worker"), Patient());
  const Failure failure = FailureOf(session, "Honest");
  setenv("PATH", old.c_str(), 1);
  EXPECT_EQ(failure.verdict, Verdict::kNotGraded);
  EXPECT_NE(failure.message.find("refuses the user namespaces"),
            std::string::npos)
      << failure.message;
}

}  // namespace
}  // namespace wbm::boundary
