#include "common/lab/author/starter.h"

#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/lab/author/stub.h"

namespace wbm::lab {

absl::StatusOr<std::string> StarterOf(const LabPlan& plan,
                                      const std::string& file,
                                      const std::string& solution,
                                      const std::string& name) {
  std::vector<StubTask> tasks;
  for (const Task& task : plan.tasks) {
    if (task.file == file) tasks.push_back({task.id, task.title});
  }
  absl::StatusOr<std::string> starter = MakeStarter(solution, name, tasks);
  if (!starter.ok()) return starter;
  const std::set<std::string> with_stubs = TasksWithStubs(solution);
  for (const Task& task : plan.tasks) {
    if (task.file != file || task.function.empty()) continue;
    if (with_stubs.count(task.id) > 0) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": task ", task.id, " (", task.function,
        ") has no region; put what the student writes between `// [solution ",
        task.id, "]` and `// [/solution]`"));
  }
  return starter;
}

}  // namespace wbm::lab
