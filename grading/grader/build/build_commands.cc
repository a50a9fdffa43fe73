#include "grading/grader/build/build_commands.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// COMPILE_OPTIONS of grading/bundle.bzl: the precompiled header fits no others.
const Words kCompile = {"/usr/bin/g++", "-std=c++20", "-O2", "-DNDEBUG",
                        "-ffp-contract=off"};

// Warnings a student should see, in lines that a report can quote.
const Words kMessages = {"-Wall",
                         "-Wextra",
                         "-Wno-unused-parameter",
                         "-fno-diagnostics-show-caret",
                         "-fdiagnostics-color=never",
                         "-fmessage-length=0",
                         "-fmax-errors=20"};

constexpr std::size_t kMaxOptionText = 1u << 20;

// Where things are inside the sandbox.
constexpr char kBase[] = "/base";
constexpr char kLab[] = "/lab";
constexpr char kSource[] = "/source";
constexpr char kOut[] = "/out";
constexpr char kReference[] = "/reference";

void Append(const Words& more, Words& words) {
  words.insert(words.end(), more.begin(), more.end());
}

sandbox::Command InSandbox(const Bundle& bundle, const TemporaryFolder& folder,
                           sandbox::Limits limits) {
  sandbox::Command command;
  sandbox::AddToolchain(command);
  // __DATE__ and __TIME__ are the same in every grade.
  command.environment.emplace("SOURCE_DATE_EPOCH", "0");
  command.read_only.push_back(
      {absl::StrCat(bundle.base, "/usr_include"), "/usr/include"});
  command.read_only.push_back({absl::StrCat(bundle.base, "/pch"), kBase});
  command.read_only.push_back({bundle.lab, kLab});
  command.read_only.push_back({folder.Path("source"), kSource});
  command.writable = sandbox::Mount{folder.Path("out"), kOut};
  command.limits = limits;
  return command;
}

Words HeaderOptions(const Bundle& bundle) {
  return {"-iquote",  absl::StrCat(kLab, "/include/", bundle.directory),
          "-iquote",  kSource,
          "-iquote",  absl::StrCat(kLab, "/include"),
          "-isystem", absl::StrCat(kLab, "/include"),
          "-isystem", absl::StrCat(kLab, "/system")};
}

// The files of the bundle's folder `name` as the sandbox sees them, in order.
Words BundleFiles(const Bundle& bundle, const std::string& name) {
  Words names;
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(absl::StrCat(bundle.lab, "/", name), error)) {
    names.push_back(
        absl::StrCat(kLab, "/", name, "/", entry.path().filename().string()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Words InOut(const std::vector<std::string>& objects) {
  Words paths;
  for (const std::string& object : objects) {
    paths.push_back(absl::StrCat(kOut, "/", object));
  }
  return paths;
}

absl::StatusOr<Words> LinkOptions(const Bundle& bundle) {
  const absl::StatusOr<std::string> text =
      ReadOwnFile(absl::StrCat(bundle.lab, "/link.txt"), kMaxOptionText);
  if (!text.ok()) return text.status();
  return Words(absl::StrSplit(*text, '\n', absl::SkipWhitespace()));
}

}  // namespace

std::string YieldHeader(const Supplied& supplied) {
  std::string text;
  for (const std::string& symbol : supplied.symbols) {
    absl::StrAppend(&text, "#pragma weak ", symbol, "\n");
  }
  return text;
}

sandbox::Command CompileCommand(const Bundle& bundle,
                                const TemporaryFolder& folder,
                                const std::string& path,
                                const std::string& object,
                                const Supplied& supplied, Before before) {
  sandbox::Command command = InSandbox(bundle, folder, sandbox::kCompile);
  command.working_directory = kSource;
  command.arguments = kCompile;
  Append(kMessages, command.arguments);
  if (before == Before::kPrecompiled) {
    Append({"-include", absl::StrCat(kBase, "/base.h")}, command.arguments);
  }
  Append(HeaderOptions(bundle), command.arguments);
  if (!supplied.empty()) {
    Append({"-include", absl::StrCat(kSource, "/", kYieldHeader)},
           command.arguments);
  }
  Append({"-c", path, "-o", absl::StrCat(kOut, "/", object)},
         command.arguments);
  sandbox::WatchSteps(command);
  return command;
}

absl::StatusOr<sandbox::Command> LinkCommand(
    const Bundle& bundle, const TemporaryFolder& folder,
    const std::vector<std::string>& objects, const Supplied& supplied,
    Undefined undefined) {
  const absl::StatusOr<Words> options = LinkOptions(bundle);
  if (!options.ok()) return options.status();
  sandbox::Command command = InSandbox(bundle, folder, sandbox::kLink);
  Words& words = command.arguments;
  // No plug-in: it would run the compiler on what an object says it holds.
  words = {"/usr/bin/g++", "-static", "-fno-lto", "-fno-use-linker-plugin",
           "-fdiagnostics-color=never"};
  // Without names, for every check gets a copy of its own.
  words.push_back("-Wl,--strip-all");
  // Twice as fast as the default linker, where it is installed.
  if (fs::exists("/usr/bin/ld.gold")) words.push_back("-fuse-ld=gold");
  if (undefined == Undefined::kCrashes) {
    words.push_back("-Wl,--unresolved-symbols=ignore-all");
  }
  // All of ours whole and first: a `main` of the student's, or another name of
  // ours, is then a double definition and never stands in for it.
  words.push_back("-Wl,--whole-archive");
  Append(BundleFiles(bundle, "objects"), words);
  words.push_back("-Wl,--no-whole-archive");
  Append(InOut(objects), words);
  if (!supplied.empty()) {
    command.read_only.push_back({bundle.reference, kReference});
    for (const std::string& object : supplied.objects) {
      words.push_back(absl::StrCat(kReference, "/", object));
    }
    // Of the reference nothing but these functions, and what they call.
    words.push_back("-Wl,--gc-sections");
  }
  // Last, and weak: it stands in for what the student's files leave out.
  Append(BundleFiles(bundle, "fallback"), words);
  words.push_back("-Wl,--start-group");
  Append(BundleFiles(bundle, "archives"), words);
  words.push_back("-Wl,--end-group");
  Append(*options, words);
  Append({"-o", absl::StrCat(kOut, "/", kWorkerName)}, words);
  sandbox::WatchSteps(command);
  return command;
}

}  // namespace wbm::grader
