// Strict JSON in, deterministic JSON out, on top of nlohmann/json.
//
//   absl::StatusOr<Json> json = ReadJson("answers.json");
//   JsonRef answers(*json, "answers.json");
//   absl::StatusOr<double> q1 = answers.Double("q1");
//   // "answers.json: /q1: expected a number, found the string \"3\"; write it
//   //  without quotes"
//
// Reading refuses what RFC 8259 does not allow (comments, trailing commas,
// NaN, text after the value) and what is ambiguous (a key twice), and is
// bounded in size and depth. Writing keeps the order in which keys were
// inserted and prints the shortest digits that read back as the same double.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::io {

using Json = nlohmann::ordered_json;

struct JsonLimits {
  int64_t max_bytes = int64_t{16} << 20;
  int max_depth = 64;              // nested arrays and objects
  int64_t max_values = 1'000'000;  // numbers, strings, arrays, objects, ...
};

// `name` is what errors call the text, usually a file name. Errors are
// InvalidArgument "NAME:LINE:COLUMN: what is wrong; what to do".
absl::StatusOr<Json> ParseJson(std::string_view text,
                               const std::string& name = "JSON",
                               const JsonLimits& limits = {});
absl::StatusOr<Json> ReadJson(const std::string& path,
                              const JsonLimits& limits = {});

// The text of `json`, two spaces a level, an array of scalars on one line when
// it fits into 80 columns, ending in a newline. Text that is not UTF-8 gets
// U+FFFD. A NaN or infinity anywhere is InvalidArgument and names its pointer.
absl::StatusOr<std::string> DumpJson(const Json& json);

// DumpJson into a file, atomically (file.h).
absl::Status WriteJson(const std::string& path, const Json& json);

// A float32 for writing: the double whose shortest digits are the float's
// shortest digits (0.1f as 0.1, not 0.10000000149011612). Converting what was
// read back to float gives `value` again. NaN and infinities stay what they
// are, for DumpJson to refuse.
double ShortestDouble(float value);

// A place in a parsed document that knows its name, so that errors can say
// "FILE: /tasks/3/points: ...". Refers to the document, which must outlive it.
class JsonRef {
 public:
  explicit JsonRef(const Json& root, std::string file = "JSON")
      : json_(&root), file_(std::move(file)) {}

  const Json& json() const { return *json_; }
  const std::string& file() const { return file_; }
  const std::string& pointer() const { return pointer_; }  // RFC 6901

  // Members of an object. NotFound if it is missing, InvalidArgument if it has
  // another type. An integer has no fraction and fits; a double is any number.
  absl::StatusOr<JsonRef> Object(std::string_view key) const;
  absl::StatusOr<JsonRef> Array(std::string_view key) const;
  absl::StatusOr<std::string> String(std::string_view key) const;
  absl::StatusOr<int64_t> Integer(std::string_view key) const;
  absl::StatusOr<double> Double(std::string_view key) const;
  absl::StatusOr<bool> Bool(std::string_view key) const;
  bool Has(std::string_view key) const;

  // A member of any type.
  absl::StatusOr<JsonRef> Member(std::string_view key) const;

  // Elements of an array. size() is 0 for anything else.
  size_t size() const { return json_->is_array() ? json_->size() : 0; }
  absl::StatusOr<JsonRef> At(size_t index) const;

  // This very value.
  absl::StatusOr<JsonRef> AsObject() const;
  absl::StatusOr<JsonRef> AsArray() const;
  absl::StatusOr<std::string> AsString() const;
  absl::StatusOr<int64_t> AsInteger() const;
  absl::StatusOr<double> AsDouble() const;
  absl::StatusOr<bool> AsBool() const;

  // Refuses an object with any other key, which is usually a misspelt one.
  absl::Status OnlyKeys(std::initializer_list<std::string_view> keys) const;

  // InvalidArgument "FILE: POINTER: message".
  absl::Status Error(const std::string& message) const;

 private:
  JsonRef Child(const Json& json, const std::string& step) const;
  absl::Status WrongType(std::string_view expected) const;

  const Json* json_;
  std::string file_;
  std::string pointer_;
};

}  // namespace wbm::io
