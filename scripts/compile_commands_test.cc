#include "scripts/compile_commands.h"

#include <string>
#include <vector>

#include "common/io/json.h"
#include "common/io/read_runfile.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::scripts {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Words = std::vector<std::string>;

const Places kPlaces = {.workspace = "/home/ada/course",
                        .execution_root = "/cache/execroot/which_bits_matter",
                        .output_base = "/cache"};

std::string Action(const std::string& source, const std::string& flags = "") {
  return R"({"mnemonic": "CppCompile", "arguments": ["/usr/bin/gcc", )" +
         flags + R"("-c", ")" + source + R"(", "-o", "bazel-out/x.o"]})";
}

std::string Graph(const std::string& actions) {
  return "{\"actions\": [" + actions + "]}";
}

io::Json Commands(const std::string& graph) {
  const auto text = CompileCommands(graph, kPlaces);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? io::ParseJson(*text).value() : io::Json();
}

Words WordsOf(const std::string& flags) {
  const io::Json commands = Commands(Graph(Action("common/a.cc", flags)));
  return commands.at(0).at("arguments").get<Words>();
}

// What Bazel 4.2.3 printed for unit 04's starter and its tests.
TEST(CompileCommands, EveryFileOfARecordedGraphOnce) {
  const auto graph = io::ReadRunfile("scripts/testdata/aquery_bazel_4.json");
  ASSERT_TRUE(graph.ok()) << graph.status();
  Words files;
  for (const io::Json& command : Commands(*graph)) {
    EXPECT_EQ(command.at("directory"), "/home/ada/course");
    files.push_back(command.at("file").get<std::string>());
  }
  EXPECT_THAT(files, ElementsAre("labs/04_int8/quantizer.cc",
                                 "labs/04_int8/quantizer_test.cc"));
}

TEST(CompileCommands, OutsideLibrariesAreFoundWhereBazelKeepsThem) {
  EXPECT_THAT(WordsOf(R"("-isystem", "external/eigen/include", )"),
              Contains("/cache/external/eigen/include"));
  EXPECT_THAT(WordsOf(R"("-Iexternal/eigen", )"),
              Contains("-I/cache/external/eigen"));
}

TEST(CompileCommands, BuiltFilesAreFoundInTheExecutionRoot) {
  EXPECT_THAT(
      WordsOf(R"("-iquote", "bazel-out/k8-opt/bin", )"),
      Contains("/cache/execroot/which_bits_matter/bazel-out/k8-opt/bin"));
}

TEST(CompileCommands, OurOwnFilesAreThoseOfTheWorkspace) {
  EXPECT_THAT(
      WordsOf(R"("-iquote", ".", )"),
      ElementsAre("/usr/bin/gcc", "-iquote", ".", "-c", "common/a.cc", "-o",
                  "/cache/execroot/which_bits_matter/bazel-out/x.o",
                  "-Wno-unknown-warning-option"));
}

TEST(CompileCommands, WhatOnlyGccOrBazelWantsIsLeftOut) {
  const Words words = WordsOf(R"("-fno-canonical-system-headers", "-MD",
      "-MF", "bazel-out/a.d", "-frandom-seed=bazel-out/a.o", "-O2", )");
  EXPECT_THAT(words, Contains("-O2"));
  for (const char* gone : {"-fno-canonical-system-headers", "-MD", "-MF",
                           "bazel-out/a.d", "-frandom-seed=bazel-out/a.o"}) {
    EXPECT_THAT(words, Not(Contains(gone)));
  }
}

TEST(CompileCommands, AFileIsListedOnceAndOutsideFilesAreNot) {
  const io::Json commands =
      Commands(Graph(Action("common/a.cc") + "," + Action("common/a.cc") + "," +
                     Action("external/x/b.cc") + "," +
                     Action("bazel-out/k8-opt/bin/generated.cc") +
                     R"(, {"mnemonic": "CppLink"})"));
  EXPECT_EQ(commands.size(), 1u);
}

TEST(CompileCommands, SaysWhatIsNoActionGraph) {
  for (const char* text :
       {"", "[]", "{}", R"({"actions": 1})", R"({"actions": []})",
        R"({"actions": [1]})", R"({"actions": [{"mnemonic": "CppCompile",
            "arguments": [1]}]})",
        R"({"actions": [{"mnemonic": "CppCompile"}]})",
        R"({"actions": [{"mnemonic": "CppCompile", "arguments": 5}]})"}) {
    const auto commands = CompileCommands(text, kPlaces);
    ASSERT_FALSE(commands.ok()) << text;
    EXPECT_THAT(std::string(commands.status().message()),
                HasSubstr("not an action graph of bazel aquery"));
  }
}

}  // namespace
}  // namespace wbm::scripts
