// Writes compile_commands.json, for clangd in any editor:
//
//   bazel run //scripts:compile_commands
//
// Run it again after a file was added. Exit codes: 0 written, 2 wrong use,
// 3 Bazel failed or the file could not be written.
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/file.h"
#include "common/os/child_process.h"
#include "scripts/compile_commands.h"

ABSL_FLAG(std::string, bazel, "bazel", "the Bazel to call");
ABSL_FLAG(std::string, targets, "//...", "whose files an editor shall know");
ABSL_FLAG(std::string, actions, "",
          "a file that `bazel aquery --output=jsonproto` wrote, to be read "
          "instead of calling Bazel; outside libraries are then the system's");

namespace {

constexpr int kSeconds = 3600;
constexpr std::size_t kMostOutput = std::size_t{512} << 20;

// What Bazel prints in the folder `workspace`.
absl::StatusOr<std::string> Bazel(const std::string& workspace,
                                  std::vector<std::string> words) {
  words.insert(words.begin(), absl::GetFlag(FLAGS_bazel));
  auto result = wbm::os::RunChild({.arguments = words,
                                   .directory = workspace,
                                   .seconds = kSeconds,
                                   .most_output = kMostOutput});
  if (!result.ok()) return result.status();
  if (result->exit_code != 0) {
    return absl::InternalError(absl::StrCat("`", absl::StrJoin(words, " "),
                                            "` failed:\n", result->errors));
  }
  return std::move(result->output);
}

// One line of `bazel info`.
absl::StatusOr<std::string> Info(const std::string& workspace,
                                 const std::string& key) {
  absl::StatusOr<std::string> line = Bazel(workspace, {"info", key});
  if (line.ok()) absl::StripTrailingAsciiWhitespace(&*line);
  return line;
}

// The action graph; sets where Bazel keeps what it names.
absl::StatusOr<std::string> Actions(wbm::scripts::Places& places) {
  const std::string recorded = absl::GetFlag(FLAGS_actions);
  if (!recorded.empty()) return wbm::io::ReadFile(recorded);
  auto root = Info(places.workspace, "execution_root");
  if (!root.ok()) return root.status();
  auto base = Info(places.workspace, "output_base");
  if (!base.ok()) return base.status();
  places.execution_root = *std::move(root);
  places.output_base = *std::move(base);
  return Bazel(places.workspace,
               {"aquery", "--include_artifacts=false", "--output=jsonproto",
                absl::StrCat("mnemonic(\"CppCompile\", ",
                             absl::GetFlag(FLAGS_targets), ")")});
}

absl::Status Write(const std::string& workspace) {
  wbm::scripts::Places places = {.workspace = workspace,
                                 .execution_root = workspace,
                                 .output_base = workspace};
  const auto actions = Actions(places);
  if (!actions.ok()) return actions.status();
  const auto text = wbm::scripts::CompileCommands(*actions, places);
  if (!text.ok()) return text.status();
  return wbm::io::WriteFile(absl::StrCat(workspace, "/compile_commands.json"),
                            *text);
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Writes compile_commands.json, which clangd reads, into the course's "
      "folder: bazel run //scripts:compile_commands");
  const std::vector<char*> words = absl::ParseCommandLine(argc, argv);
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr || words.size() != 1) {
    std::cerr << "usage: bazel run //scripts:compile_commands\n";
    return 2;
  }
  const absl::Status written = Write(workspace);
  if (!written.ok()) {
    std::cerr << "compile_commands: " << written.message() << "\n";
    return 3;
  }
  std::cout << "wrote " << workspace << "/compile_commands.json\n";
  return 0;
}
