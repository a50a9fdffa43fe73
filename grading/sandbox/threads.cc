#include "grading/sandbox/threads.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace wbm::sandbox {
namespace {

constexpr std::string_view kAsleep = "STtZX";

// "RAN QUEUED TIMES", in nanoseconds.
void ReadTimes(const std::filesystem::path& task, ThreadLook& look) {
  std::ifstream times(task / "schedstat");
  double ran = 0, queued = 0;
  if (!(times >> ran >> queued)) return;
  look.ran = ran * 1e-9;
  look.queued = queued * 1e-9;
}

// Whole lines: the first holds a name that the process chooses itself, with
// its line ends escaped.
ThreadLook Look(const std::filesystem::path& task) {
  ThreadLook look;
  // 0 when it does not tell, which no thread is called.
  if (!absl::SimpleAtoi(task.filename().string(), &look.id)) look.id = 0;
  std::ifstream status(task / "status");
  for (std::string line; std::getline(status, line);) {
    std::string_view rest = line;
    if (rest.starts_with("State:\t") && rest.size() > 7) look.state = rest[7];
    if (rest.starts_with("voluntary_ctxt_switches:")) {
      rest.remove_prefix(rest.find(':') + 1);
      if (!absl::SimpleAtoi(std::string(rest), &look.waits)) look.state = '?';
    }
  }
  ReadTimes(task, look);
  return look;
}

const ThreadLook* Find(const std::vector<ThreadLook>& threads, pid_t id) {
  const auto found =
      std::find_if(threads.begin(), threads.end(),
                   [&](const ThreadLook& thread) { return thread.id == id; });
  return found == threads.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ThreadLook> LookAtThreads(pid_t process) {
  std::vector<ThreadLook> threads;
  std::error_code error;
  const std::string tasks = absl::StrCat("/proc/", process, "/task");
  for (std::filesystem::directory_iterator at(tasks, error), end;
       !error && at != end; at.increment(error)) {
    threads.push_back(Look(at->path()));
  }
  return threads;
}

bool AllSleep(const std::vector<ThreadLook>& threads) {
  return !threads.empty() &&
         std::all_of(threads.begin(), threads.end(), [](const ThreadLook& t) {
           return kAsleep.find(t.state) != kAsleep.npos;
         });
}

bool OneCouldRunThroughout(const std::vector<ThreadLook>& earlier,
                           const std::vector<ThreadLook>& later) {
  return std::any_of(
      earlier.begin(), earlier.end(), [&](const ThreadLook& before) {
        const ThreadLook* after = Find(later, before.id);
        return before.state == 'R' && after != nullptr && after->state != '?' &&
               after->waits == before.waits;
      });
}

double OwnQueued() {
  ThreadLook look;
  ReadTimes("/proc/thread-self", look);
  return look.queued;
}

double LeastQueued(const std::vector<ThreadLook>& earlier,
                   const std::vector<ThreadLook>& later, double computed) {
  const bool alone = earlier.size() <= 1 && later.size() == 1;
  double most = 0;
  for (const ThreadLook& after : later) {
    const ThreadLook* before = Find(earlier, after.id);
    const ThreadLook then = before != nullptr ? *before : ThreadLook();
    const double by_others =
        alone ? 0 : std::max(0.0, computed - (after.ran - then.ran));
    most = std::max(most, after.queued - then.queued - by_others);
  }
  return most;
}

}  // namespace wbm::sandbox
