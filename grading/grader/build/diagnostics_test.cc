#include "grading/grader/build/diagnostics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const SourceTexts kSources = {
    {"labs/09_test/one.cc", "line one\nint x = \x1b[31m;\nline three"}};

TEST(Diagnostics, OwnLinesAreQuotedFromWhatWasHandedIn) {
  EXPECT_EQ(
      CompilerDiagnostics(
          "labs/09_test/one.cc:2:9: error: expected expression\n", kSources),
      "labs/09_test/one.cc:2:9: error: expected expression\n"
      "    2 | int x = \\u{1b}[31m;\n");
}

TEST(Diagnostics, ForeignFilesKeepTheirMessageAndLoseTheirPath) {
  const std::string out = CompilerDiagnostics(
      "In file included from /usr/include/c++/12/vector:64,\n"
      "                 from labs/09_test/one.cc:1:\n"
      "/usr/include/c++/12/bits/stl_vector.h:15:3: error: static assertion "
      "failed: see /work/secret/hidden_test.cc\n"
      "  15 | the secret line\n"
      "/usr/include/c++/12/x.h:1:1: note: declared here\n",
      kSources);
  EXPECT_THAT(out, HasSubstr("static assertion failed"));
  EXPECT_THAT(out, HasSubstr("…/hidden_test.cc"));
  EXPECT_THAT(out, Not(HasSubstr("/usr")));
  EXPECT_THAT(out, Not(HasSubstr("/work")));
  EXPECT_THAT(out, Not(HasSubstr("secret line")));
  EXPECT_THAT(out, Not(HasSubstr("declared here")));
}

TEST(Diagnostics, ALineThatClaimsToBeForeignQuotesNothing) {
  // `#line 2 "/etc/passwd"` makes the compiler say so.
  const std::string out = CompilerDiagnostics(
      "/etc/passwd:2:1: error: expected declaration\n", kSources);
  EXPECT_THAT(out, Not(HasSubstr("passwd")));
  EXPECT_THAT(out, Not(HasSubstr("line three")));
}

TEST(Diagnostics, LinesThatAreNotThereAreNotQuoted) {
  for (const char* place : {"99999:1", "0:1", "-3:1", "99999999999:1"}) {
    const std::string out = CompilerDiagnostics(
        std::string("labs/09_test/one.cc:") + place + ": error: odd\n",
        kSources);
    EXPECT_THAT(out, HasSubstr("odd"));
    EXPECT_THAT(out, Not(HasSubstr(" | ")));
  }
}

TEST(Diagnostics, AFloodIsCut) {
  std::string flood;
  for (int i = 0; i < 5000; ++i) {
    flood += "labs/09_test/one.cc:1:1: error: " + std::string(2000, 'x') + "\n";
  }
  const std::string out = CompilerDiagnostics(flood, kSources);
  EXPECT_LT(out.size(), 16'000u);
  EXPECT_THAT(out, HasSubstr(" more."));
}

TEST(Diagnostics, SilenceIsNamed) {
  EXPECT_THAT(CompilerDiagnostics("", kSources), HasSubstr("gave up"));
  EXPECT_THAT(CompilerDiagnostics("\xFF\xFE\n\n", kSources),
              HasSubstr("gave up"));
  EXPECT_THAT(LinkerDiagnostics(""), HasSubstr("gave up"));
}

TEST(Diagnostics, TheLinkersNamesAreKept) {
  const std::string out = LinkerDiagnostics(
      "/usr/bin/ld: /out/one.cc.o: in function `main':\n"
      "one.cc:(.text+0x0): multiple definition of `main'; /lab/objects/x.a\n"
      "/usr/bin/ld.gold: error: undefined reference to 'lab::Two(int)'\n");
  EXPECT_EQ(out,
            "defined twice: main (a lab's file has no main)\n"
            "used but not defined: lab::Two(int)\n");
}

TEST(Diagnostics, TheLinkerRunsOutOfReach) {
  for (const char* said :
       {"libc.a(x.o):function f: error: relocation overflow: reference to y\n",
        "(.text+0x14d): relocation truncated to fit: R_X86_64_PC32\n"}) {
    EXPECT_THAT(LinkerDiagnostics(said), HasSubstr("too large"));
  }
}

TEST(Diagnostics, TheAssemblerIsHeard) {
  const std::string out = CompilerDiagnostics(
      "/tmp/cceO9vsP.s: Assembler messages:\n"
      "/tmp/cceO9vsP.s:5: Fatal error: macros nested too deeply\n"
      "/tmp/cceO9vsP.s:9: Error: no such instruction: `nonsense'\n",
      kSources);
  EXPECT_THAT(out, HasSubstr("fatal error: macros nested too deeply"));
  EXPECT_THAT(out, HasSubstr("error: no such instruction"));
  EXPECT_THAT(out, Not(HasSubstr("/tmp")));
}

TEST(Diagnostics, AnErrorOfOurOwnHasTheSameForm) {
  EXPECT_EQ(
      ErrorAt("labs/09_test/one.cc", 3, "no <Eigen/Dense> here", kSources),
      "labs/09_test/one.cc:3: error: no <Eigen/Dense> here\n"
      "    3 | line three\n");
}

}  // namespace
}  // namespace wbm::grader
