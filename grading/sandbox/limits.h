#pragma once

// How much of the machine a sandboxed process may use.

#include <cstdint>

namespace wbm::sandbox {

inline constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

struct Limits {
  double cpu_seconds;   // of one process; enforced in whole seconds, upward
  double wall_seconds;  // of the whole run; 0: the caller watches the clock
  // What is used: of a worker the pages that it has touched, looked at while
  // it runs; what it may write to is held to little more by the kernel.
  std::uint64_t memory_bytes;
  // What is reserved, of one process. A backstop where memory is measured:
  // threads reserve far more than they touch (glibc 136 MiB each).
  std::uint64_t address_space_bytes;
  std::uint64_t file_bytes;  // of the largest file
  // Of /tmp, which is memory. A worker's holds nothing and takes nothing.
  std::uint64_t temporary_bytes;
  std::uint64_t output_bytes;  // stdout and stderr together
  std::uint32_t open_files;
  // Of one process, besides its first; 0: any number. Like wall time it is the
  // caller's to watch, for no limit of the system's holds for every kind of
  // user.
  std::uint32_t threads = 0;
};

// One student file through the compiler.
inline constexpr Limits kCompile = {.cpu_seconds = 20,
                                    .wall_seconds = 60,
                                    .memory_bytes = 2048 * kMiB,
                                    .address_space_bytes = 2048 * kMiB,
                                    .file_bytes = 64 * kMiB,
                                    .temporary_bytes = 256 * kMiB,
                                    .output_bytes = kMiB,
                                    .open_files = 256};

// The worker's static link.
inline constexpr Limits kLink = {.cpu_seconds = 20,
                                 .wall_seconds = 60,
                                 .memory_bytes = 4096 * kMiB,
                                 .address_space_bytes = 4096 * kMiB,
                                 .file_bytes = 256 * kMiB,
                                 .temporary_bytes = 256 * kMiB,
                                 .output_bytes = kMiB,
                                 .open_files = 1024};

// A worker, for all calls of one check. Each call has its own limit of CPU
// and wall time, kept by the session.
inline constexpr Limits kWorker = {.cpu_seconds = 120,
                                   .wall_seconds = 0,
                                   .memory_bytes = 1024 * kMiB,
                                   .address_space_bytes = 32768 * kMiB,
                                   .file_bytes = kMiB,
                                   .temporary_bytes = 0,
                                   .output_bytes = kMiB / 16,
                                   .open_files = 32,
                                   .threads = 64};

}  // namespace wbm::sandbox
