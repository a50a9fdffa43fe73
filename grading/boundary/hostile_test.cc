// Each way in which a function fails to return has a verdict of its own, and
// what a worker can see and leave behind is nothing.

#include "grading/boundary/testing/hostile.h"

#include <fcntl.h>
#include <fenv.h>
#include <signal.h>
#include <sys/syscall.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>

#include "common/lab/call_failed.h"
#include "common/lab/each.h"
#include "grading/boundary/codec.h"
#include "grading/boundary/session.h"
#include "gtest/gtest.h"

namespace boundary_hostile {
namespace {

using ::wbm::boundary::Decode;
using ::wbm::boundary::Encode;
using ::wbm::boundary::Failure;
using ::wbm::boundary::Mode;
using ::wbm::boundary::Session;
using ::wbm::boundary::SessionLimits;
using ::wbm::boundary::Sink;
using ::wbm::boundary::Source;
using ::wbm::boundary::Verdict;
using ::wbm::boundary::VerdictName;
using ::wbm::lab::CallFailed;

class HostileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    session_.SetObserver([this](const Failure& failure) {
      ++failures_;
      failure_ = failure;
    });
    session_.StartCheck();
  }
  void TearDown() override { session_.SetObserver(nullptr); }

  // The verdict of `call`, which must not return.
  template <class CallIt>
  Failure FailureOf(CallIt call) {
    session_.StartCheck();
    failures_ = 0;
    try {
      call();
      ADD_FAILURE() << "it returned";
    } catch (const CallFailed& failed) {
      EXPECT_EQ(failures_, 1) << "the verdict comes before the exception";
      EXPECT_EQ(failed.verdict(), VerdictName(failure_.verdict));
      EXPECT_EQ(failed.what(), failure_.message);
    }
    return failure_;
  }
  template <class CallIt>
  Verdict VerdictOf(CallIt call) {
    return FailureOf(call).verdict;
  }

  Session& session_ = Session::Current();
  Failure failure_;
  int failures_ = 0;
};

TEST_F(HostileTest, AStubSaysItsTaskFileAndLine) {
  const Failure failure = FailureOf(NotWritten);
  EXPECT_EQ(failure.verdict, Verdict::kNotWritten);
  EXPECT_EQ(failure.call, "NotWritten");
  EXPECT_EQ(failure.detail.substr(0, 15), "9.1 hostile.cc:");
}

TEST_F(HostileTest, ExceptionsAreNamed) {
  const Failure failure = FailureOf(ThrowsOutOfRange);
  EXPECT_EQ(failure.verdict, Verdict::kThrew);
  EXPECT_EQ(failure.detail, "std::out_of_range: index 9 of 3");
  EXPECT_EQ(VerdictOf(ThrowsAnInt), Verdict::kThrew);
  EXPECT_EQ(FailureOf(ThrowsLongText).detail.size(), 4096u);
}

TEST_F(HostileTest, CrashesNameTheSignalAndTheCall) {
  const Failure failure = FailureOf(ReadsNull);
  EXPECT_EQ(failure.verdict, Verdict::kCrashed);
  EXPECT_EQ(failure.detail, "SIGSEGV (Segmentation fault)");
  EXPECT_EQ(failure.call, "ReadsNull");
  EXPECT_EQ(FailureOf(Aborts).detail, "SIGABRT (Aborted)");
  EXPECT_EQ(FailureOf(DividesByZero).detail,
            "SIGFPE (Floating point exception)");
  // Only the system may do that, and then it is nobody's fault.
  EXPECT_EQ(VerdictOf(KillsItself), Verdict::kProcessLimit);
}

TEST_F(HostileTest, ExitingIsNotReturning) {
  EXPECT_EQ(VerdictOf([] { CallsExit(0); }), Verdict::kExited);
  EXPECT_EQ(FailureOf([] { CallsExit(3); }).detail, "exit code 3");
  EXPECT_EQ(VerdictOf(CallsUnderscoreExit), Verdict::kExited);
  // An exit code is not taken for a signal: 159 is 128 + SIGSYS, 137 SIGKILL.
  EXPECT_EQ(FailureOf([] { CallsExit(159); }).detail, "exit code 159");
  EXPECT_EQ(FailureOf([] { CallsExit(137); }).detail, "exit code 137");
  EXPECT_EQ(VerdictOf(CallsQuickExit), Verdict::kExited);
}

TEST_F(HostileTest, ExitingBetweenTwoCallsIsNoticed) {
  const auto exits_meanwhile = [] {
    ExitsLater();
    Sleeps();
  };
  EXPECT_EQ(VerdictOf(exits_meanwhile), Verdict::kExited);
}

TEST_F(HostileTest, ALoopIsStoppedByItsCpuTime) {
  const Failure failure = FailureOf(Loops);
  EXPECT_EQ(failure.verdict, Verdict::kTimedOut);
  EXPECT_EQ(failure.detail, "more than 0.5 s of CPU time");
  EXPECT_EQ(VerdictOf(LoopsIgnoringSignals), Verdict::kTimedOut);
}

TEST_F(HostileTest, ASleeperIsStoppedByTheClock) {
  const Failure failure = FailureOf(Sleeps);
  EXPECT_EQ(failure.verdict, Verdict::kTimedOut);
  EXPECT_EQ(failure.detail, "it waited for 1 s and computed nothing");
}

TEST_F(HostileTest, MemoryIsLimitedWhicheverWayItIsFelt) {
  EXPECT_EQ(VerdictOf(AllocatesForever), Verdict::kMemoryLimit);
  EXPECT_EQ(VerdictOf(AllocatesInNoexcept), Verdict::kMemoryLimit);
}

TEST_F(HostileTest, MemoryThatIsGivenBackInTheSameCallCounts) {
  for (int i = 0; i < 5; ++i) {
    const Failure failure = FailureOf([] { TouchesBytes(160 << 20); });
    EXPECT_EQ(failure.verdict, Verdict::kMemoryLimit);
    EXPECT_EQ(failure.detail, "128 MiB");
  }
  session_.StartCheck();
  EXPECT_EQ(TouchesBytes(96 << 20), 96u << 20);
}

TEST_F(HostileTest, ArgumentsThatDoNotFitAreAMemoryLimit) {
  const std::vector<std::int8_t> x(128 << 20);
  EXPECT_EQ(VerdictOf([&] { TakesBytes(x); }), Verdict::kMemoryLimit);
  session_.StartCheck();
  EXPECT_EQ(TakesBytes(std::span(x).first(1 << 20)), 1 << 20);
}

TEST_F(HostileTest, OutputIsKeptUpToItsCap) {
  Prints("hello ", false);
  Prints("world", true);
  EXPECT_EQ(session_.printed(), "hello world");
  EXPECT_EQ(VerdictOf(PrintsForever), Verdict::kOutputLimit);
  EXPECT_EQ(session_.printed().size(), 65536u);
}

TEST_F(HostileTest, OutputOverItsCapIsNoticedWhereverTheCallReturns) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(VerdictOf([] { Prints(std::string(65537, 'x'), true); }),
              Verdict::kOutputLimit);
  }
  session_.StartCheck();
  Prints(std::string(65536, 'x'), true);
}

TEST_F(HostileTest, OutputOfAnEarlierWorkerOfTheCheckIsKept) {
  Prints("one ", false);
  session_.FreshWorker();
  Prints("two", false);
  EXPECT_EQ(session_.printed(), "one two");
  session_.StartCheck();
  EXPECT_EQ(session_.printed(), "");
}

// A name, a link or an attribute is memory of the kernel's, which no limit of
// the worker's counts.
TEST_F(HostileTest, NoFileCanBeMadeOrWritten) {
  for (const char* folder : {"/", "/tmp/"}) {
    EXPECT_EQ(MakesFiles(folder), std::vector<int>(6, EROFS)) << folder;
  }
  EXPECT_EQ(WritesToItsInput(), EPERM);
  for (const std::int32_t number :
       {SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr}) {
    EXPECT_EQ(VerdictOf([&] { SystemCall(number); }), Verdict::kProcessLimit)
        << number;
  }
}

TEST_F(HostileTest, NewProcessesAreForbidden) {
  EXPECT_EQ(VerdictOf(Forks), Verdict::kProcessLimit);
  EXPECT_EQ(VerdictOf(RunsShell), Verdict::kProcessLimit);
  EXPECT_EQ(VerdictOf([] { SystemCall(SYS_vfork); }), Verdict::kProcessLimit);
  EXPECT_EQ(VerdictOf([] { SystemCall(SYS_clone); }), Verdict::kProcessLimit);
}

TEST_F(HostileTest, ForbiddenSystemCallsKill) {
  const std::vector<std::int32_t> forbidden = {
      SYS_socket, SYS_socketpair, SYS_ptrace, SYS_mount, SYS_umount2,
      SYS_unshare, SYS_setns, SYS_pivot_root, SYS_chroot, SYS_io_uring_setup,
      SYS_bpf, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_perf_event_open,
      SYS_userfaultfd, SYS_process_vm_readv, SYS_process_vm_writev, SYS_shmget,
      SYS_msgget, SYS_semget, SYS_mq_open, SYS_open_by_handle_at, SYS_mknod,
      SYS_kexec_load, SYS_init_module, SYS_fsopen,
      // What two workers could talk by, and what changes one's own limits.
      SYS_flock, SYS_inotify_init, SYS_inotify_init1, SYS_fadvise64,
      SYS_readahead, SYS_mincore, SYS_preadv2, SYS_pwritev2, SYS_memfd_create,
      SYS_setrlimit, SYS_setpriority, SYS_sched_setaffinity, SYS_mlockall,
      SYS_personality, SYS_pidfd_open, SYS_io_setup, SYS_io_submit,
      SYS_io_destroy, SYS_io_getevents, SYS_io_pgetevents, SYS_io_cancel,
      SYS_epoll_create1, SYS_eventfd2, SYS_signalfd4, SYS_timerfd_create,
      SYS_pipe2, SYS_vmsplice, SYS_splice, SYS_tee,
      0x40000000 | SYS_getpid /* the x32 interface */};
  for (const std::int32_t number : forbidden) {
    EXPECT_EQ(VerdictOf([&] { SystemCall(number); }), Verdict::kProcessLimit)
        << number;
  }
}

TEST_F(HostileTest, LocksLeasesAndSharedMemoryAreForbidden) {
  for (const std::int32_t control :
       {F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_SETLEASE,
        F_GETLEASE, F_NOTIFY}) {
    EXPECT_EQ(VerdictOf([&] { Controls(control); }), Verdict::kProcessLimit)
        << control;
  }
  EXPECT_EQ(VerdictOf(SharesMemory), Verdict::kProcessLimit);
  EXPECT_EQ(VerdictOf(LowersItsMemory), Verdict::kProcessLimit);
  session_.StartCheck();
  EXPECT_EQ(SystemCall(SYS_sysinfo), -1);
}

TEST_F(HostileTest, WhatStopsAProcessIsForbidden) {
  for (const std::int32_t signal : {SIGSTOP, SIGTSTP, SIGKILL}) {
    EXPECT_EQ(VerdictOf([&] { SignalsItself(signal); }),
              Verdict::kProcessLimit);
  }
  EXPECT_EQ(FailureOf([] { SignalsItself(SIGTERM); }).detail,
            "SIGTERM (Terminated)");
}

// Signals that wait are counted for an account, all its processes together.
TEST_F(HostileTest, FewSignalsWait) {
  EXPECT_EQ(QueuesSignals(1000), 64);
  EXPECT_EQ(QueuesSignals(1000), 64);
}

TEST_F(HostileTest, TheSandboxsOwnProcessIsLeftAlone) {
  EXPECT_EQ(VerdictOf(LimitsInit), Verdict::kProcessLimit);
}

TEST_F(HostileTest, ThreadsAreLimited) {
  const Failure failure = FailureOf(StartsThreadsForever);
  EXPECT_EQ(failure.verdict, Verdict::kProcessLimit);
  EXPECT_EQ(failure.detail, "more than 64 threads");
}

TEST_F(HostileTest, ANameIsNotTakenForANumberOfThreads) {
  const Failure failure = FailureOf([] {
    NamesItself("x Threads: 1");
    StartsThreadsForever();
  });
  EXPECT_EQ(failure.detail, "more than 64 threads");
}

TEST_F(HostileTest, AProcessWithoutItsFirstThreadIsSeenToWait) {
  const Failure failure = FailureOf(EndsItsFirstThread);
  EXPECT_EQ(failure.verdict, Verdict::kTimedOut);
  EXPECT_EQ(failure.detail, "it waited for 1 s and computed nothing");
}

// Else it could sleep through a budget that counts CPU time.
TEST_F(HostileTest, SleepIsPaidForHoweverLittleIsComputedMeanwhile) {
  Session session(std::getenv("WBM_WORKER"), SessionLimits());
  Sink arguments;
  Encode(arguments, 900);
  Source& reply = session.Exchange("Dozes", Mode::kCall, arguments);
  int result = 1;
  session.Finish(Decode(reply, result));
  EXPECT_EQ(result, 0);
  EXPECT_GT(session.seconds(), 0.3);  // a tenth of it is computing
}

// What it does between its calls and after the last one counts as well.
TEST_F(HostileTest, AWorkerIsLookedAtWhenItsCheckEnds) {
  SessionLimits limits;
  limits.worker.threads = 4;
  Session session(std::getenv("WBM_WORKER"), limits);
  std::optional<Failure> failure;
  session.SetObserver([&](const Failure& f) { failure = f; });
  Sink arguments;
  Encode(arguments, 9);
  Source& reply =
      session.Exchange("StartsThreadsLater", Mode::kCall, arguments);
  int threads = 0;
  session.Finish(Decode(reply, threads));
  EXPECT_EQ(threads, 9);
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!failure.has_value() && std::chrono::steady_clock::now() < deadline) {
    session.EndCheck();
  }
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->verdict, Verdict::kProcessLimit);
  EXPECT_EQ(failure->detail, "more than 4 threads");
}

// Each reserves more than the limit and touches next to nothing.
TEST_F(HostileTest, ThreadsWork) {
  EXPECT_EQ(SumsInThreads(8), 28);
  EXPECT_EQ(SumsInThreads(64), 64 * 63 / 2);  // as many as a handout allows
  EXPECT_EQ(Clone3Error(), ENOSYS);
}

TEST_F(HostileTest, NothingIsVisibleButTheWorkerItself) {
  const std::vector<std::string> root = {".", "..", "launch", "tmp", "worker"};
  EXPECT_EQ(FilesIn("/"), root);
  EXPECT_EQ(FilesIn("/tmp"), (std::vector<std::string>{".", ".."}));
  for (const char* folder :
       {"/proc", "/usr", "/dev", "/sys", "/etc", "/root", "/home"}) {
    EXPECT_EQ(FilesIn(folder), std::vector<std::string>{"(none)"}) << folder;
  }
  EXPECT_EQ(ReadsFile("/proc/self/environ"), std::nullopt);
  EXPECT_FALSE(LeavesFile("/worker"));
}

TEST_F(HostileTest, EnvironmentAndArgumentsHoldNothing) {
  EXPECT_EQ(Environment(), std::vector<std::string>{"PWD=/tmp"});
  EXPECT_EQ(ProgramName(), "/worker");
  EXPECT_EQ(OpenDescriptors(), (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST_F(HostileTest, TheWorkerIsNobodyWithoutCapabilities) {
  EXPECT_EQ(Identity(), (std::vector<std::uint32_t>{65534, 65534, 0, 0, 0}));
}

TEST_F(HostileTest, AChangedRoundingModeIsNamed) {
  const Failure failure = FailureOf([] { SetsRounding(FE_UPWARD); });
  EXPECT_EQ(failure.verdict, Verdict::kFloatingPointEnvironment);
  EXPECT_EQ(failure.detail, "rounds upward, x87 rounds upward");
  EXPECT_EQ(VerdictOf(SetsX87Precision), Verdict::kFloatingPointEnvironment);
  EXPECT_EQ(FailureOf(SetsFlushToZero).detail,
            "flushes results to zero, reads subnormals as zero");
}

TEST_F(HostileTest, AChangedRoundingModeIsNoticedElementwiseToo) {
  const std::vector<std::int32_t> modes = {FE_TONEAREST, FE_DOWNWARD};
  EXPECT_EQ(VerdictOf([&] { ::wbm::lab::Each<&SetsRounding>(modes); }),
            Verdict::kFloatingPointEnvironment);
}

TEST_F(HostileTest, AReplyThatAFunctionWritesItselfIsNone) {
  EXPECT_EQ(VerdictOf(WritesToReplyPipe), Verdict::kProtocolViolation);
}

TEST_F(HostileTest, AClosedReplyPipeIsAViolation) {
  const Failure failure = FailureOf(ClosesReplyPipeAndSleeps);
  EXPECT_EQ(failure.verdict, Verdict::kProtocolViolation);
  EXPECT_EQ(failure.detail, "it closed its pipe and went on running");
  EXPECT_EQ(VerdictOf(ClosesReplyPipeAndReturns), Verdict::kExited);
}

TEST_F(HostileTest, AWorkerThatStartsItselfAnewNeverReplies) {
  EXPECT_EQ(VerdictOf(RunsItselfAgain), Verdict::kTimedOut);
}

TEST_F(HostileTest, AFailedCheckStaysFailedUntilTheNext) {
  EXPECT_THROW(ReadsNull(), CallFailed);
  EXPECT_EQ(failures_, 1);
  try {
    Fine();
    ADD_FAILURE() << "it returned";
  } catch (const CallFailed& again) {
    EXPECT_EQ(again.verdict(), "crashed");
  }
  EXPECT_EQ(failures_, 1);
  session_.FreshWorker();
  EXPECT_THROW(Fine(), CallFailed);
  session_.StartCheck();
  EXPECT_EQ(Fine(), 1);
}

}  // namespace
}  // namespace boundary_hostile
