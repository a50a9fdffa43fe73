#include "common/lab/author/experiment_run.h"

#include <algorithm>
#include <filesystem>

#include "absl/status/statusor.h"
#include "common/io/file.h"
#include "common/io/runfiles.h"
#include "gtest/gtest.h"

namespace wbm::lab {

os::ChildResult RunBuiltExperiment(const std::string& program,
                                   std::vector<std::string> flags) {
  const absl::StatusOr<std::string> path = io::Runfile(program);
  EXPECT_TRUE(path.ok()) << path.status();
  if (!path.ok()) return {};
  flags.insert(flags.begin(), *path);
  const absl::StatusOr<os::ChildResult> result =
      os::RunChild({.arguments = flags, .seconds = 50});
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result : os::ChildResult();
}

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    names.push_back(file.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string TextOf(const std::string& path) {
  const absl::StatusOr<std::string> text = io::ReadFile(path);
  return text.ok() ? *text : text.status().ToString();
}

}  // namespace wbm::lab
