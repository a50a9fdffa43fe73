#include "grading/sandbox/seccomp_filter.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace wbm::sandbox {
namespace {

// Names and not numbers: one that this machine's libseccomp does not know is
// one that an older kernel does not have either.
constexpr const char* kForbidden[] = {
    // The network.
    "socket", "socketpair",
    // Other processes' memory and descriptors.
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd",
    // Namespaces, mounts, devices, files by handle.
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree",
    "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
    "mknod", "mknodat", "name_to_handle_at", "open_by_handle_at",
    // Programs and keys inside the kernel.
    "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf",
    "perf_event_open", "keyctl", "add_key", "request_key", "userfaultfd",
    "fanotify_init", "init_module", "finit_module", "delete_module",
    "kexec_load", "kexec_file_load", "modify_ldt", "iopl", "ioperm", "syslog",
    "lookup_dcookie",
    // Memory outside the limit on the address space.
    "shmget", "shmat", "shmctl", "semget", "msgget", "mq_open", "memfd_secret",
    // The machine's own state.
    "acct", "quotactl", "reboot", "swapon", "swapoff", "settimeofday",
    "clock_settime", "clock_adjtime", "adjtimex", "sethostname",
    "setdomainname", "vhangup"};

// What a computation has no use for and two workers could talk by, or hide
// memory in. Locks, leases and watches are on an inode; what is resident tells
// of others; so does what the whole machine has free, or how many of something
// it has in use.
constexpr const char* kForbiddenToWorkers[] = {
    "flock", "inotify_init", "inotify_init1", "inotify_add_watch", "fadvise64",
    "readahead", "mincore", "preadv2", "pwritev2", "memfd_create", "sync",
    "syncfs", "sync_file_range", "sendfile", "copy_file_range",
    // Counted for the whole machine, or for an account: requests to disks,
    // events that are waited for, and (their inodes' numbers tell) pipes.
    "io_setup", "io_submit", "io_destroy", "io_getevents", "io_pgetevents",
    "io_cancel", "epoll_create", "epoll_create1", "eventfd", "eventfd2",
    "signalfd", "signalfd4", "timerfd_create", "pipe", "pipe2", "cachestat",
    "quotactl_fd", "statmount", "listmount",
    // Memory of the kernel's in what is open already: attributes of a file,
    // pages that a pipe holds, rules of access.
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat", "splice", "tee",
    "vmsplice", "landlock_create_ruleset", "landlock_add_rule",
    "landlock_restrict_self",
    // Priorities, places and limits: one's own stay as they are.
    "setrlimit", "setpriority", "ioprio_set", "sched_setscheduler",
    "sched_setparam", "sched_setattr", "sched_setaffinity", "set_mempolicy",
    "get_mempolicy", "mbind", "migrate_pages", "move_pages", "mlock", "mlock2",
    "mlockall", "personality", "process_madvise", "pidfd_open",
    "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    // A timer sends any signal, and a filter of one's own any error.
    "timer_create", "seccomp"};

// A mode in which the next call ends the thread as the system alone may end
// it, and a signal of one's own choice when the launcher ends. And a core of
// one's own: who waits for a CPU waits for what others do, not for that.
constexpr int kForbiddenOptions[] = {PR_SET_SECCOMP, PR_SET_PDEATHSIG,
                                     PR_SCHED_CORE};

constexpr int kForbiddenControls[] = {
    F_GETLK,      F_SETLK,    F_SETLKW,     F_OFD_GETLK, F_OFD_SETLK,
    F_OFD_SETLKW, F_SETLEASE, F_GETLEASE,   F_NOTIFY,    F_SETOWN,
    F_SETOWN_EX,  F_SETSIG,   F_SETPIPE_SZ, F_GETPIPE_SZ};

// Signals that stop a process, or end it as the system alone may end it: who
// is found dead of SIGKILL was killed from outside.
constexpr int kForbiddenSignals[] = {SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN,
                                     SIGTTOU};

constexpr scmp_datum_t kNewNamespaces =
    CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC |
    CLONE_NEWUTS | CLONE_NEWCGROUP;

absl::Status Failed(const char* what, int error) {
  return absl::InternalError(
      absl::StrCat("the system-call filter could not be made: ", what, ": ",
                   strerror(error < 0 ? -error : error)));
}

// 0, or a negative errno.
int Forbid(scmp_filter_ctx filter, const char* name) {
  const int number = seccomp_syscall_resolve_name(name);
  if (number == __NR_SCMP_ERROR) return 0;
  return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, number, 0);
}

int ForbidNewProcesses(scmp_filter_ctx filter) {
  for (const char* name : {"fork", "vfork"}) {
    if (const int error = Forbid(filter, name); error != 0) return error;
  }
  return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
}

// A process in no new namespace may be made.
int ForbidNewNamespaces(scmp_filter_ctx filter) {
  for (scmp_datum_t flag = 1; flag <= kNewNamespaces; flag <<= 1) {
    if ((flag & kNewNamespaces) == 0) continue;
    const int error =
        seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
                         SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
    if (error != 0) return error;
  }
  return 0;
}

// Another process, such as the launcher, is left alone.
int ForbidOthersLimits(scmp_filter_ctx filter) {
  return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(prlimit64), 1,
                          SCMP_A0(SCMP_CMP_NE, 0));
}

// 0, or the first error of rules that forbid `name` when `compare` holds.
int ForbidWhen(scmp_filter_ctx filter, int call, scmp_arg_cmp compare) {
  return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 1, compare);
}

// That argument `at`, an int to the kernel, is `value`. The register may hold
// more, which the kernel does not look at.
scmp_arg_cmp IntIs(unsigned at, int value) {
  return {at, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF,
          static_cast<std::uint32_t>(value)};
}

int ForbidSignals(scmp_filter_ctx filter) {
  for (const int signal : kForbiddenSignals) {
    for (const int error :
         {ForbidWhen(filter, SCMP_SYS(kill), IntIs(1, signal)),
          ForbidWhen(filter, SCMP_SYS(tkill), IntIs(1, signal)),
          ForbidWhen(filter, SCMP_SYS(tgkill), IntIs(2, signal))}) {
      if (error != 0) return error;
    }
  }
  return 0;
}

// The numbers of inodes, devices and mounts are given in turn to the whole
// machine: they tell what others do. stdio asks, and does without.
int HideFileNumbers(scmp_filter_ctx filter) {
  for (const char* name : {"stat", "lstat", "fstat", "newfstatat", "fstatat64",
                           "statx", "statfs", "fstatfs"}) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) continue;
    const int error =
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
    if (error != 0) return error;
  }
  return 0;
}

int ForbidToWorkers(scmp_filter_ctx filter) {
  for (const char* name : kForbiddenToWorkers) {
    if (const int error = Forbid(filter, name); error != 0) return error;
  }
  if (const int error = HideFileNumbers(filter); error != 0) return error;
  for (const int control : kForbiddenControls) {
    const int error = ForbidWhen(filter, SCMP_SYS(fcntl), IntIs(1, control));
    if (error != 0) return error;
  }
  for (const int option : kForbiddenOptions) {
    const int error = ForbidWhen(filter, SCMP_SYS(prctl), IntIs(0, option));
    if (error != 0) return error;
  }
  if (const int error = ForbidSignals(filter); error != 0) return error;
  for (const int error :
       {// One's own limits may be read, but a lower one would be taken for
        // ours.
        ForbidWhen(filter, SCMP_SYS(prlimit64), SCMP_A2(SCMP_CMP_NE, 0)),
        // Shared pages need not be mapped to be used: no count would see them.
        ForbidWhen(filter, SCMP_SYS(mmap),
                   SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED, MAP_SHARED)),
        // A stack that grows by itself is in no limit on what may be written.
        ForbidWhen(filter, SCMP_SYS(mmap),
                   SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_GROWSDOWN, MAP_GROWSDOWN)),
        // The whole machine's huge pages are one pool.
        ForbidWhen(filter, SCMP_SYS(mmap),
                   SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_HUGETLB, MAP_HUGETLB)),
        // A library may ask how much memory there is, and does without.
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(sysinfo), 0),
        // Does nothing, and says that it did: who gives his time away on a
        // busy machine cannot say that he was kept waiting.
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(sched_yield),
                         0)}) {
    if (error != 0) return error;
  }
  return ForbidNewProcesses(filter);
}

int AddRules(scmp_filter_ctx filter, Calls calls) {
  int error =
      seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  for (const char* name : kForbidden) {
    if (error == 0) error = Forbid(filter, name);
  }
  if (error == 0) {
    error =
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  }
  if (error == 0) error = ForbidOthersLimits(filter);
  if (error != 0) return error;
  return calls == Calls::kWorker ? ForbidToWorkers(filter)
                                 : ForbidNewNamespaces(filter);
}

// libseccomp makes a filter for this machine's own architecture.
int SetArchitecture(scmp_filter_ctx filter, std::uint32_t architecture) {
  const std::uint32_t own = seccomp_arch_native();
  if (architecture == own) return 0;
  const int error = seccomp_arch_add(filter, architecture);
  return error != 0 ? error : seccomp_arch_remove(filter, own);
}

// Compiled once a process and kind.
const absl::StatusOr<std::string>& Program(Calls calls) {
  static const auto* worker = new absl::StatusOr<std::string>(
      SeccompProgram(Calls::kWorker, seccomp_arch_native()));
  static const auto* toolchain = new absl::StatusOr<std::string>(
      SeccompProgram(Calls::kToolchain, seccomp_arch_native()));
  return calls == Calls::kWorker ? *worker : *toolchain;
}

}  // namespace

absl::StatusOr<std::string> SeccompProgram(Calls calls,
                                           std::uint32_t architecture) {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(
      seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (filter == nullptr) return Failed("seccomp_init", ENOMEM);
  if (const int error = SetArchitecture(filter.get(), architecture);
      error != 0) {
    return Failed("the architecture", error);
  }
  if (const int error = AddRules(filter.get(), calls); error != 0) {
    return Failed("a rule", error);
  }
  const UniqueFd file(memfd_create("filter", MFD_CLOEXEC));
  if (!file.valid()) return Failed("memfd_create", errno);
  const int error = seccomp_export_bpf(filter.get(), file.get());
  if (error != 0) return Failed("seccomp_export_bpf", error);
  const off_t size = lseek(file.get(), 0, SEEK_CUR);
  std::string program(static_cast<std::size_t>(size), '\0');
  if (pread(file.get(), program.data(), program.size(), 0) != size) {
    return Failed("pread", errno);
  }
  return program;
}

absl::StatusOr<UniqueFd> SeccompFilter(Calls calls) {
  const absl::StatusOr<std::string>& program = Program(calls);
  if (!program.ok()) return program.status();
  UniqueFd file(memfd_create("filter", MFD_CLOEXEC));
  if (!file.valid()) return Failed("memfd_create", errno);
  const auto size = static_cast<ssize_t>(program->size());
  if (write(file.get(), program->data(), program->size()) != size) {
    return Failed("write", errno);
  }
  if (lseek(file.get(), 0, SEEK_SET) != 0) return Failed("lseek", errno);
  return file;
}

}  // namespace wbm::sandbox
