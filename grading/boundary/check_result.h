#pragma once

// What one test of a check program came to, and the file that tells of all.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/boundary/verdict.h"

namespace wbm::boundary {

struct CheckResult {
  std::string test;  // "Suite.Name"
  Verdict verdict = Verdict::kNotGraded;
  std::string message = {};  // the first failure, or why there was no value
  std::string input = {};    // what Given() recorded
  std::string printed = {};  // what the code under test printed, capped
  std::string call = {};     // the last function called
  std::string detail = {};  // the signal, the limit, "4.2 quantizer.cc:12", ...
  std::string where = {};   // of a wrong check: "hidden_test.cc:41"
  int calls = 0;
  double seconds = 0;
};

// One line of JSON. Bytes that are no UTF-8 become U+FFFD.
std::string ToJson(const CheckResult& result);
// DataLoss: not an object, a missing or mistyped field, an unknown verdict.
absl::StatusOr<CheckResult> CheckResultFromJson(const std::string& line);

// {"tests": [...]}, whole or not at all: a temporary file beside `path`,
// renamed.
absl::Status WriteResults(const std::string& path,
                          const std::vector<CheckResult>& results);

}  // namespace wbm::boundary
