#pragma once

// What the sandbox's first process (launch.cc) is told, and what it tells.
//
//   /launch REPORT FILTER LIMITS PROGRAM ARGUMENT...
//
// REPORT and FILTER are descriptors; LIMITS is "resource=soft:hard," repeated.
// The launcher starts PROGRAM under them, waits, and writes records to REPORT:
// how a process ended as the kernel says it, not as an exit code that another
// process made of it.

#include <cstdint>

namespace wbm::sandbox {

enum class Event : std::uint32_t {
  kReady = 1,    // the sandbox stands, limits and filter are in force
  kNoStart,      // `status`: the errno of a PROGRAM that cannot be executed
  kEnded,        // PROGRAM has ended; `status` as wait() gives it
  kStepNoStart,  // the same two of a compiler driver's step
  kStepEnded,
};

// One write, of fewer bytes than a pipe takes whole.
struct Record {
  Event event;
  std::int32_t status;
  std::uint64_t peak_bytes;  // the most memory that it had touched at once
  std::uint64_t cpu_microseconds;
};

// Where the launcher lies inside, and a folder in which it goes by the names
// of the programs that a compiler driver looks for.
inline constexpr char kLauncher[] = "/launch";
inline constexpr char kSteps[] = "/steps/";

// Under which a step finds REPORT.
inline constexpr char kReportVariable[] = "WBM_REPORT_FD";

}  // namespace wbm::sandbox
