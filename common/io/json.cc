#include "common/io/json.h"

#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json_parser.h"
#include "common/io/json_writer.h"

namespace wbm::io {

absl::StatusOr<Json> ParseJson(std::string_view text, const std::string& name,
                               const JsonLimits& limits) {
  if (static_cast<int64_t>(text.size()) > limits.max_bytes) {
    return absl::ResourceExhaustedError(
        absl::StrCat(name, ": is larger than the limit of ", limits.max_bytes,
                     " bytes for JSON"));
  }
  return JsonParser(text, name, limits).Parse();
}

absl::StatusOr<Json> ReadJson(const std::string& path,
                              const JsonLimits& limits) {
  absl::StatusOr<std::string> text = ReadFile(path, limits.max_bytes);
  if (!text.ok()) return text.status();
  return ParseJson(*text, path, limits);
}

absl::StatusOr<std::string> DumpJson(const Json& json) {
  return JsonWriter().Write(json);
}

absl::Status WriteJson(const std::string& path, const Json& json) {
  absl::StatusOr<std::string> text = DumpJson(json);
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": ", std::string(text.status().message())));
  }
  return WriteFile(path, *text);
}

}  // namespace wbm::io
