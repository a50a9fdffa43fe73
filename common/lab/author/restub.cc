#include "common/lab/author/restub.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/file.h"
#include "common/lab/author/generated.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;

// Names below labs/ of folders with a lab.json, those in testdata included.
std::vector<std::string> LabsBelow(const std::string& root) {
  std::vector<std::string> labs;
  std::error_code error;
  for (const std::string& below : {std::string(), std::string("testdata/")}) {
    for (const auto& entry :
         fs::directory_iterator(absl::StrCat(root, "/labs/", below), error)) {
      const std::string name = below + entry.path().filename().string();
      if (fs::exists(entry.path() / "lab.json", error) &&
          fs::exists(absl::StrCat(root, "/solutions/", name), error)) {
        labs.push_back(name);
      }
    }
  }
  std::sort(labs.begin(), labs.end());
  return labs;
}

absl::StatusOr<std::vector<std::string>> Chosen(
    const std::vector<std::string>& labs,
    const std::vector<std::string>& wanted) {
  if (labs.empty()) {
    return absl::NotFoundError(
        "no lab with a solution is here; run this as bazel run "
        "//scripts:restub from inside the repository");
  }
  for (const std::string& lab : wanted) {
    if (std::count(labs.begin(), labs.end(), lab) == 0) {
      return absl::NotFoundError(
          absl::StrCat("there is no lab \"", lab, "\" with a solution; there ",
                       "are ", absl::StrJoin(labs, ", ")));
    }
  }
  return wanted.empty() ? labs : wanted;
}

absl::Status Generate(const std::string& root, const std::string& lab,
                      std::vector<GeneratedFile>& files) {
  const auto read = [&](const std::string& path) {
    return io::ReadFile(absl::StrCat(root, "/", path));
  };
  const std::string path = absl::StrCat("labs/", lab, "/lab.json");
  const auto json = read(path);
  if (!json.ok()) return json.status();
  const auto plan = ParseLabPlan(*json, path);
  if (!plan.ok()) return plan.status();
  const auto generated = GeneratedFiles(*plan, lab, read);
  if (!generated.ok()) return generated.status();
  files.insert(files.end(), generated->begin(), generated->end());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Restubbed>> Restub(const std::string& root,
                                              const RestubOptions& options) {
  const auto labs = Chosen(LabsBelow(root), options.labs);
  if (!labs.ok()) return labs.status();
  std::vector<GeneratedFile> files;
  for (const std::string& lab : *labs) {
    if (absl::Status done = Generate(root, lab, files); !done.ok()) {
      return done;
    }
  }
  std::vector<Restubbed> results;
  for (const GeneratedFile& each : files) {
    const int line = FirstDifferentLine(each.committed, each.text);
    results.push_back({each.file, line});
    if (options.check_only || line == 0) continue;
    const absl::Status written =
        io::WriteFile(absl::StrCat(root, "/", each.file), each.text);
    if (!written.ok()) return written;
  }
  return results;
}

}  // namespace wbm::lab
