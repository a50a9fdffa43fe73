// A program for the sandbox's own tests: does one thing, named by its first
// argument, so that the test sees what the sandbox makes of it.

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

int PrintLimits() {
  for (const auto resource : {RLIMIT_CPU, RLIMIT_AS, RLIMIT_FSIZE,
                              RLIMIT_NOFILE, RLIMIT_SIGPENDING, RLIMIT_CORE}) {
    rlimit limit;
    getrlimit(resource, &limit);
    std::printf("%llu\n", static_cast<unsigned long long>(limit.rlim_cur));
  }
  return 0;
}

int WriteFile(const char* path, long long bytes) {
  const int fd = open(path, O_CREAT | O_WRONLY, 0644);
  if (fd < 0) return 1;
  const std::string block(1 << 16, 'x');
  for (; bytes > 0; bytes -= static_cast<long long>(block.size())) {
    if (write(fd, block.data(), block.size()) < 0) return 2;
  }
  return 0;
}

// Leaves a child running; the sandbox must not wait for it.
int LeaveChild() {
  if (fork() == 0) {
    for (;;) pause();
  }
  return 0;
}

int UseCpuInAChild() {
  const pid_t child = fork();
  if (child == 0) {
    for (;;) asm volatile("");
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::fprintf(stderr, "child: %s\n", strsignal(WTERMSIG(status)));
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "exit") return std::atoi(argv[2]);
  if (what == "raise") return raise(std::atoi(argv[2]));
  if (what == "echo") {
    std::printf("%s", argv[2]);
    std::fprintf(stderr, "%s", argv[3]);
  }
  if (what == "limits") return PrintLimits();
  if (what == "write") return WriteFile(argv[2], std::atoll(argv[3]));
  if (what == "read") return open(argv[2], O_RDONLY) < 0 ? 1 : 0;
  if (what == "fork") return fork() < 0 ? 1 : 0;
  if (what == "leave_child") return LeaveChild();
  if (what == "cpu_in_child") return UseCpuInAChild();
  if (what == "environment") {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      std::puts(*entry);
    }
  }
  while (what == "loop") asm volatile("");
  while (what == "sleep") pause();
  while (what == "print") std::puts("and on and on");
  return 0;
}
