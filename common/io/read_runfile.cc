#include "common/io/read_runfile.h"

#include "common/io/file.h"
#include "common/io/runfiles.h"

namespace wbm::io {

absl::StatusOr<std::string> ReadRunfile(const std::string& path) {
  if (path.starts_with('/')) return ReadFile(path);
  const absl::StatusOr<std::string> file = Runfile(path);
  if (!file.ok()) return file.status();
  return ReadFile(*file);
}

}  // namespace wbm::io
