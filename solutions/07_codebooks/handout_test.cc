// The notes say what is so: the numbers that the experiment writes, the same in
// every run.

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_split.h"
#include "common/io/file.h"
#include "common/io/runfiles.h"
#include "common/lab/child_process.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace codebook_lab {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

std::string Read(const std::string& path) {
  const absl::StatusOr<std::string> text = wbm::io::ReadFile(path);
  return text.ok() ? *text : text.status().ToString();
}

std::string Path(const std::string& runfile) {
  const absl::StatusOr<std::string> path = wbm::io::Runfile(runfile);
  return path.ok() ? *path : path.status().ToString();
}

std::vector<std::string> Files(const std::string& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
    names.push_back(file.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void ExpectRuns(const std::string& out) {
  const absl::StatusOr<wbm::lab::ChildResult> result = wbm::lab::RunChild(
      {.arguments = {Path("solutions/07_codebooks/experiment"), "--out=" + out},
       .seconds = 50});
  ASSERT_TRUE(result.ok()) << result.status();
  ASSERT_EQ(result->exit_code, 0) << result->errors;
}

TEST(Experiment, TwoRunsGiveTheSameBytesAndTheNumbersOfTheNotes) {
  const std::string one = testing::TempDir() + "/one";
  const std::string two = testing::TempDir() + "/two";
  ExpectRuns(one);
  ExpectRuns(two);
  EXPECT_EQ(Files(one),
            (std::vector<std::string>{
                "levels.csv", "levels.png", "levels.svg", "manifest.json",
                "mse_by_bits.csv", "mse_by_bits.png", "mse_by_bits.svg",
                "results.json", "tables.md", "verb_probs.csv", "verb_probs.png",
                "verb_probs.svg"}));
  for (const std::string& name : Files(one)) {
    if (name == "manifest.json") continue;
    EXPECT_EQ(Read(one + "/" + name), Read(two + "/" + name)) << name;
  }
  // Between the marks, every row of the notes is a row of tables.md.
  const std::string tables = Read(one + "/tables.md");
  const std::vector<std::string> parts = absl::StrSplit(
      Read(Path("solutions/07_codebooks/NOTES.md")), "<!-- measured -->\n");
  ASSERT_EQ(parts.size(), 7u);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::size_t end = parts[i].find("<!-- /measured -->");
    ASSERT_NE(end, std::string::npos);
    EXPECT_THAT(tables, HasSubstr(parts[i].substr(0, end)));
  }
}

}  // namespace
}  // namespace codebook_lab
