#include "grading/grader/collect/collect.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"
#include "grading/grader/collect/collect_archive.h"
#include "grading/grader/collect/collect_folder.h"
#include "grading/grader/collect/intake.h"

namespace wbm::grader {
namespace {

absl::Status CannotReach(const std::string& path, int error) {
  const std::string what = absl::StrCat(
      "submission ", io::QuotableName(path, 1000), ": ", strerror(error));
  if (error == EACCES || error == EPERM) {
    return absl::PermissionDeniedError(
        absl::StrCat(what, ". Make it readable: chmod -R u+rX PATH"));
  }
  return absl::NotFoundError(
      absl::StrCat(what, ". Name a folder, a .zip or a .tar.gz"));
}

// Every error says which submission it is about.
absl::Status Named(const std::string& path, const absl::Status& s) {
  return absl::Status(
      s.code(), absl::StrCat("submission ", io::QuotableName(path, 1000), ": ",
                             s.message()));
}

}  // namespace

absl::StatusOr<Submission> Collect(const std::string& path,
                                   const Manifest& manifest,
                                   const CollectLimits& limits) {
  struct stat st;
  if (stat(path.c_str(), &st) != 0) return CannotReach(path, errno);
  Intake intake(manifest, limits);
  absl::Status read;
  if (S_ISDIR(st.st_mode)) {
    read = ReadFolder(path, limits, &intake);
  } else if (S_ISREG(st.st_mode)) {
    read = ReadArchive(path, limits, &intake);
  } else {
    read = absl::InvalidArgumentError(
        "is neither a folder nor a file. Name a folder, a .zip or a .tar.gz");
  }
  if (!read.ok()) return Named(path, read);
  return intake.Finish();
}

}  // namespace wbm::grader
