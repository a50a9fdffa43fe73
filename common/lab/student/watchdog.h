#pragma once

// Says something useful when student code crashes, never ends, or calls
// exit() in the middle of a test.
//
//     Watchdog watchdog({.cpu_seconds = 10, .wall_seconds = 30});
//     watchdog.Install();
//     watchdog.Start("Scale.OfZerosIsOne", report);  // before each test
//     watchdog.Stop();                               // after it
//
// A signal handler may do next to nothing, so the report is made beforehand,
// with `kReason` where the reason goes and `kLastInput` where the input goes,
// and the handler only writes it. One
// watchdog a process.

#include <string>
#include <string_view>

namespace wbm::lab {

// Stands in a report for what ended the test.
inline constexpr std::string_view kReason = "\x01reason\x01";
// Stands for the input of the test, as GivenInOneLine() knows it then.
inline constexpr std::string_view kLastInput = "\x01input\x01";

struct TimeLimits {
  int cpu_seconds = 10;   // of one test
  int wall_seconds = 30;  // of one test, for code that waits forever
};

class Watchdog {
 public:
  explicit Watchdog(TimeLimits limits) : limits_(limits) {}

  // Handles SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT and SIGTRAP (on a stack
  // of their own, so that endless recursion is told too), the two timers, and
  // exit(). After a signal the process dies of the same signal; after a
  // time-out or exit() it ends with code 1.
  void Install();

  // `report` goes to standard output if the test does not come back, with
  // kReason and kLastInput replaced; `json` (kReason alone) likewise replaces
  // the file `results` unless that is "".
  void Start(std::string report, std::string json, const std::string& results);
  void Stop();

 private:
  TimeLimits limits_;
};

}  // namespace wbm::lab
