#pragma once

// What the kernel tells of a process's threads, and what follows from two
// looks: whether it could have gone on, had the machine let it.
//
//   const std::vector<ThreadLook> before = LookAtThreads(pid);
//   ... later ...
//   if (OneCouldRunThroughout(before, LookAtThreads(pid))) ...

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace wbm::sandbox {

struct ThreadLook {
  pid_t id = 0;
  // 'R' runs or is ready to, 'S' sleeps, 'D' sleeps in the kernel, 'T' and 't'
  // were stopped, ... (proc(5)); '?' where it does not tell.
  char state = '?';
  // How often it has given up its CPU to wait for something. Not when another
  // was given it; and sched_yield() does nothing in a worker.
  std::uint64_t waits = 0;
};

// Empty when the process is gone.
std::vector<ThreadLook> LookAtThreads(pid_t process);

// Whether there are threads and each sleeps, was stopped or has ended.
bool AllSleep(const std::vector<ThreadLook>& threads);

// Whether some thread was ready to run at the earlier look and has waited for
// nothing since: all the time until the later one it ran, or waited for a CPU.
bool OneCouldRunThroughout(const std::vector<ThreadLook>& earlier,
                           const std::vector<ThreadLook>& later);

}  // namespace wbm::sandbox
