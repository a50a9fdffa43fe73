#include "grading/grader/run/check_results.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"
#include "common/lab/plan/json_fields.h"

namespace wbm::grader {
namespace {

using Json = nlohmann::json;

// One check may print 64 KiB; a report quotes the beginning.
constexpr std::size_t kMaxQuoted = 4000;

void MakeQuotable(std::string* text) {
  *text = io::QuotableText(*text);
  if (text->size() <= kMaxQuoted) return;
  // Cutting may split a character: quote again.
  *text = io::QuotableText(text->substr(0, kMaxQuoted)) + "\n[cut]";
}

absl::Status ReadTest(const Json& test, CheckResults* results) {
  absl::StatusOr<CheckResult> result =
      boundary::CheckResultFromJson(test.dump());
  if (!result.ok()) return result.status();
  for (std::string* text : {&result->message, &result->input, &result->printed,
                            &result->call, &result->detail}) {
    MakeQuotable(text);
  }
  result->seconds = std::max(0.0, result->seconds);
  const std::string name = io::QuotableText(result->test);
  if (!results->emplace(name, *std::move(result)).second) {
    return absl::InternalError(absl::StrCat(name, " stands there twice"));
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
