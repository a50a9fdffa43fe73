#include "common/lab/student/allowed_includes.h"

#include <string>

#include "common/lab/student/source_lines.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

AllowedIncludes Allowed() {
  LabPlan plan;
  plan.contract = {"quantizer.h"};
  plan.student_files = {"quantizer.cc", "mine.h"};
  plan.uses.headers = {"common/lab/not_yet.h", "absl/status/statusor.h"};
  return IncludesAllowedBy(plan, "labs/04_int8");
}

// "LINE: message" of each problem, one a line.
std::string Problems(const std::string& source) {
  std::string text;
  for (const IncludeProblem& problem : CheckIncludes(source, Allowed())) {
    text += std::to_string(problem.line) + ": " + problem.message + "\n";
  }
  return text;
}

TEST(CheckIncludes, StandardContractOwnAndListedHeadersAreFine) {
  EXPECT_EQ(Problems("#include \"labs/04_int8/quantizer.h\"\n"
                     "\n"
                     "#include <cmath>\n"
                     "#include <stdint.h>\n"
                     "  #  include  <vector>  // for codes\n"
                     "#include \"absl/status/statusor.h\"\n"
                     "#include <absl/status/statusor.h>\n"
                     "#include \"common/lab/not_yet.h\"\n"
                     "#include \"labs/04_int8/mine.h\"\n"
                     "#define N 3\n"
                     "#if N > 2\n"
                     "#pragma once\n"
                     "#endif\n"
                     "int import = 1;\n"),
            "");
}

TEST(CheckIncludes, OtherHeadersNameWhatThereIs) {
  EXPECT_THAT(
      Problems("#include <cmath>\n#include \"common/quant/affine.h\"\n"),
      HasSubstr("2: \"common/quant/affine.h\" may not be included in "
                "this lab; beside the C++ standard library there are "
                "absl/status/statusor.h"));
  for (const char* header :
       {"<absl/strings/str_cat.h>", "\"solutions/04_int8/quantizer.cc\"",
        "<unistd.h>", "<sys/mman.h>", "<immintrin.h>", "<bits/stdc++.h>",
        "<Eigen/Dense>", "\"/etc/passwd\"", "\"../04_int8/quantizer.h\"",
        "\"\"", "<>"}) {
    EXPECT_THAT(Problems("#include " + std::string(header) + "\n"),
                HasSubstr("1: "))
        << header;
  }
}

TEST(CheckIncludes, TheContractMayBeNamedWithoutItsFolder) {
  EXPECT_EQ(Problems("#include \"quantizer.h\"\n"), "");
  EXPECT_THAT(Problems("#include \"int8/quantizer.h\"\n"), HasSubstr("1: "));
}

TEST(CheckIncludes, AShortNameIsCorrected) {
  EXPECT_THAT(Problems("#include \"statusor.h\"\n"),
              HasSubstr("1: write #include \"absl/status/statusor.h\""));
  EXPECT_THAT(Problems("#include \"cmath\"\n"),
              HasSubstr("1: write #include <cmath>"));
}

TEST(CheckIncludes, CommentsDoNotCount) {
  EXPECT_EQ(Problems("// #include <unistd.h>\n"
                     "/* #include <unistd.h>\n"
                     "#include <unistd.h>\n"
                     "*/\n"
                     "// continued \\\n"
                     "#include <unistd.h>\n"),
            "");
}

TEST(CheckIncludes, CommentsDoNotHide) {
  EXPECT_THAT(Problems("/* a */ # /* b */ include /* c */ <unistd.h>\n"),
              HasSubstr("1: \"unistd.h\""));
  EXPECT_THAT(Problems("/* a\n b */ #include <unistd.h>\n"),
              HasSubstr("1: \"unistd.h\""));
  EXPECT_THAT(Problems("const char* s = \"/*\";\n#include <unistd.h>\n"),
              HasSubstr("2: \"unistd.h\""));
  EXPECT_THAT(Problems("char c = '\"';\n#include <unistd.h>\n"),
              HasSubstr("2: \"unistd.h\""));
  EXPECT_THAT(Problems("int n = 1'000;\n#include <unistd.h>  // '\n"),
              HasSubstr("2: \"unistd.h\""));
}

TEST(CheckIncludes, ContinuedLinesAreOne) {
  EXPECT_THAT(Problems("#inc\\\nlude <uni\\\nstd.h>\n"),
              HasSubstr("1: \"unistd.h\""));
  EXPECT_THAT(Problems("int a;\n#include \\  \n<unistd.h>\n"),
              HasSubstr("2: \"unistd.h\""));
  EXPECT_THAT(Problems("#include \\\r\n<unistd.h>\r\n"),
              HasSubstr("1: \"unistd.h\""));
}

TEST(CheckIncludes, MacrosAreRefused) {
  EXPECT_THAT(Problems("#define WHAT <unistd.h>\n#include WHAT\n"),
              HasSubstr("2: write the header's own name"));
  EXPECT_THAT(Problems("#include <unistd.h\n"), HasSubstr("1: write the"));
  EXPECT_THAT(Problems("#include\n"), HasSubstr("1: write the"));
}

TEST(CheckIncludes, DigraphsAreDirectives) {
  EXPECT_THAT(Problems("%:include <unistd.h>\n"), HasSubstr("1: \"unistd.h\""));
}

TEST(CheckIncludes, OtherWaysToAFileAreRefused) {
  for (const char* line :
       {"#include_next <cmath>", "#import <cmath>", "#embed \"/etc/passwd\"",
        "import <vector>;", "import std;", "export import \"x.h\";",
        "module quantizer;", "#if __has_include(<unistd.h>)",
        "#ifdef A && __has_embed(\"x\")",
        "asm(\".incbin \\\"/etc/passwd\\\"\");",
        "#pragma GCC dependency \"/etc/passwd\"",
        "#pragma GCC pch_preprocess \"x.gch\""}) {
    EXPECT_THAT(Problems("\n" + std::string(line) + "\n"), HasSubstr("2: "))
        << line;
  }
}

TEST(CheckIncludes, TextInStringsIsNoDirective) {
  EXPECT_EQ(Problems("const char* a = \"\\\"#include <unistd.h>\";\n"
                     "const char* b = R\"(\n#include <unistd.h>\n)\";\n"
                     "const char* c = u8R\"x()\"\n#include <unistd.h>\n)x\";\n"
                     "const char* d = \"__has_include\";\n"),
            "");
}

TEST(CheckIncludes, ARawStringEndsWhereItEnds) {
  EXPECT_THAT(Problems("auto a = R\"x()\")x\";\n#include <unistd.h>\n"),
              HasSubstr("2: \"unistd.h\""));
  // A name that only ends in R is no prefix: this is an ordinary string.
  EXPECT_THAT(Problems("auto a = FOOR\"(\";\n#include <unistd.h>\n// )\"\n"),
              HasSubstr("2: \"unistd.h\""));
}

TEST(CheckIncludes, AnyBytesAreFine) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 37 % 256);
  CheckIncludes(bytes, Allowed());
  for (const char* text : {"", "\\", "\\\n", "/*", "//", "\"", "R\"", "R\"(",
                           "#", "%:", "#include", "'", "R\"x", "\\\n\\\n"}) {
    CheckIncludes(text, Allowed());
  }
  CheckIncludes(std::string("#include <a\0b>\n", 15), Allowed());
}

TEST(IsStandardHeader, KnowsAllOfThemAndNoOthers) {
  for (const char* header : {"algorithm", "wctype.h", "span", "version",
                             "complex.h", "cfenv", "iso646.h"}) {
    EXPECT_TRUE(IsStandardHeader(header)) << header;
  }
  for (const char* header :
       {"", "unistd.h", "Vector", "vector.h", "expected", "mdspan", "a"}) {
    EXPECT_FALSE(IsStandardHeader(header)) << header;
  }
}

TEST(SourceLines, NumbersAreThoseOfTheFirstPhysicalLine) {
  const auto lines = SourceLines("a\nb\\\nc\n/*\n*/d\n");
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].number, 1);
  EXPECT_EQ(lines[1].number, 2);
  EXPECT_EQ(lines[1].code, "bc");
  EXPECT_EQ(lines[2].number, 4);
  EXPECT_EQ(lines[2].code, " d");
  EXPECT_EQ(lines[3].number, 6);
}

// The largest file that is taken, in time that grows with its size alone: with
// its square each of these would take minutes.
TEST(CheckIncludes, AMebibyteIsReadOnce) {
  constexpr std::size_t kSize = 1 << 20;
  std::string number = "unsigned long x = 1";
  while (number.size() < kSize) number += "'1";
  EXPECT_EQ(Problems(number + ";\n"), "");
  EXPECT_EQ(Problems(std::string(kSize, '"')), "");
  EXPECT_EQ(Problems(std::string(kSize, 'R')), "");
  EXPECT_EQ(Problems(std::string(kSize, '\\')), "");
  EXPECT_EQ(Problems(std::string(kSize, '\n')), "");
  std::string raw, hashes;
  while (raw.size() < kSize) raw += "R\"(";
  while (hashes.size() < kSize) hashes += "#define a ";
  Problems(raw);
  Problems(hashes);
}

}  // namespace
}  // namespace wbm::lab
