#include "common/lab/student/watchdog.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "common/lab/given.h"
#include "common/os/write_all.h"

namespace wbm::lab {
namespace {

// What a handler needs: plain memory that no handler has to allocate.
struct Prepared {
  std::string report;
  std::string json;
  std::string results;
};

Prepared prepared;                        // written only while not armed
std::atomic<bool> armed{false};           // a test is running
alignas(16) char handler_stack[1 << 16];  // endless recursion used up the other

// Writes `text` with each `placeholder` replaced; safe in a signal handler.
void WriteReplaced(int fd, std::string_view text, std::string_view placeholder,
                   std::string_view replacement) {
  for (std::size_t at; (at = text.find(placeholder)) != std::string_view::npos;
       text.remove_prefix(at + placeholder.size())) {
    os::WriteAll(fd, text.substr(0, at));
    os::WriteAll(fd, replacement);
  }
  os::WriteAll(fd, text);
}

// Likewise with the reason and the last input in the places made for them.
void WriteReport(int fd, std::string_view text, std::string_view reason) {
  std::string_view input = GivenInOneLine();
  if (input.empty()) input = "none that the test names";
  for (std::size_t at; (at = text.find(kLastInput)) != std::string_view::npos;
       text.remove_prefix(at + kLastInput.size())) {
    WriteReplaced(fd, text.substr(0, at), kReason, reason);
    os::WriteAll(fd, input);
  }
  WriteReplaced(fd, text, kReason, reason);
}

void Tell(std::string_view reason) {
  if (!prepared.results.empty()) {
    const int fd = open(prepared.results.c_str(),
                        O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd >= 0) {
      WriteReplaced(fd, prepared.json, kReason, reason);
      close(fd);
    }
  }
  WriteReport(STDOUT_FILENO, prepared.report, reason);
}

std::string_view Reason(int signal_number) {
  switch (signal_number) {
    case SIGSEGV:
      return "SIGSEGV, a bad memory access (an index out of range, a null "
             "pointer, endless recursion)";
    case SIGBUS:
      return "SIGBUS, a bad memory access";
    case SIGFPE:
      return "SIGFPE, an integer division by zero";
    case SIGILL:
      return "SIGILL, an illegal instruction";
    case SIGTRAP:
      return "SIGTRAP, a trap (code that must not be reached)";
    case SIGABRT:
      return "SIGABRT, abort() (a failed assertion, an exception that nobody "
             "may catch, broken heap memory)";
    case SIGPROF:
      return "the time limit of one test (an endless loop?)";
    case SIGALRM:
      return "the time limit of one test (it waits for something?)";
    default:
      return "a signal";
  }
}

void OnSignal(int signal_number) {
  if (armed.exchange(false)) Tell(Reason(signal_number));
  if (signal_number == SIGPROF || signal_number == SIGALRM) _exit(1);
  // SA_RESETHAND restored the default action.
  raise(signal_number);
}

void OnExit() {
  if (!armed.exchange(false)) return;
  std::fflush(stdout);
  Tell("a call of exit()");
  _exit(1);
}

void SetTimer(int which, int seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = seconds;
  setitimer(which, &timer, nullptr);
}

}  // namespace

void Watchdog::Install() {
  stack_t stack{};
  stack.ss_sp = handler_stack;
  stack.ss_size = sizeof handler_stack;
  sigaltstack(&stack, nullptr);
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND);
  for (const int number :
       {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGPROF, SIGALRM}) {
    sigaction(number, &action, nullptr);
  }
  std::atexit(OnExit);
}

void Watchdog::Start(std::string report, std::string json,
                     const std::string& results) {
  prepared = {std::move(report), std::move(json), results};
  armed = true;
  SetTimer(ITIMER_PROF, limits_.cpu_seconds);
  SetTimer(ITIMER_REAL, limits_.wall_seconds);
}

void Watchdog::Stop() {
  armed = false;
  SetTimer(ITIMER_PROF, 0);
  SetTimer(ITIMER_REAL, 0);
}

}  // namespace wbm::lab
