#include "grading/boundary/testing/hostile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fenv.h>
#include <immintrin.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <latch>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "common/lab/not_yet.h"

namespace boundary_hostile {

int Fine() { return 1; }
int CountsItsCalls() {
  static int calls = 0;
  return ++calls;
}

int NotWritten() { NOT_YET("9.1"); }
int ThrowsOutOfRange() { throw std::out_of_range("index 9 of 3"); }
int ThrowsAnInt() { throw 42; }
int ThrowsLongText() { throw std::runtime_error(std::string(1 << 20, 'x')); }

int ReadsNull() {
  int* volatile nowhere = nullptr;
  return *nowhere;
}
int Aborts() { std::abort(); }
int DividesByZero() {
  volatile int one = 1, zero = 0;
  return one / zero;
}
int KillsItself() {
  kill(getpid(), SIGKILL);
  return 0;
}
int CallsExit(int code) { std::exit(code); }
int CallsUnderscoreExit() { _exit(0); }
int CallsQuickExit() { std::quick_exit(0); }
int ExitsLater() {
  std::thread([] {
    usleep(100'000);
    _exit(0);
  }).detach();
  return 1;
}

int Loops() {
  for (;;) asm volatile("");  // an endless loop may not be optimised away
}
int LoopsIgnoringSignals() {
  for (int i = 1; i < 32; ++i) signal(i, SIG_IGN);
  return Loops();
}
int Sleeps() {
  for (;;) pause();
}
std::size_t AllocatesForever() {
  std::vector<std::vector<char>> all;
  for (;;) all.emplace_back(16 << 20, 'x');
}
std::size_t AllocatesInNoexcept() {
  return []() noexcept { return AllocatesForever(); }();
}
int TakesBytes(std::span<const std::int8_t> x) {
  return static_cast<int>(x.size());
}
int PrintsForever() {
  for (;;) std::printf("and on and on\n");
}
int Prints(std::string text, bool to_errors) {
  return std::fputs(text.c_str(), to_errors ? stderr : stdout);
}
std::vector<int> MakesFiles(std::string folder) {
  const auto error = [](int result) { return result < 0 ? errno : 0; };
  const auto in = [&](const char* name) { return folder + name; };
  return {error(open(in("file").c_str(), O_CREAT | O_WRONLY, 0644)),
          error(open(folder.c_str(), O_TMPFILE | O_WRONLY, 0644)),
          error(symlink(std::string(4000, 'x').c_str(), in("link").c_str())),
          error(link("/worker", in("hard").c_str())),
          error(mkdir(in("folder").c_str(), 0755)),
          error(rename("/worker", in("worker2").c_str()))};
}
int WritesToItsInput() { return write(0, "x", 1) < 0 ? errno : 0; }
std::vector<std::uint8_t> ReturnsBytes(std::uint64_t count) {
  return std::vector<std::uint8_t>(count);
}

std::int64_t SystemCall(std::int32_t number) {
  return syscall(number, 0, 0, 0, 0, 0, 0);
}
int Controls(std::int32_t control) {
  struct flock whole = {};
  whole.l_type = F_RDLCK;
  return fcntl(1, control, &whole);
}
int SharesMemory() {
  return mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
              -1, 0) == MAP_FAILED;
}
int LowersItsMemory() {
  const rlimit little = {1 << 20, 1 << 20};
  return setrlimit(RLIMIT_AS, &little);
}
int SignalsItself(std::int32_t signal) { return kill(getpid(), signal); }
int QueuesSignals(int count) {
  static volatile int came;
  came = 0;
  signal(SIGRTMIN, [](int) { came = came + 1; });
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &held, nullptr);
  for (int i = 0; i < count; ++i) {
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGRTMIN);
  }
  sigprocmask(SIG_UNBLOCK, &held, nullptr);
  return came;
}
int Forks() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  return waitpid(child, nullptr, 0) == child;
}
int RunsShell() { return std::system("true"); }
int SumsInThreads(int threads) {
  std::vector<int> sums(static_cast<std::size_t>(threads));
  std::vector<std::thread> running;
  std::latch all(threads);  // that all are there at once
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&sums, &all, i] {
      all.arrive_and_wait();
      sums[static_cast<std::size_t>(i)] = i;
    });
  }
  for (std::thread& thread : running) thread.join();
  int sum = 0;
  for (const int part : sums) sum += part;
  return sum;
}
int NamesItself(std::string name) {
  return prctl(PR_SET_NAME, name.c_str(), 0, 0, 0);
}
std::uint64_t TouchesBytes(std::uint64_t bytes) {
  const std::vector<char> all(bytes, 'x');
  return all.size();
}
int StartsThreadsForever() {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 16384);
  const auto rest = [](void*) -> void* {
    for (;;) pause();
  };
  for (;;) {
    pthread_t thread;
    if (pthread_create(&thread, &small, rest, nullptr) != 0) pause();
  }
}
int Dozes(int milliseconds) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  while (Clock::now() < end) {
    const auto work = Clock::now() + std::chrono::milliseconds(2);
    while (Clock::now() < work) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(18));
  }
  return 0;
}
int Naps(int milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  return 0;
}
static long ComputedMilliseconds() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}
int Computes(int milliseconds) {
  const long end = ComputedMilliseconds() + milliseconds;
  while (ComputedMilliseconds() < end) {
  }
  return 0;
}
int HandsOver(int milliseconds) {
  const long end = ComputedMilliseconds() + milliseconds;
  std::atomic<int> turn = 0;
  const auto take_turns = [&](int mine) {
    while (ComputedMilliseconds() < end) {
      turn.wait(1 - mine);
      Computes(1);
      turn = 1 - mine;
      turn.notify_one();
    }
  };
  std::thread other(take_turns, 1);
  take_turns(0);
  other.join();
  return 0;
}
int Yields() {
  for (;;) std::this_thread::yield();
}
static int OnThreads(int threads, int (*what)()) {
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(what);
  for (std::thread& thread : running) thread.join();
  return threads;
}
int LoopsInThreads(int threads) { return OnThreads(threads, Loops); }
int DozesInThreads(int threads) {
  return OnThreads(threads, [] { return Dozes(1'000'000); });
}
int YieldsInThreads(int threads) { return OnThreads(threads, Yields); }
int EndsItsFirstThread() {
  std::thread([] {
    for (;;) pause();
  }).detach();
  return static_cast<int>(syscall(SYS_exit, 0));
}
int StartsThreadsLater(int threads) {
  std::thread([threads] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    for (int i = 0; i < threads; ++i) std::thread(pause).detach();
    pause();
  }).detach();
  return threads;
}
int LimitsInit() {
  const rlimit none = {0, 0};
  return prlimit(1, RLIMIT_CPU, &none, nullptr);
}
int Clone3Error() { return syscall(SYS_clone3, nullptr, 0) == 0 ? 0 : errno; }

std::vector<std::string> Environment() {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    all.emplace_back(*entry);
  }
  return all;
}
std::string ProgramName() { return program_invocation_name; }
// Past opendir(), which asks for a file's numbers and is given none.
std::vector<std::string> FilesIn(std::string folder) {
  std::vector<std::string> names;
  const int listing = open(folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (listing < 0) return {"(none)"};
  alignas(dirent64) char entries[4096];
  for (long got;
       (got = syscall(SYS_getdents64, listing, entries, sizeof entries)) > 0;) {
    for (long at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(entries + at);
      names.emplace_back(entry->d_name);
      at += entry->d_reclen;
    }
  }
  close(listing);
  std::sort(names.begin(), names.end());
  return names;
}
std::optional<std::string> ReadsFile(std::string path) {
  std::ifstream file(path);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}
bool LeavesFile(std::string path) {
  return static_cast<bool>((std::ofstream(path) << "left").flush());
}
std::vector<int> OpenDescriptors() {
  std::vector<int> open;
  for (int fd = 0; fd < 1024; ++fd) {
    if (fcntl(fd, F_GETFD) >= 0) open.push_back(fd);
  }
  return open;
}
std::vector<std::uint32_t> Identity() {
  __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct capabilities[2] = {};
  syscall(SYS_capget, &head, capabilities);
  return {getuid(), getgid(), capabilities[0].effective,
          capabilities[0].permitted, capabilities[1].permitted};
}

int SetsRounding(std::int32_t mode) { return fesetround(mode); }
int SetsFlushToZero() {
  _mm_setcsr(_mm_getcsr() | 0x8040);
  return 0;
}
int SetsX87Precision() {
  const std::uint16_t single = 0x007f;
  asm volatile("fldcw %0" : : "m"(single));
  return 0;
}

int WritesToReplyPipe() {
  const char forged[64] = {};
  return write(4, forged, sizeof forged) == sizeof forged;
}
int ClosesReplyPipeAndSleeps() {
  close(4);
  return Sleeps();
}
int ClosesReplyPipeAndReturns() { return close(4); }
int RunsItselfAgain() {
  char name[] = "/worker";
  char* arguments[] = {name, nullptr};
  return execv(name, arguments);
}

}  // namespace boundary_hostile
