#include "common/io/json_writer.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"

namespace wbm::io {
namespace {

constexpr size_t kLineWidth = 80;

std::string Quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<std::string> Scalar(const Json& json,
                                   const std::string& pointer) {
  if (json.is_string()) return Quoted(json.get_ref<const std::string&>());
  if (!json.is_number_float()) return json.dump();
  const double value = json.get<double>();
  if (std::isfinite(value)) return ShortestDigits(value);
  return absl::InvalidArgumentError(absl::StrCat(
      pointer.empty() ? "the value" : pointer, ": is ", value,
      ", and JSON has no NaN or infinity; write null or a string instead"));
}

bool AllScalars(const Json& array) {
  for (const Json& element : array) {
    if (element.is_structured()) return false;
  }
  return true;
}

}  // namespace

std::string ShortestDigits(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value,
                                 std::chars_format::scientific);
  const std::string text(buffer, end.ptr);
  const size_t e = text.find('e');
  const int exponent = std::atoi(text.c_str() + e + 1);
  if (exponent < -4 || exponent >= 16) return text;
  std::string digits = text.substr(0, e);
  std::string sign;
  if (digits[0] == '-') {
    sign = "-";
    digits.erase(0, 1);
  }
  if (digits.size() > 1) digits.erase(1, 1);  // the point
  if (exponent < 0) {
    return absl::StrCat(sign, "0.",
                        std::string(static_cast<size_t>(-exponent - 1), '0'),
                        digits);
  }
  const size_t whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() <= whole) digits.append(whole + 1 - digits.size(), '0');
  digits.insert(whole, ".");
  return sign + digits;
}

absl::StatusOr<std::string> JsonWriter::Write(const Json& json) {
  if (absl::Status s = Value(json, 0, ""); !s.ok()) return s;
  return text_ + "\n";
}

void JsonWriter::NewLine(size_t indent) {
  text_ += '\n';
  text_.append(indent, ' ');
}

absl::Status JsonWriter::Value(const Json& json, size_t indent,
                               const std::string& pointer) {
  if (json.is_object()) return Object(json, indent, pointer);
  if (json.is_array()) return Array(json, indent, pointer);
  absl::StatusOr<std::string> text = Scalar(json, pointer);
  if (!text.ok()) return text.status();
  text_ += *text;
  return absl::OkStatus();
}

absl::Status JsonWriter::Object(const Json& json, size_t indent,
                                const std::string& pointer) {
  text_ += '{';
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) text_ += ',';
    first = false;
    NewLine(indent + 2);
    text_ += Quoted(key) + ": ";
    absl::Status s = Value(value, indent + 2, pointer + "/" + key);
    if (!s.ok()) return s;
  }
  if (!first) NewLine(indent);
  text_ += '}';
  return absl::OkStatus();
}

absl::Status JsonWriter::Array(const Json& json, size_t indent,
                               const std::string& pointer) {
  if (AllScalars(json)) return Scalars(json, indent, pointer);
  text_ += '[';
  for (size_t i = 0; i < json.size(); ++i) {
    if (i > 0) text_ += ',';
    NewLine(indent + 2);
    absl::Status s = Value(json[i], indent + 2, absl::StrCat(pointer, "/", i));
    if (!s.ok()) return s;
  }
  NewLine(indent);
  text_ += ']';
  return absl::OkStatus();
}

// On one line if it fits, else filled lines.
absl::Status JsonWriter::Scalars(const Json& json, size_t indent,
                                 const std::string& pointer) {
  std::vector<std::string> items;
  size_t width = 2;
  for (size_t i = 0; i < json.size(); ++i) {
    absl::StatusOr<std::string> text =
        Scalar(json[i], absl::StrCat(pointer, "/", i));
    if (!text.ok()) return text.status();
    width += text->size() + 2;
    items.push_back(*std::move(text));
  }
  const size_t column = text_.size() - (text_.rfind('\n') + 1);
  const bool fits = items.empty() || column + width - 1 <= kLineWidth;
  text_ += '[';
  size_t used = kLineWidth;  // so that a filled array starts on a new line
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : "");
    if (!fits && used + 1 + item.size() > kLineWidth) {
      NewLine(indent + 2);
      used = indent + 2 + item.size();
    } else {
      if (i > 0) text_ += ' ';
      used += 1 + item.size();
    }
    text_ += item;
  }
  if (!fits) NewLine(indent);
  text_ += ']';
  return absl::OkStatus();
}

double ShortestDouble(float value) {
  if (!std::isfinite(value)) return static_cast<double>(value);
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  double shortest = 0;
  std::from_chars(buffer, end.ptr, shortest);
  // Rounding decimal -> double -> float could in principle miss.
  if (static_cast<float>(shortest) != value) {
    return static_cast<double>(value);
  }
  return shortest;
}

}  // namespace wbm::io
