#include "grading/grader/unit.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/runfiles.h"
#include "common/io/utf8.h"
#include "grading/grader/machine/temporary_folder.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;

absl::Status Ours(const absl::Status& s) {
  return absl::InternalError(s.message());
}

// A runfile without links on the way: the sandbox follows none.
absl::StatusOr<std::string> RealRunfile(const std::string& name) {
  const absl::StatusOr<std::string> path = io::Runfile(name);
  if (!path.ok()) return Ours(path.status());
  const std::unique_ptr<char, decltype(&std::free)> real(
      realpath(path->c_str(), nullptr), &std::free);
  if (real == nullptr) {
    return absl::InternalError(absl::StrCat("cannot resolve ", *path));
  }
  return std::string(real.get());
}

// A program as it lies in the runfiles: by its own name it finds, beside it,
// the files that it reads. Its real path has no such neighbours.
absl::Status FindProgram(const std::string& name, std::string* path) {
  absl::StatusOr<std::string> found = io::Runfile(name);
  if (!found.ok()) return Ours(found.status());
  *path = *std::move(found);
  return absl::OkStatus();
}

absl::Status Find(const std::string& name, std::string* path) {
  absl::StatusOr<std::string> found = RealRunfile(name);
  if (!found.ok()) return found.status();
  *path = *std::move(found);
  return absl::OkStatus();
}

// The folder `name`, by way of `file` in it. Bazel's sandbox shows a folder as
// one of links, a link a file; the file's real path leads to the real folder.
absl::Status FindFolder(const std::string& name, const std::string& file,
                        std::string* path) {
  if (auto s = Find(absl::StrCat(name, "/", file), path); !s.ok()) return s;
  if (!path->ends_with("/" + file)) {
    return absl::InternalError(absl::StrCat("no folder holds ", *path));
  }
  path->resize(path->size() - file.size() - 1);
  return absl::OkStatus();
}

absl::Status ReadPlans(const std::string& lab, Unit* unit) {
  std::string path;
  if (auto s = Find(absl::StrCat("labs/", lab, "/lab.json"), &path); !s.ok()) {
    return s;
  }
  absl::StatusOr<lab::LabPlan> plan = lab::ReadLabPlan(path);
  if (!plan.ok()) return Ours(plan.status());
  unit->plan = *std::move(plan);
  if (auto s = Find(absl::StrCat("grading/", lab, "/rubric.json"), &path);
      !s.ok()) {
    return s;
  }
  absl::StatusOr<lab::Rubric> rubric = lab::ReadRubric(path, unit->plan);
  if (!rubric.ok()) return Ours(rubric.status());
  unit->rubric = *std::move(rubric);
  return absl::OkStatus();
}

absl::Status FindPrograms(const std::string& lab, Unit* unit) {
  const std::string home = absl::StrCat("grading/", lab, "/");
  for (const auto& [name, path] :
       {std::pair{"public_check", &unit->public_check},
        std::pair{"hidden_check", &unit->hidden_check}}) {
    if (auto s = FindProgram(absl::StrCat(home, name), path); !s.ok()) return s;
  }
  if (auto s = FindFolder(home + "bundle", "base.txt", &unit->bundle.lab);
      !s.ok()) {
    return s;
  }
  if (auto s = FindFolder(home + "reference_bodies", "symbols.txt",
                          &unit->bundle.reference);
      !s.ok()) {
    return s;
  }
  absl::StatusOr<std::string> base =
      ReadOwnFile(absl::StrCat(unit->bundle.lab, "/base.txt"), 4096);
  if (!base.ok()) return base.status();
  if (auto s = FindFolder(*base, "pch/base.h", &unit->bundle.base); !s.ok()) {
    return s;
  }
  if (unit->plan.outputs.empty()) return absl::OkStatus();
  if (auto s = FindProgram(home + "experiment", &unit->experiment); !s.ok()) {
    return s;
  }
  const std::string of_reference =
      !unit->plan.claims.empty() ? "results.json"
      : unit->plan.figures.empty()
          ? ""
          : unit->plan.figures[0].file + ".figure.json";
  if (of_reference.empty()) return absl::OkStatus();
  return FindFolder(home + "reference", of_reference, &unit->reference);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> KnownUnits() {
  const absl::StatusOr<std::string> folder = io::Runfile("grading");
  if (!folder.ok()) return Ours(folder.status());
  std::vector<std::string> known;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(*folder, error)) {
    if (fs::exists(entry.path() / "rubric.json", error)) {
      known.push_back(entry.path().filename().string());
    }
  }
  std::sort(known.begin(), known.end());
  return known;
}

absl::Status CheckKnown(const std::string& lab) {
  const bool plain = !lab.empty() && lab.find("..") == std::string::npos &&
                     std::all_of(lab.begin(), lab.end(), [](unsigned char c) {
                       return std::isalnum(c) != 0 || c == '_' || c == '/';
                     });
  if (plain &&
      io::Runfile(absl::StrCat("grading/", lab, "/rubric.json")).ok()) {
    return absl::OkStatus();
  }
  const absl::StatusOr<std::vector<std::string>> known = KnownUnits();
  if (!known.ok()) return known.status();
  return absl::NotFoundError(
      absl::StrCat("no lab is called ", io::QuotableName(lab),
                   ". Labs: ", absl::StrJoin(*known, ", ")));
}

absl::StatusOr<Unit> LoadUnit(const std::string& lab) {
  Unit unit;
  unit.bundle.directory = absl::StrCat("labs/", lab);
  if (auto s = ReadPlans(lab, &unit); !s.ok()) return s;
  if (auto s = FindPrograms(lab, &unit); !s.ok()) return s;
  return unit;
}

Manifest ManifestOf(const lab::LabPlan& plan) {
  Manifest manifest;
  manifest.lab = plan.lab;
  manifest.student_files = plan.student_files;
  manifest.hand_in = plan.hand_in;
  for (const auto& output : plan.outputs) {
    if (output.file.ends_with(".json")) {
      manifest.optional.push_back(output.file);
    }
  }
  return manifest;
}

}  // namespace wbm::grader
