#include "common/io/runfiles.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace wbm::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWorkspace = "which_bits_matter";

// argv[0] as the binary was started: unlike /proc/self/exe it still lies
// inside the runfiles tree that holds a link to the binary.
fs::path InvokedAs() {
  std::ifstream stream("/proc/self/cmdline", std::ios::binary);
  std::string name;
  std::getline(stream, name, '\0');
  if (name.find('/') == std::string::npos) return {};
  std::error_code error;
  return fs::absolute(name, error);
}

fs::path Executable() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

// Appends every folder named *.runfiles that `path` lies in, inmost first.
void AddAround(fs::path path, std::vector<std::string>& roots) {
  for (; path.has_relative_path(); path = path.parent_path()) {
    if (path.extension() == ".runfiles") roots.push_back(path.string());
  }
}

void AddBesideAndAround(const fs::path& binary,
                        std::vector<std::string>& roots) {
  if (binary.empty()) return;
  roots.push_back(binary.string() + ".runfiles");
  AddAround(binary, roots);
}

std::vector<std::string> Roots() {
  std::vector<std::string> roots;
  for (const char* variable : {"RUNFILES_DIR", "TEST_SRCDIR"}) {
    const char* value = std::getenv(variable);
    std::error_code error;
    if (value == nullptr || *value == '\0') continue;
    roots.push_back(fs::absolute(value, error).string());
  }
  AddBesideAndAround(InvokedAs(), roots);
  AddBesideAndAround(Executable(), roots);
  std::error_code error;
  AddAround(fs::current_path(error), roots);
  std::vector<std::string> once;
  for (std::string& root : roots) {
    if (std::find(once.begin(), once.end(), root) == once.end()) {
      once.push_back(std::move(root));
    }
  }
  return once;
}

std::string InRoot(const std::string& root, std::string_view path) {
  constexpr std::string_view kExternal = "external/";
  fs::path file(root);
  if (path.starts_with(kExternal)) {
    return (file / path.substr(kExternal.size())).string();
  }
  return (file / kWorkspace / path).string();
}

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace

absl::StatusOr<std::string> Runfile(std::string_view path) {
  if (path.empty() || path.front() == '/') {
    return absl::InvalidArgumentError(
        absl::StrCat("runfile \"", std::string(path),
                     "\": give a path relative to the workspace root"));
  }
  const std::vector<std::string> roots = Roots();
  for (const std::string& root : roots) {
    std::string candidate = InRoot(root, path);
    if (Exists(candidate)) return candidate;
  }
  return absl::NotFoundError(
      absl::StrCat("runfile \"", std::string(path),
                   "\" is not there; name it in the `data` of the ",
                   "binary's BUILD rule, or set RUNFILES_DIR. Looked in: ",
                   absl::StrJoin(roots, ", ")));
}

absl::StatusOr<std::string> RunfilesDirectory() {
  const std::vector<std::string> roots = Roots();
  for (const std::string& root : roots) {
    if (Exists(InRoot(root, ""))) return root;
  }
  return absl::NotFoundError(
      absl::StrCat("this binary has no runfiles; start it with `bazel run`. ",
                   "Looked in: ", absl::StrJoin(roots, ", ")));
}

}  // namespace wbm::io
