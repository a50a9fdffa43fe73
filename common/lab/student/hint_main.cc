// The main of `bazel run //labs/NN_topic:hint -- [TASK [N]]`.
//
// Exit codes: 0 a hint or the list of tasks was printed, 2 wrong use.

#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "common/io/read_runfile.h"
#include "common/lab/plan/lab_plan.h"
#include "common/lab/student/hint.h"

ABSL_FLAG(std::string, plan, "",
          "the lab's plan, such as labs/04_int8/lab.json");

namespace {

int Fail(const std::string& message) {
  std::cerr << "error: " << message << "\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Shows the hints of a task, one at a time: TASK [N]. Without a task, "
      "lists the tasks.");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  const std::string path = absl::GetFlag(FLAGS_plan);
  if (path.empty()) return Fail("give --plan=labs/NN_topic/lab.json");
  const auto json = wbm::io::ReadRunfile(path);
  if (!json.ok()) return Fail(std::string(json.status().message()));
  const auto plan = wbm::lab::ParseLabPlan(*json, path);
  if (!plan.ok()) return Fail(std::string(plan.status().message()));
  const auto text = wbm::lab::HintText(*plan, path.substr(0, path.rfind('/')),
                                       {words.begin() + 1, words.end()});
  if (!text.ok()) return Fail(std::string(text.status().message()));
  std::cout << *text;
  return 0;
}
