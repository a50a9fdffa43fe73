#pragma once

// What passes between the trusted side and the worker. Numbers are as this
// machine has them: both ends run on it.
//
//   request:  RequestHead, then `size` bytes: Mode, the function's name, and
//             its arguments (kCall) or an array of its one argument (kEach)
//   reply:    ReplyHead, then `size` bytes: for kValue the result and each
//             changed span, else a Complaint or nothing
//
// The call id is random. The next request is written only after the whole of
// the reply was read. README.md has the whole protocol.

#include <cstdint>
#include <string>

namespace wbm::boundary {

// The worker's descriptors.
inline constexpr int kRequestFd = 3;
inline constexpr int kReplyFd = 4;

enum class Mode : std::uint32_t { kCall = 1, kEach = 2 };

enum class Kind : std::uint32_t {
  kValue = 1,
  kNotWritten = 2,
  kThrew = 3,
  kMemoryLimit = 4,
  kFloatingPointEnvironment = 5,
  kBadRequest = 6,  // unknown function, or arguments that do not decode
  kThreadLimit = 7,
};
inline constexpr std::uint32_t kLastKind = 7;

struct RequestHead {
  std::uint64_t call_id;
  std::uint64_t size;
};

struct ReplyHead {
  std::uint64_t call_id;
  std::uint32_t kind;
  std::uint32_t zero;  // must be
  std::uint64_t size;
};

// Why there is no value. `task` and `line` are for kNotWritten.
struct Complaint {
  std::string text;  // the file, the exception's text, the environment's state
  std::string task = {};
  std::int32_t line = 0;
};

// The longest text in a reply, and the most bytes that a Complaint takes.
inline constexpr std::size_t kMostText = 4096;
inline constexpr std::size_t kMostComplaint = 2 * kMostText + 64;

}  // namespace wbm::boundary
