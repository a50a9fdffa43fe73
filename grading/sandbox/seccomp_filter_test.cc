// The filter's program, read call by call for each architecture, without
// running it: what it answers is worked out here from the instructions.
#include "grading/sandbox/seccomp_filter.h"

#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace wbm::sandbox {
namespace {

using Program = std::vector<sock_filter>;
constexpr std::uint32_t kNoAnswer = std::numeric_limits<std::uint32_t>::max();

bool Jumps(const sock_filter& step, std::uint32_t a) {
  switch (BPF_OP(step.code)) {
    case BPF_JA:
      return true;
    case BPF_JEQ:
      return a == step.k;
    case BPF_JGT:
      return a > step.k;
    case BPF_JGE:
      return a >= step.k;
    default:  // BPF_JSET
      return (a & step.k) != 0;
  }
}

// What classic BPF makes of one call: the value that it returns. Knows what
// filters of system calls use, and gives kNoAnswer for anything else.
std::uint32_t Answer(const Program& program, const seccomp_data& call) {
  std::uint32_t a = 0;
  for (std::size_t at = 0; at < program.size(); ++at) {
    const sock_filter& step = program[at];
    switch (BPF_CLASS(step.code)) {
      case BPF_LD:
        if (step.k + sizeof a > sizeof call) return kNoAnswer;
        std::memcpy(&a, reinterpret_cast<const char*>(&call) + step.k,
                    sizeof a);
        break;
      case BPF_ALU:
        if (BPF_OP(step.code) != BPF_AND) return kNoAnswer;
        a &= step.k;
        break;
      case BPF_JMP:
        if (BPF_OP(step.code) == BPF_JA) {
          at += step.k;
        } else {
          at += Jumps(step, a) ? step.jt : step.jf;
        }
        break;
      case BPF_RET:
        return step.k;
      default:
        return kNoAnswer;
    }
  }
  return kNoAnswer;
}

class Filter : public testing::TestWithParam<std::uint32_t> {
 protected:
  static Program For(Calls calls) {
    const auto bytes = SeccompProgram(calls, GetParam());
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    if (!bytes.ok()) return {};
    Program program(bytes->size() / sizeof(sock_filter));
    std::memcpy(program.data(), bytes->data(), bytes->size());
    return program;
  }

  static int Number(const char* name) {
    return seccomp_syscall_resolve_name_arch(GetParam(), name);
  }

  // The architectures' tokens are the audit numbers that the kernel gives.
  static std::uint32_t Asked(Calls calls, int number, std::uint64_t first = 0,
                             std::uint64_t second = 0, std::uint64_t third = 0,
                             std::uint64_t fourth = 0) {
    seccomp_data call = {};
    call.nr = number;
    call.arch = GetParam();
    call.args[0] = first;
    call.args[1] = second;
    call.args[2] = third;
    call.args[3] = fourth;
    return Answer(For(calls), call);
  }
};

constexpr std::uint32_t kKilled = SECCOMP_RET_KILL_PROCESS;
constexpr std::uint32_t kAllowed = SECCOMP_RET_ALLOW;
constexpr Calls kBoth[] = {Calls::kWorker, Calls::kToolchain};

TEST_P(Filter, WhatNoComputationNeedsKills) {
  for (const char* name :
       {"socket",         "socketpair",  "ptrace",          "process_vm_readv",
        "unshare",        "setns",       "mount",           "umount2",
        "pivot_root",     "chroot",      "mknodat",         "open_by_handle_at",
        "io_uring_setup", "bpf",         "perf_event_open", "keyctl",
        "add_key",        "userfaultfd", "init_module",     "kexec_load",
        "shmget",         "msgget",      "reboot",          "settimeofday",
        "sethostname"}) {
    ASSERT_GE(Number(name), 0) << name;
    for (const Calls calls : kBoth) {
      EXPECT_EQ(Asked(calls, Number(name)), kKilled) << name;
    }
  }
}

TEST_P(Filter, WhatTwoWorkersCouldTalkByKillsThemAlone) {
  for (const char* name : {"flock",
                           "inotify_init1",
                           "inotify_add_watch",
                           "fadvise64",
                           "readahead",
                           "mincore",
                           "preadv2",
                           "pwritev2",
                           "memfd_create",
                           "sync",
                           "sendfile",
                           "io_setup",
                           "io_submit",
                           "io_destroy",
                           "io_getevents",
                           "io_cancel",
                           "io_pgetevents",
                           "epoll_create1",
                           "eventfd2",
                           "signalfd4",
                           "timerfd_create",
                           "pipe2",
                           "fsetxattr",
                           "setxattr",
                           "vmsplice",
                           "splice",
                           "tee",
                           "setpriority",
                           "sched_setaffinity",
                           "mbind",
                           "mlock",
                           "personality",
                           "pidfd_open",
                           "rt_sigqueueinfo"}) {
    ASSERT_GE(Number(name), 0) << name;
    EXPECT_EQ(Asked(Calls::kWorker, Number(name)), kKilled) << name;
    EXPECT_EQ(Asked(Calls::kToolchain, Number(name)), kAllowed) << name;
  }
}

// x86-64's kernel has a second table of calls, at numbers from 2^30 on; arm64's
// has none there and refuses by itself.
TEST_P(Filter, CallsOfTheX32InterfaceKill) {
  if (GetParam() != SCMP_ARCH_X86_64) GTEST_SKIP() << "x86-64's alone";
  for (const char* name : {"getpid", "write", "mmap"}) {
    for (const Calls calls : kBoth) {
      EXPECT_EQ(Asked(calls, 0x40000000 | Number(name)), kKilled) << name;
    }
  }
}

TEST_P(Filter, WhatAComputationNeedsPasses) {
  for (const char* name :
       {"read", "write", "mmap", "munmap", "mprotect", "brk", "futex",
        "exit_group", "rt_sigaction", "clock_gettime", "execve", "openat"}) {
    ASSERT_GE(Number(name), 0) << name;
    for (const Calls calls : kBoth) {
      EXPECT_EQ(Asked(calls, Number(name)), kAllowed) << name;
    }
  }
}

TEST_P(Filter, AWorkerStartsThreadsAndNoProcesses) {
  const int clone = Number("clone");
  EXPECT_EQ(Asked(Calls::kWorker, clone, CLONE_THREAD | CLONE_VM), kAllowed);
  EXPECT_EQ(Asked(Calls::kWorker, clone, 0), kKilled);
  EXPECT_EQ(Asked(Calls::kWorker, clone, CLONE_VM | CLONE_VFORK), kKilled);
  for (const char* name : {"fork", "vfork"}) {
    if (Number(name) < 0) continue;  // arm64 has clone alone
    EXPECT_EQ(Asked(Calls::kWorker, Number(name)), kKilled) << name;
  }
}

TEST_P(Filter, ACompilerStartsProcessesInNoNewNamespace) {
  const int clone = Number("clone");
  EXPECT_EQ(Asked(Calls::kToolchain, clone, CLONE_VM | CLONE_VFORK), kAllowed);
  for (const std::uint64_t flag :
       {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
        CLONE_NEWUTS, CLONE_NEWCGROUP}) {
    EXPECT_EQ(Asked(Calls::kToolchain, clone, flag), kKilled) << flag;
    EXPECT_EQ(Asked(Calls::kToolchain, clone, flag | CLONE_VM), kKilled)
        << flag;
  }
}

TEST_P(Filter, Clone3AnswersThatItIsNotThere) {
  for (const Calls calls : kBoth) {
    EXPECT_EQ(Asked(calls, Number("clone3")), SECCOMP_RET_ERRNO | ENOSYS);
  }
}

TEST_P(Filter, OnlyOnesOwnLimits) {
  for (const Calls calls : kBoth) {
    EXPECT_EQ(Asked(calls, Number("prlimit64"), 0), kAllowed);
    EXPECT_EQ(Asked(calls, Number("prlimit64"), 1), kKilled);
  }
}

// The kernel reads an int from the lower half of a register.
TEST_P(Filter, WhatStandsAboveAnIntHidesNothing) {
  for (const std::uint64_t above : {0ULL, 1ULL << 32, ~0ULL << 32}) {
    for (const int signal : {SIGKILL, SIGSTOP, SIGTSTP}) {
      const std::uint64_t word = above | static_cast<std::uint64_t>(signal);
      EXPECT_EQ(Asked(Calls::kWorker, Number("kill"), 1, word), kKilled);
      EXPECT_EQ(Asked(Calls::kWorker, Number("tkill"), 1, word), kKilled);
      EXPECT_EQ(Asked(Calls::kWorker, Number("tgkill"), 1, 1, word), kKilled);
    }
    for (const int control : {F_SETLK, F_SETLEASE, F_SETPIPE_SZ}) {
      const std::uint64_t word = above | static_cast<std::uint64_t>(control);
      EXPECT_EQ(Asked(Calls::kWorker, Number("fcntl"), 0, word), kKilled);
    }
  }
  EXPECT_EQ(Asked(Calls::kWorker, Number("tgkill"), 1, 1, SIGABRT), kAllowed);
  EXPECT_EQ(Asked(Calls::kWorker, Number("fcntl"), 0, F_GETFL), kAllowed);
}

TEST_P(Filter, AWorkerGetsNoSignalThatTheSystemAloneMaySend) {
  const int prctl = Number("prctl");
  EXPECT_EQ(Asked(Calls::kWorker, Number("seccomp")), kKilled);
  for (const std::uint64_t above : {0ULL, 1ULL << 32}) {
    EXPECT_EQ(Asked(Calls::kWorker, prctl, above | PR_SET_SECCOMP), kKilled);
    EXPECT_EQ(Asked(Calls::kWorker, prctl, above | PR_SET_PDEATHSIG), kKilled);
  }
  EXPECT_EQ(Asked(Calls::kWorker, prctl, PR_SET_NAME), kAllowed);
}

TEST_P(Filter, AWorkersMemoryIsItsOwnAndDoesNotGrowByItself) {
  const int mmap = Number("mmap");
  EXPECT_EQ(Asked(Calls::kWorker, mmap, 0, 1, 3, MAP_PRIVATE), kAllowed);
  EXPECT_EQ(Asked(Calls::kWorker, mmap, 0, 1, 3, MAP_SHARED), kKilled);
  EXPECT_EQ(Asked(Calls::kWorker, mmap, 0, 1, 3, MAP_PRIVATE | MAP_GROWSDOWN),
            kKilled);
  EXPECT_EQ(Asked(Calls::kWorker, mmap, 0, 1, 3, MAP_PRIVATE | MAP_HUGETLB),
            kKilled);
}

TEST_P(Filter, NoTimerSendsAWorkerASignal) {
  EXPECT_EQ(Asked(Calls::kWorker, Number("timer_create")), kKilled);
}

// A compiler's own threads may.
TEST_P(Filter, AWorkerGivesItsTimeToNobody) {
  EXPECT_EQ(Asked(Calls::kWorker, Number("sched_yield")), SECCOMP_RET_ERRNO);
  EXPECT_EQ(Asked(Calls::kToolchain, Number("sched_yield")), kAllowed);
  EXPECT_EQ(Asked(Calls::kWorker, Number("prctl"), PR_SCHED_CORE), kKilled);
}

// A number that the machine gives in turn tells how many others were given.
TEST_P(Filter, NumbersOfFilesAreNotToldToWorkers) {
  for (const char* name :
       {"fstat", "newfstatat", "statx", "statfs", "fstatfs"}) {
    EXPECT_EQ(Asked(Calls::kWorker, Number(name)), SECCOMP_RET_ERRNO | EPERM)
        << name;
    EXPECT_EQ(Asked(Calls::kToolchain, Number(name)), kAllowed) << name;
  }
}

TEST_P(Filter, CallsOfAnotherArchitectureKill) {
  for (const std::uint32_t other :
       {std::uint32_t{SCMP_ARCH_X86}, std::uint32_t{SCMP_ARCH_ARM},
        std::uint32_t{SCMP_ARCH_X86_64}, std::uint32_t{SCMP_ARCH_AARCH64}}) {
    if (other == GetParam()) continue;
    seccomp_data call = {};
    call.nr = Number("write");
    call.arch = other;
    for (const Calls calls : kBoth) {
      EXPECT_EQ(Answer(For(calls), call), kKilled) << other;
    }
  }
}

std::string Name(const testing::TestParamInfo<std::uint32_t>& info) {
  return info.param == SCMP_ARCH_AARCH64 ? "Arm64" : "X86";
}
INSTANTIATE_TEST_SUITE_P(EachArchitecture, Filter,
                         testing::Values(SCMP_ARCH_X86_64, SCMP_ARCH_AARCH64),
                         Name);

}  // namespace
}  // namespace wbm::sandbox
