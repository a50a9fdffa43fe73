#pragma once

// What the kernel tells of a process's threads, and what follows from two
// looks: whether it could have gone on, had the machine let it.
//
//   const std::vector<ThreadLook> before = LookAtThreads(pid);
//   ... later ...
//   const std::vector<ThreadLook> after = LookAtThreads(pid);
//   if (OneCouldRunThroughout(before, after)) ...
//   LeastQueued(before, after, computed)   // seconds

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
  // Seconds for which it has had a CPU, and for which it was ready and stood in
  // the queue for one; the latter grows as it leaves the queue. 0 where the
  // kernel does not count them.
  double ran = 0;
  double queued = 0;
};

// Empty when the process is gone.
std::vector<ThreadLook> LookAtThreads(pid_t process);

// For how long the calling thread has stood in the queue for a CPU: seconds.
double OwnQueued();

// Whether there are threads and each sleeps, was stopped or has ended.
bool AllSleep(const std::vector<ThreadLook>& threads);

// Whether some thread was ready to run at the earlier look and has waited for
// nothing since: all the time until the later one it ran, or waited for a CPU.
bool OneCouldRunThroughout(const std::vector<ThreadLook>& earlier,
                           const std::vector<ThreadLook>& later);

// For how long others at least had the CPU that a thread was ready for: of the
// thread that left the queue with most, less what the process computed on other
// threads, for which it may have stood there. `computed` is what all of it did
// between the two looks; seconds.
double LeastQueued(const std::vector<ThreadLook>& earlier,
                   const std::vector<ThreadLook>& later, double computed);

}  // namespace wbm::sandbox
