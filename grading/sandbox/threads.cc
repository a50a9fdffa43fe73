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
  return look;
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
        return before.state == 'R' &&
               std::any_of(
                   later.begin(), later.end(), [&](const ThreadLook& after) {
                     return after.id == before.id && after.state != '?' &&
                            after.waits == before.waits;
                   });
      });
}

}  // namespace wbm::sandbox
