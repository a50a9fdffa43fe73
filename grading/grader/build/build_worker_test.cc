#include "grading/grader/build/build_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/lab/student/allowed_includes.h"
#include "grading/grader/build/supplied.h"
#include "grading/grader/test_unit.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSum[] = "return x + x;";
constexpr char kCopy[] = "return {x.begin(), x.end()};";

class BuildWorkerTest : public ::testing::Test {
 protected:
  BuildWorkerTest()
      : unit_(DoublingUnit()), folder_(*TemporaryFolder::Make()) {}

  BuiltWorker Build(const Submission& submission) {
    folder_ = *TemporaryFolder::Make();
    Stopwatch watch;
    absl::StatusOr<BuiltWorker> built =
        BuildWorker(unit_.bundle, submission, unit_.plan, *folder_, &watch);
    EXPECT_TRUE(built.ok()) << built.status();
    return *std::move(built);
  }
  BuiltWorker Build(const std::string& source) { return Build(HandIn(source)); }

  // The report of a source that has to fail, as one text.
  std::string Refusal(const std::string& source) {
    const BuiltWorker built = Build(source);
    EXPECT_EQ(built.worker, "");
    EXPECT_FALSE(built.why_none.empty());
    EXPECT_EQ(built.sources[0].verdict, Verdict::kCompileError);
    const std::string text = built.why_none + "\n" +
                             built.sources[0].diagnostics +
                             built.linker_diagnostics;
    EXPECT_THAT(text, Not(HasSubstr("/usr")));
    EXPECT_THAT(text, Not(HasSubstr(folder_->path())));
    return text;
  }

  Unit unit_;
  std::unique_ptr<TemporaryFolder> folder_;
};

TEST_F(BuildWorkerTest, TheSolutionBecomesAWorker) {
  const BuiltWorker built = Build(DoublingSolution());
  EXPECT_EQ(built.why_none, "") << built.linker_diagnostics;
  EXPECT_TRUE(std::filesystem::exists(built.worker));
  EXPECT_EQ(built.sources[0].verdict, Verdict::kRight);
  EXPECT_GT(built.cpu_seconds, 0.01);  // a compiler and a linker have run
}

TEST_F(BuildWorkerTest, AMissingFileIsReplacedByTheStarters) {
  const BuiltWorker built = Build(Submission{});
  EXPECT_NE(built.worker, "");
  EXPECT_EQ(built.sources[0].verdict, Verdict::kNotWritten);
  EXPECT_THAT(built.sources[0].message, HasSubstr("was not handed in"));
}

TEST_F(BuildWorkerTest, ACompileErrorShowsTheStudentsLine) {
  const std::string text = Refusal(Doubling("return y;", kCopy));
  EXPECT_THAT(text, HasSubstr("labs/testdata/01_doubling/doubling.cc:7:"));
  EXPECT_THAT(text, HasSubstr("'y' was not declared"));
  EXPECT_THAT(text, HasSubstr("| int Double(int x) { return y; }"));
}

// Names of headers that it did not ask for.
TEST_F(BuildWorkerTest, ANameOfItsOwnIsItsOwn) {
  const BuiltWorker built =
      Build(Doubling("count = 2; return count * x;", kCopy,
                     "using namespace std;\nstatic int count = 0;\n"));
  EXPECT_NE(built.worker, "") << built.sources[0].diagnostics;
  EXPECT_EQ(built.sources[0].verdict, Verdict::kRight);
}

TEST_F(BuildWorkerTest, WarningsReachTheStudent) {
  const BuiltWorker built = Build(Doubling("int unused; return x + x;", kCopy));
  EXPECT_NE(built.worker, "");
  EXPECT_EQ(built.sources[0].verdict, Verdict::kRight);
  EXPECT_THAT(built.sources[0].message, HasSubstr("with warnings"));
  EXPECT_THAT(built.sources[0].diagnostics, HasSubstr("unused variable"));
  EXPECT_EQ(Build(Doubling(kSum, kCopy)).sources[0].diagnostics, "");
}

TEST_F(BuildWorkerTest, OtherLibrariesAreRefusedByName) {
  for (const char* header :
       {"<gtest/gtest.h>", "<Eigen/Dense>", "<nlohmann/json.hpp>", "<unistd.h>",
        "\"common/io/sha256.h\"", "\"/etc/passwd\"",
        "\"../../../solutions/testdata/01_doubling/doubling.cc\""}) {
    const std::string text = Refusal(
        Doubling(kSum, kCopy, std::string("#include ") + header + "\n"));
    EXPECT_THAT(text, HasSubstr("includes what this lab does not allow"))
        << header;
  }
}

TEST_F(BuildWorkerTest, EveryHeaderThatIsAllowedIsThere) {
  std::string all;
  for (const absl::string_view header : lab::StandardHeaders()) {
#if !__has_include(<format>)
    if (header == "format") continue;
#endif
    absl::StrAppend(&all, "#include <", header, ">\n");
  }
  const BuiltWorker built = Build(Doubling(kSum, kCopy, all));
  EXPECT_NE(built.worker, "")
      << built.sources[0].diagnostics << built.linker_diagnostics;
}

TEST_F(BuildWorkerTest, TheTimeOfTheGradeIsNotToBeHad) {
  const BuiltWorker built =
      Build(Doubling(kSum, kCopy,
                     "#pragma message(__DATE__ \" \" __TIME__ \", \" "
                     "__TIMESTAMP__)\n"));
  EXPECT_NE(built.worker, "");
  EXPECT_THAT(built.sources[0].diagnostics,
              HasSubstr("Jan  1 1970 00:00:00, "));
  EXPECT_THAT(built.sources[0].diagnostics, Not(HasSubstr(" 20")));
}

TEST_F(BuildWorkerTest, WhatTheCheckOfNamesMissesTheSandboxDoesNotShow) {
  for (const char* file :
       {"/etc/passwd", "/etc/hostname", "/usr/include/archive.h",
        "/usr/include/seccomp.h", "/proc/self/environ",
        "/lab/starter/../../source/labs/testdata/01_doubling/hidden_test.cc"}) {
    // The name of the directive is put together by the assembler.
    const std::string bin =
        std::string("asm(\".inc\" \"bin \\\"") + file + "\\\"\");\n";
    const BuiltWorker built = Build(Doubling(kSum, kCopy, bin));
    EXPECT_EQ(built.worker, "") << file;
    EXPECT_EQ(built.sources[0].verdict, Verdict::kCompileError) << file;
    EXPECT_THAT(built.sources[0].diagnostics, Not(HasSubstr("root:"))) << file;
  }
}

TEST_F(BuildWorkerTest, AnOwnMainIsADoubleDefinition) {
  const BuiltWorker built =
      Build(Doubling(kSum, kCopy) + "int main() { return 0; }\n");
  EXPECT_EQ(built.worker, "");
  EXPECT_EQ(built.why_none, "The files do not link together.");
  EXPECT_THAT(built.linker_diagnostics, HasSubstr("defined twice: main"));
}

TEST_F(BuildWorkerTest, TheStarterStandsInForAFunctionThatIsGone) {
  const BuiltWorker built = Build(
      "#include \"doubling.h\"\n"
      "namespace doubling_lab { int Double(int x) { return x + x; } }\n");
  EXPECT_NE(built.worker, "") << built.linker_diagnostics;
}

TEST_F(BuildWorkerTest, SomethingElseThatIsGoneIsNamedAndTheRestIsThere) {
  const BuiltWorker built =
      Build(Doubling("return Mine(x);", kCopy,
                     "namespace doubling_lab { int Mine(int x); }\n"));
  EXPECT_NE(built.worker, "");
  EXPECT_EQ(built.verdict, Verdict::kCompileError);
  EXPECT_THAT(built.linker_diagnostics,
              HasSubstr("used but not defined: doubling_lab::Mine("));
}

TEST_F(BuildWorkerTest, OnlyTheLinkSeesTheReference) {
  const auto supplied = SupplyFor(unit_.bundle, unit_.plan, {"1.1"});
  ASSERT_TRUE(supplied.ok()) << supplied.status();
  EXPECT_EQ(supplied->symbols.size(), 1u);
  const auto build = [&](const std::string& top) {
    Stopwatch watch;
    return *BuildWorker(unit_.bundle, HandIn(Doubling("return 0;", kCopy, top)),
                        unit_.plan, **TemporaryFolder::Make(), &watch,
                        *supplied);
  };
  EXPECT_NE(build("").worker, "");
  for (const char* file : {"/reference/000.o", "/reference/symbols.txt",
                           "/lab/../reference/000.o"}) {
    const std::string bin =
        std::string("asm(\".inc\" \"bin \\\"") + file + "\\\"\");\n";
    EXPECT_EQ(build(bin).sources[0].verdict, Verdict::kCompileError) << file;
  }
  // Of the reference's functions there is no other name than the one supplied.
  const BuiltWorker other = build(
      "namespace doubling_lab {\n"
      "int Mine(int x) asm(\"doubling_lab_reference\");\n}\n"
      "int use = doubling_lab::Mine(1);\n");
  EXPECT_THAT(other.linker_diagnostics,
              HasSubstr("used but not defined: doubling_lab_reference"));
}

TEST_F(BuildWorkerTest, AHugeObjectIsAFileLimit) {
  const BuiltWorker built =
      Build(Doubling(kSum, kCopy, "extern const char big[1 << 30] = {1};\n"));
  EXPECT_EQ(built.worker, "");
  EXPECT_EQ(built.sources[0].verdict, Verdict::kFileLimit)
      << built.sources[0].diagnostics;
}

TEST_F(BuildWorkerTest, AnIncludeOfItselfEnds) {
  EXPECT_THAT(
      Refusal(Doubling(kSum, kCopy,
                       "#include \"labs/testdata/01_doubling/doubling.cc\"\n")),
      HasSubstr("doubling.cc"));
}

TEST_F(BuildWorkerTest, TwoBuildsSayTheSame) {
  const std::string source = Doubling("return x", kCopy);
  EXPECT_EQ(Refusal(source), Refusal(source));
}

TEST_F(BuildWorkerTest, ABundleThatIsGoneIsAFaultOfOurs) {
  for (std::string Bundle::*part : {&Bundle::base, &Bundle::lab}) {
    Bundle bundle = unit_.bundle;
    bundle.*part = "/nowhere";
    Stopwatch watch;
    const auto built = BuildWorker(bundle, HandIn(DoublingSolution()),
                                   unit_.plan, *folder_, &watch);
    EXPECT_FALSE(built.ok());
  }
}

}  // namespace
}  // namespace wbm::grader
