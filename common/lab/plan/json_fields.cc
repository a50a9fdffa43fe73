#include "common/lab/plan/json_fields.h"

#include <cmath>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace wbm::lab {
namespace {

using Json = io::Json;

constexpr int kMostProblems = 20;

// A value as a short quotation for a message.
std::string Quoted(const Json& value) {
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

}  // namespace

void Problems::Add(absl::string_view where, absl::string_view what) {
  if (lines_.size() == kMostProblems) {
    ++dropped_;
    return;
  }
  lines_.push_back(where.empty()
                       ? absl::StrCat(file_, ": ", what)
                       : absl::StrCat(file_, ": ", where, ": ", what));
}

absl::Status Problems::ToStatus() const {
  if (lines_.empty()) return absl::OkStatus();
  std::string text = absl::StrJoin(lines_, "\n");
  if (dropped_ > 0) absl::StrAppend(&text, "\n… and ", dropped_, " more");
  return absl::InvalidArgumentError(text);
}

absl::StatusOr<nlohmann::json> ParseStrictJson(const std::string& text,
                                               const std::string& name) {
  const absl::StatusOr<Json> json = io::ParseJson(text, name);
  if (!json.ok()) return json.status();
  return nlohmann::json(*json);
}

Fields::Fields(const Json& object, absl::string_view where, Problems& problems)
    : object_(object), where_(where), problems_(problems) {
  if (!object.is_object()) {
    problems_.Add(where_,
                  absl::StrCat("expected an object, found ", Quoted(object)));
  }
}

std::string Fields::At(absl::string_view name) const {
  return where_.empty() ? std::string(name) : absl::StrCat(where_, ".", name);
}

bool Fields::Has(const std::string& name) const {
  return object_.is_object() && object_.contains(name);
}

const Json* Fields::Find(const std::string& name, Presence presence) {
  asked_.insert(name);
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(name);
  if (found != object_.end()) return &*found;
  if (presence == kRequired) problems_.Add(At(name), "is missing; add it");
  return nullptr;
}

void Fields::Expected(absl::string_view name, absl::string_view what,
                      const Json& found) {
  problems_.Add(At(name),
                absl::StrCat("expected ", what, ", found ", Quoted(found)));
}

std::string Fields::Text(const std::string& name, Presence presence) {
  const Json* value = Find(name, presence);
  if (value == nullptr) return "";
  const bool may_be_empty = presence == kOptional;
  if (!value->is_string() ||
      (!may_be_empty && value->get_ref<const std::string&>().empty())) {
    Expected(name, may_be_empty ? "a text" : "a text that is not empty",
             *value);
    return "";
  }
  return value->get<std::string>();
}

int Fields::Integer(const std::string& name, int least, int most) {
  const Json* value = Find(name, kRequired);
  if (value == nullptr) return least;
  const bool fits = value->is_number_integer() &&
                    (!value->is_number_unsigned() ||
                     value->get<std::uint64_t>() <= 1'000'000'000u) &&
                    value->get<std::int64_t>() >= least &&
                    value->get<std::int64_t>() <= most;
  if (!fits) {
    Expected(name, absl::StrCat("an integer from ", least, " to ", most),
             *value);
    return least;
  }
  return value->get<int>();
}

double Fields::Number(const std::string& name) {
  const Json* value = Find(name, kRequired);
  if (value == nullptr) return 0;
  if (!value->is_number() || !std::isfinite(value->get<double>())) {
    Expected(name, "a finite number", *value);
    return 0;
  }
  return value->get<double>();
}

double Fields::Tolerance(const std::string& name, Presence presence) {
  const Json* value = Find(name, presence);
  if (value == nullptr) return 0;
  if (!value->is_number() || !std::isfinite(value->get<double>()) ||
      value->get<double>() < 0) {
    Expected(name, "a finite number of at least 0", *value);
    return 0;
  }
  return value->get<double>();
}

const Json* Fields::List(const std::string& name, Presence presence) {
  const Json* value = Find(name, presence);
  if (value == nullptr || value->is_array()) return value;
  Expected(name, "a list", *value);
  return nullptr;
}

const Json* Fields::Object(const std::string& name, Presence presence) {
  const Json* value = Find(name, presence);
  if (value == nullptr || value->is_object()) return value;
  Expected(name, "an object", *value);
  return nullptr;
}

std::vector<std::string> Fields::Texts(const std::string& name,
                                       Presence presence) {
  std::vector<std::string> texts;
  const Json* list = List(name, presence);
  if (list == nullptr) return texts;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Json& item = (*list)[i];
    const std::string where = absl::StrCat(name, "[", i, "]");
    if (!item.is_string() || item.get_ref<const std::string&>().empty()) {
      Expected(where, "a text that is not empty", item);
    } else if (!seen.insert(item.get<std::string>()).second) {
      problems_.Add(At(where), absl::StrCat(Quoted(item), " is listed twice"));
    } else {
      texts.push_back(item.get<std::string>());
    }
  }
  return texts;
}

void Fields::Finish() {
  if (!object_.is_object()) return;
  for (const auto& [name, value] : object_.items()) {
    if (asked_.count(name) > 0) continue;
    problems_.Add(At(name), absl::StrCat("unknown field; known ones are ",
                                         absl::StrJoin(asked_, ", ")));
  }
}

}  // namespace wbm::lab
