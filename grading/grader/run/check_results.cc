#include "grading/grader/run/check_results.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/lab/plan/json_fields.h"
#include "grading/grader/collect/utf8.h"

namespace wbm::grader {
namespace {

using Json = nlohmann::json;

// One check may print 64 KiB; a report quotes the beginning.
constexpr std::size_t kMaxQuoted = 4000;

absl::StatusOr<std::string> Text(const Json& test, const char* field) {
  const auto it = test.find(field);
  if (it == test.end()) return std::string();
  if (!it->is_string()) {
    return absl::InternalError(absl::StrCat("\"", field, "\" is no text"));
  }
  std::string text = QuotableText(it->get_ref<const std::string&>());
  if (text.size() <= kMaxQuoted) return text;
  // Cutting may split a character: quote again.
  return QuotableText(text.substr(0, kMaxQuoted)) + "\n[cut]";
}

absl::StatusOr<boundary::Verdict> ReadVerdict(const Json& test) {
  const auto name = Text(test, "verdict");
  if (!name.ok()) return name.status();
  const std::optional<boundary::Verdict> verdict =
      boundary::VerdictFromName(*name);
  if (!verdict.has_value()) {
    return absl::InternalError(absl::StrCat("\"", *name, "\" is no verdict"));
  }
  return *verdict;
}

absl::Status ReadTexts(const Json& test, CheckResult* result) {
  const std::pair<const char*, std::string*> fields[] = {
      {"message", &result->message}, {"input", &result->input},
      {"printed", &result->printed}, {"call", &result->call},
      {"detail", &result->detail},
  };
  for (const auto& [field, value] : fields) {
    absl::StatusOr<std::string> text = Text(test, field);
    if (!text.ok()) return text.status();
    *value = *std::move(text);
  }
  return absl::OkStatus();
}

absl::Status ReadTest(const Json& test, CheckResults* results) {
  if (!test.is_object()) return absl::InternalError("a test is no object");
  const auto name = Text(test, "test");
  if (!name.ok()) return name.status();
  const auto verdict = ReadVerdict(test);
  if (!verdict.ok()) return verdict.status();
  CheckResult result;
  result.verdict = *verdict;
  if (auto s = ReadTexts(test, &result); !s.ok()) return s;
  const auto seconds = test.find("seconds");
  if (seconds != test.end() && seconds->is_number()) {
    result.seconds = std::max(0.0, seconds->get<double>());
  }
  if (!results->emplace(*name, std::move(result)).second) {
    return absl::InternalError(absl::StrCat(*name, " stands there twice"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CheckResults> ParseCheckResults(const std::string& json,
                                               const std::string& name) {
  const auto broken = [&](absl::string_view why) {
    return absl::InternalError(absl::StrCat(name, ": ", why));
  };
  absl::StatusOr<Json> parsed = lab::ParseStrictJson(json, name);
  if (!parsed.ok()) return absl::InternalError(parsed.status().message());
  if (!parsed->is_object() || !parsed->contains("tests") ||
      !(*parsed)["tests"].is_array()) {
    return broken("has no list \"tests\"");
  }
  CheckResults results;
  for (const Json& test : (*parsed)["tests"]) {
    if (auto s = ReadTest(test, &results); !s.ok()) return broken(s.message());
  }
  return results;
}

}  // namespace wbm::grader
