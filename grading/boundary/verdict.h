#pragma once

// What a check can come to. The names are those of every JSON file.

#include <array>
#include <optional>
#include <string_view>

namespace wbm::boundary {

enum class Verdict {
  kRight,
  kWrong,       // a value came back and is not the expected one
  kNotWritten,  // the stub was reached
  kCrashed,     // a signal ended the worker
  kExited,      // the worker ended itself instead of returning
  kThrew,       // an exception left the function
  kTimedOut,
  kMemoryLimit,
  kOutputLimit,               // printed too much
  kProcessLimit,              // a forbidden system call: process, network, ...
  kFileLimit,                 // wrote too large a file
  kFloatingPointEnvironment,  // rounding mode or flush-to-zero left changed
  kProtocolViolation,         // replied with something that is no reply
  kCompileError,
  kSkipped,
  kNotGraded,  // a fault of the grader or the machine: never points
};

inline constexpr std::array<std::string_view, 16> kVerdictNames = {
    "right",
    "wrong",
    "not_written",
    "crashed",
    "exited",
    "threw",
    "timed_out",
    "memory_limit",
    "output_limit",
    "process_limit",
    "file_limit",
    "floating_point_environment",
    "protocol_violation",
    "compile_error",
    "skipped",
    "not_graded",
};

constexpr std::string_view VerdictName(Verdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict)];
}

constexpr std::optional<Verdict> VerdictFromName(std::string_view name) {
  for (std::size_t i = 0; i < kVerdictNames.size(); ++i) {
    if (kVerdictNames[i] == name) return static_cast<Verdict>(i);
  }
  return std::nullopt;
}

}  // namespace wbm::boundary
