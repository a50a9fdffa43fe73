// Writes the starter of one student file, for a build that must not rest on
// what a student has made of the one in labs/.
//
//   write_starter labs/04_int8/lab.json quantizer.cc SOLUTION > STARTER
//
// Exit codes: 0 done, 2 wrong use or a source from which none can be made.

#include <iostream>
#include <string>

#include "absl/status/statusor.h"
#include "common/io/file.h"
#include "common/lab/author/starter.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {
namespace {

absl::StatusOr<std::string> Starter(const std::string& plan_path,
                                    const std::string& file,
                                    const std::string& solution_path) {
  const absl::StatusOr<LabPlan> plan = ReadLabPlan(plan_path);
  if (!plan.ok()) return plan.status();
  const absl::StatusOr<std::string> solution = io::ReadFile(solution_path);
  if (!solution.ok()) return solution.status();
  return StarterOf(*plan, file, *solution, solution_path);
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: write_starter LAB.JSON FILE SOLUTION\n";
    return 2;
  }
  const absl::StatusOr<std::string> starter =
      wbm::lab::Starter(argv[1], argv[2], argv[3]);
  if (!starter.ok()) {
    std::cerr << "error: " << starter.status().message() << "\n";
    return 2;
  }
  std::cout << *starter;
  return 0;
}
