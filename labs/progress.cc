// How far you are in every lab:
//
//   bazel run //labs:progress [-- [--json] [LAB...]]
//
// Exit codes: 0 the table was printed, 2 wrong use (an unknown lab, a lab.json
// that cannot be read), 3 Bazel could not be run.

#include "common/lab/student/progress.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

ABSL_FLAG(bool, json, false, "print JSON instead of a table");
ABSL_FLAG(std::string, bazel, "bazel", "the Bazel to call");
ABSL_FLAG(std::string, known, "", "all labs, separated by commas");

namespace {

int Fail(int code, const std::string& message) {
  std::cerr << "error: " << message << "\n";
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Shows the tasks written, tests passed, points and next step of every "
      "lab. Names of labs pick some: [LAB...].");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  const char* root = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (root == nullptr) {
    return Fail(2, "run this as bazel run //labs:progress");
  }
  const std::vector<std::string> known =
      absl::StrSplit(absl::GetFlag(FLAGS_known), ',', absl::SkipEmpty());
  wbm::lab::ProgressRequest request;
  request.bazel = absl::GetFlag(FLAGS_bazel);
  request.workspace = root;
  request.labs.assign(words.begin() + 1, words.end());
  for (const std::string& lab : request.labs) {
    if (std::count(known.begin(), known.end(), lab) > 0) continue;
    return Fail(2, "there is no lab \"" + lab + "\"; there are " +
                       absl::StrJoin(known, ", "));
  }
  if (request.labs.empty()) request.labs = known;
  std::cerr << "Building and testing " << request.labs.size() << " lab(s) …\n";
  const auto progress = wbm::lab::MeasureProgress(request);
  if (!progress.ok()) {
    const bool wrong_plan =
        progress.status().code() == absl::StatusCode::kInvalidArgument;
    return Fail(wrong_plan ? 2 : 3, std::string(progress.status().message()));
  }
  if (absl::GetFlag(FLAGS_json)) {
    std::cout << wbm::lab::ProgressJson(*progress).dump(2) << "\n";
  } else {
    std::cout << wbm::lab::ProgressTable(*progress);
  }
  return 0;
}
