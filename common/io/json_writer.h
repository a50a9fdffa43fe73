// The deterministic writer behind DumpJson. Internal to io/.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"

namespace wbm::io {

class JsonWriter {
 public:
  // The text with its final newline. Call once.
  absl::StatusOr<std::string> Write(const Json& json);

 private:
  absl::Status Value(const Json& json, size_t indent,
                     const std::string& pointer);
  absl::Status Object(const Json& json, size_t indent,
                      const std::string& pointer);
  absl::Status Array(const Json& json, size_t indent,
                     const std::string& pointer);
  absl::Status Scalars(const Json& json, size_t indent,
                       const std::string& pointer);
  void NewLine(size_t indent);

  std::string text_;
};

// The shortest digits that read back as `value`, as Python's repr lays them
// out: 0.1, 100.0, 1e-05, 1e+16. `value` is finite.
std::string ShortestDigits(double value);

}  // namespace wbm::io
