#include "scripts/compile_commands.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/io/json.h"

namespace wbm::scripts {
namespace {

using Words = std::vector<std::string>;

// Outside libraries and built files, by the first folder of their path.
std::string Absolute(const std::string& path, const Places& places) {
  if (path.starts_with("external/")) {
    return absl::StrCat(places.output_base, "/", path);
  }
  if (path.starts_with("bazel-out/")) {
    return absl::StrCat(places.execution_root, "/", path);
  }
  return path;  // ours, from the workspace
}

// Options that clang refuses, or that name what only Bazel's own run needs.
bool Unwanted(const std::string& word) {
  return word == "-fno-canonical-system-headers" || word == "-MD" ||
         word.starts_with("-frandom-seed=");
}

// Options whose value is the next word.
bool NamesAFile(const std::string& word) {
  return word == "-iquote" || word == "-isystem" || word == "-I" ||
         word == "-c" || word == "-o";
}

// One compilation for an editor.
Words EditorWords(const Words& bazel, const Places& places) {
  Words words;
  for (std::size_t i = 0; i < bazel.size(); ++i) {
    const std::string& word = bazel[i];
    if (word == "-MF") {
      ++i;  // and the file that it names
    } else if (NamesAFile(word) && i + 1 < bazel.size()) {
      words.push_back(word);
      words.push_back(Absolute(bazel[++i], places));
    } else if (word.starts_with("-I")) {
      words.push_back(absl::StrCat("-I", Absolute(word.substr(2), places)));
    } else if (!Unwanted(word)) {
      words.push_back(word);
    }
  }
  // Warnings that only GCC knows are no news to the reader of a file.
  words.push_back("-Wno-unknown-warning-option");
  return words;
}

// The file that a compilation compiles; "" when it is none of ours.
std::string Source(const Words& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "-c") continue;
    const std::string& path = words[i + 1];
    const bool ours =
        !path.starts_with("external/") && !path.starts_with("bazel-out/");
    return ours ? path : "";
  }
  return "";
}

constexpr io::JsonLimits kWholeCourse = {.max_bytes = int64_t{512} << 20,
                                         .max_values = 50'000'000};

absl::Status Bad(const std::string& why) {
  return absl::InvalidArgumentError(
      absl::StrCat("not an action graph of bazel aquery: ", why));
}

// The command lines of the graph's C++ compilations.
absl::StatusOr<std::vector<Words>> Compilations(std::string_view text) {
  const absl::StatusOr<io::Json> graph =
      io::ParseJson(text, "aquery", kWholeCourse);
  if (!graph.ok()) return Bad(std::string(graph.status().message()));
  if (!graph->is_object()) return Bad("it is no object");
  const auto actions = graph->find("actions");
  if (actions == graph->end() || !actions->is_array()) {
    return Bad("the field 'actions' is missing");
  }
  std::vector<Words> compilations;
  for (const io::Json& action : *actions) {
    if (!action.is_object()) return Bad("an action is no object");
    if (action.value("mnemonic", io::Json()) != "CppCompile") continue;
    Words words;
    for (const io::Json& word : action.value("arguments", io::Json::array())) {
      if (!word.is_string()) return Bad("an argument is no string");
      words.push_back(word.get<std::string>());
    }
    compilations.push_back(std::move(words));
  }
  return compilations;
}

}  // namespace

absl::StatusOr<std::string> CompileCommands(std::string_view actions,
                                            const Places& places) {
  const absl::StatusOr<std::vector<Words>> compilations = Compilations(actions);
  if (!compilations.ok()) return compilations.status();
  io::Json commands = io::Json::array();
  std::set<std::string> seen;  // a file is compiled for many targets
  for (const Words& words : *compilations) {
    const std::string source = Source(words);
    if (source.empty() || !seen.insert(source).second) continue;
    commands.push_back({{"directory", places.workspace},
                        {"file", source},
                        {"arguments", EditorWords(words, places)}});
  }
  if (commands.empty()) return Bad("no C++ file is compiled");
  return io::DumpJson(commands);
}

}  // namespace wbm::scripts
