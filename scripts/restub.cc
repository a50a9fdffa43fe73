// Writes what is generated in labs/ anew: the starters from the solutions, the
// sums of the contracts, the handouts' marked parts and the forms to fill in
// from each lab.json.
//
//   bazel run //scripts:restub [-- [--check] [LAB...]]
//
// Exit codes: 0 done (with --check: nothing to do), 1 with --check: a file
// is out of date, 2 wrong use or a source from which nothing can be made.

#include "common/lab/author/restub.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"

ABSL_FLAG(bool, check, false, "only say which files are out of date");

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Writes labs/NN_topic/<student files> anew from solutions/NN_topic, "
      "contract.sha256 from the contract, and the parts of README.md, "
      "answers.json and REPORT.md that lab.json says. "
      "Names of labs pick some: [LAB...].");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  const char* root = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (root == nullptr) {
    std::cerr << "error: run this as bazel run //scripts:restub\n";
    return 2;
  }
  wbm::lab::RestubOptions options;
  options.check_only = absl::GetFlag(FLAGS_check);
  options.labs.assign(words.begin() + 1, words.end());
  const auto files = wbm::lab::Restub(root, options);
  if (!files.ok()) {
    std::cerr << "error: " << files.status().message() << "\n";
    return 2;
  }
  bool stale = false;
  for (const wbm::lab::Restubbed& file : *files) {
    if (file.line == 0) {
      std::cout << file.file << " is up to date\n";
      continue;
    }
    stale = true;
    std::cout << file.file << ":" << file.line
              << (options.check_only ? " is out of date\n" : " written anew\n");
  }
  return options.check_only && stale ? 1 : 0;
}
