#include "scripts/count_tests.h"

#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace wbm::scripts {
namespace {

using Json = nlohmann::json;

TestCount& operator+=(TestCount& a, const TestCount& b) {
  a.passed += b.passed;
  a.failed += b.failed;
  a.skipped += b.skipped;
  return a;
}

bool IsSkipped(const pugi::xml_node& test) {
  return test.child("skipped") ||
         std::string_view(test.attribute("result").value()) == "skipped" ||
         std::string_view(test.attribute("status").value()) == "notrun";
}

struct CaseCounter : pugi::xml_tree_walker {
  TestCount count;
  bool for_each(pugi::xml_node& node) override {
    if (std::string_view(node.name()) != "testcase") return true;
    if (node.child("failure") || node.child("error")) {
      ++count.failed;
    } else if (IsSkipped(node)) {
      ++count.skipped;
    } else {
      ++count.passed;
    }
    return true;
  }
};

// The cases of one attempt at one target, from its test.xml.
TestCount CountResult(const Json& result, const ReadFile& read_file) {
  TestCount count;
  for (const Json& output : result.value("testActionOutput", Json::array())) {
    if (output.value("name", "") != "test.xml") continue;
    const std::string uri = output.value("uri", "");
    const auto xml = read_file(std::string(absl::StripPrefix(uri, "file://")));
    if (!xml.ok()) continue;
    if (const auto cases = CountCases(*xml); cases.ok()) count += *cases;
  }
  const bool passed = result.value("status", "") == "PASSED";
  if (passed && count == TestCount{}) ++count.passed;
  if (!passed && count.failed == 0) ++count.failed;
  return count;
}

}  // namespace

absl::StatusOr<TestCount> CountCases(const std::string& xml) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size());
  if (!parsed) {
    return absl::InvalidArgumentError(
        absl::StrCat("not a test report: ", parsed.description()));
  }
  CaseCounter counter;
  document.traverse(counter);
  return counter.count;
}

absl::StatusOr<TestCount> CountTests(const std::string& events,
                                     const ReadFile& read_file) {
  TestCount total;
  std::map<std::string, bool> has_result;  // by test label
  int line_number = 0;
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(events, '\n'))) {
    ++line_number;
    if (line.empty()) continue;
    const Json event = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!event.is_object()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", line_number, " is not a JSON object"));
    }
    const Json id = event.value("id", Json::object());
    if (event.contains("testResult")) {
      total += CountResult(event["testResult"], read_file);
      has_result[id["testResult"].value("label", "")] = true;
    } else if (event.contains("configured") &&
               absl::EndsWith(event["configured"].value("targetKind", ""),
                              "_test rule")) {
      has_result.try_emplace(id["targetConfigured"].value("label", ""), false);
    }
  }
  for (const auto& [label, seen] : has_result) total.failed += seen ? 0 : 1;
  return total;
}

std::string Summary(const TestCount& count) {
  std::string text =
      absl::StrCat(count.passed, " passed, ", count.failed, " failed");
  if (count.skipped > 0)
    absl::StrAppend(&text, ", ", count.skipped, " skipped");
  return text;
}

}  // namespace wbm::scripts
