#include "common/lab/plan/plan_ids.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace wbm::lab {
namespace {

bool AllDigits(absl::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

}  // namespace

bool IsTaskId(absl::string_view id) {
  const auto dot = id.find('.');
  return dot != absl::string_view::npos && AllDigits(id.substr(0, dot)) &&
         AllDigits(id.substr(dot + 1));
}

bool IsLabName(absl::string_view name) {
  return name.size() > 3 && AllDigits(name.substr(0, 2)) && name[2] == '_' &&
         std::all_of(name.begin() + 3, name.end(), [](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

bool IsCheckId(absl::string_view id, absl::string_view task, bool hidden) {
  return absl::ConsumePrefix(&id, task) &&
         absl::ConsumePrefix(&id, hidden ? ".h" : ".p") && AllDigits(id);
}

bool IsSlug(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

bool IsHintId(absl::string_view id, absl::string_view task) {
  return absl::ConsumePrefix(&id, task) && absl::ConsumePrefix(&id, ".") &&
         IsSlug(id);
}

bool IsTestName(absl::string_view name) {
  const auto dot = name.find('.');
  if (dot == absl::string_view::npos || dot == 0 || dot + 1 == name.size()) {
    return false;
  }
  return std::count(name.begin(), name.end(), '.') == 1 &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '_' || c == '/' || c == '.';
         });
}

bool IsPlainFileName(absl::string_view name) {
  return !absl::StartsWith(name, ".") && !absl::StrContains(name, '/') &&
         !absl::StrContains(name, '\\');
}

bool IsBlank(absl::string_view text) {
  return absl::StripAsciiWhitespace(text).empty();
}

std::string Place(absl::string_view list, std::size_t i,
                  absl::string_view field) {
  return absl::StrCat(list, "[", i, "].", field);
}

std::string Quote(absl::string_view text) {
  return absl::StrCat("\"", text, "\"");
}

}  // namespace wbm::lab
