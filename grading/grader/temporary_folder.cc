#include "grading/grader/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;

absl::Status Failed(const std::string& what, int error) {
  const std::string message = absl::StrCat(what, ": ", strerror(error));
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat(message, ". Free some space, or set TMPDIR"));
  }
  return absl::InternalError(message);
}

}  // namespace

absl::StatusOr<std::unique_ptr<TemporaryFolder>> TemporaryFolder::Make() {
  const char* base = std::getenv("TMPDIR");
  std::string path = absl::StrCat(
      base == nullptr || *base == '\0' ? "/tmp" : base, "/wbm-grade-XXXXXX");
  if (mkdtemp(path.data()) == nullptr) {
    return Failed(absl::StrCat("cannot make ", path), errno);
  }
  return std::unique_ptr<TemporaryFolder>(new TemporaryFolder(path));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

absl::Status TemporaryFolder::Write(const std::string& name,
                                    const std::string& bytes) const {
  const fs::path path = Path(name);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error)
    return Failed(absl::StrCat("cannot make ", path.string()), error.value());
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return Failed(absl::StrCat("cannot write ", path.string()), errno);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadOwnFile(const std::string& path,
                                        std::size_t most) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return absl::InternalError(
        absl::StrCat("cannot read ", path, ": ", strerror(errno)));
  std::string bytes;
  char block[1 << 16];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > most) {
      return absl::InternalError(
          absl::StrCat(path, " is larger than ", most, " bytes"));
    }
  }
  if (in.bad()) return absl::InternalError(absl::StrCat("cannot read ", path));
  return bytes;
}

}  // namespace wbm::grader
