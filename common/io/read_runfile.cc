#include "common/io/read_runfile.h"

#include "common/io/file.h"
#include "common/io/runfiles.h"

namespace wbm::lab {

absl::StatusOr<std::string> ReadRunfile(const std::string& path) {
  if (path.starts_with('/')) return io::ReadFile(path);
  const absl::StatusOr<std::string> file = io::Runfile(path);
  if (!file.ok()) return file.status();
  return io::ReadFile(*file);
}

}  // namespace wbm::lab
