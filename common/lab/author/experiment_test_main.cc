// The test that a lab's experiment does what its plan promises, the same each
// time, and that the lab's documents quote what it writes.
//
//   bazel run //solutions/NN_topic:experiment_test -- --fill
//
// writes the documents' marked tables (measured.h) anew from a run.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/read_runfile.h"
#include "common/io/runfiles.h"
#include "common/lab/author/experiment_run.h"
#include "common/lab/author/generated.h"
#include "common/lab/author/marks.h"
#include "common/lab/author/measured.h"
#include "common/lab/plan/lab_plan.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, plan, "", "labs/NN_topic/lab.json");
ABSL_FLAG(std::string, solution, "", "the experiment on the solution");
ABSL_FLAG(std::string, starter, "", "the experiment on the starter");
ABSL_FLAG(std::vector<std::string>, flags, {}, "what both are run with");
ABSL_FLAG(std::vector<std::string>, documents, {}, "what quotes their numbers");
ABSL_FLAG(bool, fill, false, "write the documents' measured tables anew");

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string Folder(const std::string& name) {
  return testing::TempDir() + "/experiment_test." + name;
}

// What both are run with; a value "@PATH" is a runfile.
std::vector<std::string> Flags(const std::string& out) {
  std::vector<std::string> flags = {"--out=" + out};
  for (std::string flag : absl::GetFlag(FLAGS_flags)) {
    const std::size_t at = flag.find("=@");
    if (at != std::string::npos) {
      flag = flag.substr(0, at + 1) + *io::Runfile(flag.substr(at + 2));
    }
    flags.push_back(flag);
  }
  return flags;
}

os::ChildResult RunSolution(const std::string& out) {
  return RunBuiltExperiment(absl::GetFlag(FLAGS_solution), Flags(out));
}

// The folder of one run, the same for all tests.
const std::string& Outputs() {
  static const std::string& out = *[] {
    auto* folder = new std::string(Folder("outputs"));
    const os::ChildResult result = RunSolution(*folder);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    return folder;
  }();
  return out;
}

LabPlan Plan() {
  const std::string path = absl::GetFlag(FLAGS_plan);
  const auto text = io::ReadRunfile(path);
  EXPECT_TRUE(text.ok()) << text.status();
  const auto plan = ParseLabPlan(text.ok() ? *text : "", path);
  EXPECT_TRUE(plan.ok()) << plan.status();
  return plan.ok() ? *plan : LabPlan();
}

// What lab.json promises: a figure has an SVG and a CSV beside its PNG.
std::vector<std::string> Promised() {
  std::set<std::string> names;
  const LabPlan plan = Plan();
  for (const PlannedOutput& output : plan.outputs) names.insert(output.file);
  for (const PlannedFigure& figure : plan.figures) {
    for (const char* kind : {".png", ".svg", ".csv"}) {
      names.insert(figure.file + kind);
    }
  }
  return {names.begin(), names.end()};
}

TEST(Experiment, WritesWhatThePlanPromises) {
  EXPECT_EQ(FilesIn(Outputs()), Promised());
}

TEST(Experiment, TwoRunsGiveTheSameBytesButForTheManifest) {
  const std::string again = Folder("again");
  const os::ChildResult result = RunSolution(again);
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(FilesIn(again), FilesIn(Outputs()));
  for (const std::string& name : FilesIn(Outputs())) {
    if (name == "manifest.json") continue;
    EXPECT_TRUE(TextOf(Outputs() + "/" + name) == TextOf(again + "/" + name))
        << name;
  }
}

TEST(Experiment, WrongUseIsNamedAndWritesNothing) {
  const std::string out = Folder("wrong_use");
  for (const std::string flag : {"--seed=many", "--unknown=1", "surplus"}) {
    std::vector<std::string> flags = Flags(out);
    flags.push_back(flag);
    const os::ChildResult result =
        RunBuiltExperiment(absl::GetFlag(FLAGS_solution), flags);
    EXPECT_EQ(result.exit_code, 2) << flag;
    EXPECT_FALSE(result.errors.empty()) << flag;
    EXPECT_FALSE(fs::exists(out));
  }
  EXPECT_EQ(RunBuiltExperiment(absl::GetFlag(FLAGS_solution), {}).exit_code, 2);
}

TEST(Experiment, TheStarterSaysWhichTaskComesFirstAndWritesNothing) {
  const std::string out = Folder("starter");
  const os::ChildResult result =
      RunBuiltExperiment(absl::GetFlag(FLAGS_starter), Flags(out));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("Next: task "));
  const LabPlan plan = Plan();
  EXPECT_TRUE(std::any_of(plan.student_files.begin(), plan.student_files.end(),
                          [&](const std::string& file) {
                            return result.errors.find("/" + file + ":") !=
                                   std::string::npos;
                          }))
      << result.errors;
  EXPECT_FALSE(fs::exists(out));
}

// The Markdown of a run, one after the other.
std::string Written() {
  std::string text;
  for (const std::string& name : FilesIn(Outputs())) {
    if (name.ends_with(".md")) text += TextOf(Outputs() + "/" + name) + "\n";
  }
  return text;
}

TEST(Documents, EveryMarkIsKnown) {
  for (const std::string& name : absl::GetFlag(FLAGS_documents)) {
    const auto text = io::ReadRunfile(name);
    ASSERT_TRUE(text.ok()) << text.status();
    EXPECT_THAT(StrangeMarks(*text, name), testing::IsEmpty());
  }
}

TEST(Documents, TablesAreThoseOfARun) {
  for (const std::string& name : absl::GetFlag(FLAGS_documents)) {
    const auto text = io::ReadRunfile(name);
    ASSERT_TRUE(text.ok()) << text.status();
    const auto fresh = MeasuredOf(*text, name, Written());
    ASSERT_TRUE(fresh.ok()) << fresh.status().message();
    const std::string test = absl::GetFlag(FLAGS_solution) + "_test";
    const int line = FirstDifferentLine(*text, *fresh);
    EXPECT_EQ(line, 0) << name << ":" << line << " is not what a run gives. "
                       << "Write the measured tables anew:\n  bazel run //"
                       << fs::path(test).parent_path().string() << ":"
                       << fs::path(test).filename().string() << " -- --fill";
  }
}

TEST(Documents, ProseSaysWhatARunMeasured) {
  const auto results = io::ReadJson(Outputs() + "/results.json");
  ASSERT_TRUE(results.ok()) << results.status();
  for (const std::string& name : absl::GetFlag(FLAGS_documents)) {
    const auto text = io::ReadRunfile(name);
    ASSERT_TRUE(text.ok()) << text.status();
    for (const std::string& problem : Unsaid(*text, name, *results)) {
      ADD_FAILURE() << problem;
    }
  }
}

// Writes the documents of the source tree; the exit code.
int Fill(const std::string& root) {
  for (const std::string& name : absl::GetFlag(FLAGS_documents)) {
    const std::string path = root + "/" + name;
    const auto text = io::ReadFile(path);
    const auto fresh =
        text.ok() ? MeasuredOf(*text, name, Written()) : text.status();
    const absl::Status done =
        fresh.ok() ? io::WriteFile(path, *fresh) : fresh.status();
    if (!done.ok()) {
      std::cerr << "error: " << done.message() << "\n";
      return 2;
    }
    std::cout << name << (*fresh == *text ? " is up to date\n" : " filled\n");
  }
  return 0;
}

}  // namespace
}  // namespace wbm::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  const char* root = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (!absl::GetFlag(FLAGS_fill)) return RUN_ALL_TESTS();
  if (root != nullptr) return wbm::lab::Fill(root);
  std::cerr << "error: run this as bazel run //solutions/NN_topic:"
               "experiment_test -- --fill\n";
  return 2;
}
