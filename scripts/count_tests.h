// Counts the test cases of one `bazel test` run.
//
//   absl::StatusOr<TestCount> count = CountTests(events, ReadXml);
//
// `events` is the text of --build_event_json_file: one JSON object a line.
// Every test result there names a test.xml, whose <testcase> elements are
// counted. A test that ended badly without a failing case in its XML (it
// crashed, timed out, or was never built) counts as one failure, so that
// nothing which went wrong can be missing from the sum.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace wbm::scripts {

struct TestCount {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  friend bool operator==(const TestCount&, const TestCount&) = default;
};

// Returns the bytes of the file at a path, or an error.
using ReadFile = std::function<absl::StatusOr<std::string>(const std::string&)>;

// Counts one JUnit-style report. Errors: not XML.
absl::StatusOr<TestCount> CountCases(const std::string& xml);

// Counts a whole run. Errors: a line that is not a JSON object.
absl::StatusOr<TestCount> CountTests(const std::string& events,
                                     const ReadFile& read_file);

// "12 passed, 0 failed", with ", 1 skipped" when there are any.
std::string Summary(const TestCount& count);

}  // namespace wbm::scripts
