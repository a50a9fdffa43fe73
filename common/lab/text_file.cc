#include "common/lab/text_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "common/io/runfiles.h"

namespace wbm::lab {

absl::StatusOr<std::string> ReadTextFile(const std::string& path) {
  std::error_code error;
  std::ifstream file(path, std::ios::binary);
  if (!std::filesystem::is_regular_file(path, error) || !file) {
    return absl::NotFoundError(
        absl::StrCat(path, ": cannot be read; is the path right?"));
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

absl::Status WriteTextFile(const std::string& path, const std::string& text) {
  const std::string temporary = path + ".new";
  std::ofstream file(temporary, std::ios::binary);
  file << text;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(temporary, path, error);
  if (!file || error) {
    std::filesystem::remove(temporary, error);
    return absl::InternalError(
        absl::StrCat(path, ": cannot be written; may you write there?"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadRunfile(const std::string& path) {
  const absl::StatusOr<std::string> file = io::Runfile(path);
  if (!file.ok()) return file.status();
  return ReadTextFile(*file);
}

}  // namespace wbm::lab
