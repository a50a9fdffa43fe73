#include "common/lab/student/student_json.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"
#include "common/lab/plan/json_fields.h"

namespace wbm::lab {
namespace {

constexpr int kMaxDepth = 32;

// How deep brackets nest outside of strings.
int Depth(const std::string& json) {
  int depth = 0;
  int deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

// A word processor's quotes are the one fault that nobody sees.
const char* TypographicQuotes(const std::string& json) {
  const bool curly = json.find("\xE2\x80\x9C") != std::string::npos ||
                     json.find("\xE2\x80\x9D") != std::string::npos;
  return curly ? ". It has \xE2\x80\x9Ctypographic quotes\xE2\x80\x9D: "
                 "type plain ones, \"like these\""
               : "";
}

}  // namespace

absl::StatusOr<nlohmann::json> ParseStudentJson(const std::string& bytes,
                                                const std::string& file) {
  if (const std::size_t at = io::FirstNotUtf8(bytes);
      at != std::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": byte ", at, " is not UTF-8. Save it as UTF-8"));
  }
  if (Depth(bytes) > kMaxDepth) {
    return absl::InvalidArgumentError(absl::StrCat(
        file, ": brackets are nested more than ", kMaxDepth, " deep"));
  }
  absl::StatusOr<nlohmann::json> json = ParseStrictJson(bytes, file);
  if (json.ok()) return json;
  return absl::InvalidArgumentError(
      absl::StrCat(io::QuotableText(std::string(json.status().message())),
                   TypographicQuotes(bytes)));
}

}  // namespace wbm::lab
