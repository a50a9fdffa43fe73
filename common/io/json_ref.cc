#include <algorithm>
#include <limits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/json.h"

namespace wbm::io {
namespace {

// RFC 6901: "~" and "/" inside a key are "~0" and "~1".
std::string Escaped(std::string_view key) {
  std::string escaped;
  for (char c : key) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// "the string "3"", "an array", ...
std::string Describe(const Json& json) {
  if (json.is_object()) return "an object";
  if (json.is_array()) return "an array";
  if (json.is_null()) return "null";
  std::string text =
      json.is_string() && json.get_ref<const std::string&>().size() > 40
          ? "\"...\""
          : json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return absl::StrCat("the ", json.type_name(), " ", text);
}

bool IsInt64(const Json& json) {
  if (json.is_number_unsigned()) {
    return json.get<uint64_t>() <=
           static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  }
  return json.is_number_integer();
}

}  // namespace

JsonRef JsonRef::Child(const Json& json, const std::string& step) const {
  JsonRef child(json, file_);
  child.pointer_ = absl::StrCat(pointer_, "/", step);
  return child;
}

absl::Status JsonRef::Error(const std::string& message) const {
  return absl::InvalidArgumentError(absl::StrCat(
      file_, ": ", pointer_.empty() ? "the whole document" : pointer_, ": ",
      message));
}

absl::Status JsonRef::WrongType(std::string_view expected) const {
  std::string message = absl::StrCat("expected ", std::string(expected),
                                     ", found ", Describe(*json_));
  const bool wants_string = expected == "a string";
  if (json_->is_string()) message += "; write it without quotes";
  if (wants_string && json_->is_primitive()) {
    message += "; write it in double quotes";
  }
  return Error(message);
}

absl::StatusOr<JsonRef> JsonRef::Member(std::string_view key) const {
  if (!json_->is_object()) return WrongType("an object");
  const auto member = json_->find(std::string(key));
  if (member == json_->end()) {
    return absl::NotFoundError(
        absl::StrCat(file_, ": ", pointer_, "/", Escaped(key),
                     ": is missing; add \"", std::string(key), "\""));
  }
  return Child(*member, Escaped(key));
}

bool JsonRef::Has(std::string_view key) const {
  return json_->is_object() && json_->contains(std::string(key));
}

absl::StatusOr<JsonRef> JsonRef::At(size_t index) const {
  if (!json_->is_array()) return WrongType("an array");
  if (index >= json_->size()) {
    return Error(
        absl::StrCat("has ", json_->size(), " elements, needs ", index + 1));
  }
  return Child((*json_)[index], absl::StrCat(index));
}

absl::StatusOr<JsonRef> JsonRef::AsObject() const {
  if (!json_->is_object()) return WrongType("an object");
  return *this;
}

absl::StatusOr<JsonRef> JsonRef::AsArray() const {
  if (!json_->is_array()) return WrongType("an array");
  return *this;
}

absl::StatusOr<std::string> JsonRef::AsString() const {
  if (!json_->is_string()) return WrongType("a string");
  return json_->get<std::string>();
}

absl::StatusOr<int64_t> JsonRef::AsInteger() const {
  if (!IsInt64(*json_)) return WrongType("a whole number of 64 bits");
  return json_->get<int64_t>();
}

absl::StatusOr<double> JsonRef::AsDouble() const {
  if (!json_->is_number()) return WrongType("a number");
  return json_->get<double>();
}

absl::StatusOr<bool> JsonRef::AsBool() const {
  if (!json_->is_boolean()) return WrongType("true or false");
  return json_->get<bool>();
}

absl::StatusOr<JsonRef> JsonRef::Object(std::string_view key) const {
  absl::StatusOr<JsonRef> member = Member(key);
  return member.ok() ? member->AsObject() : member.status();
}

absl::StatusOr<JsonRef> JsonRef::Array(std::string_view key) const {
  absl::StatusOr<JsonRef> member = Member(key);
  return member.ok() ? member->AsArray() : member.status();
}

absl::StatusOr<std::string> JsonRef::String(std::string_view key) const {
  absl::StatusOr<JsonRef> member = Member(key);
  if (!member.ok()) return member.status();
  return member->AsString();
}

absl::StatusOr<int64_t> JsonRef::Integer(std::string_view key) const {
  absl::StatusOr<JsonRef> member = Member(key);
  if (!member.ok()) return member.status();
  return member->AsInteger();
}

absl::StatusOr<double> JsonRef::Double(std::string_view key) const {
  absl::StatusOr<JsonRef> member = Member(key);
  if (!member.ok()) return member.status();
  return member->AsDouble();
}

absl::StatusOr<bool> JsonRef::Bool(std::string_view key) const {
  absl::StatusOr<JsonRef> member = Member(key);
  if (!member.ok()) return member.status();
  return member->AsBool();
}

absl::Status JsonRef::OnlyKeys(
    std::initializer_list<std::string_view> keys) const {
  if (!json_->is_object()) return WrongType("an object");
  for (const auto& [key, value] : json_->items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    const std::vector<std::string> known(keys.begin(), keys.end());
    return Child(value, Escaped(key))
        .Error(absl::StrCat("is not a known key; known here: ",
                            absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

}  // namespace wbm::io
