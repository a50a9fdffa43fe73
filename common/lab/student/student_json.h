// Parses JSON that a student handed in.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace wbm::lab {

// Strict: UTF-8, no name twice in an object, no NaN, nothing after the end, at
// most 32 levels deep (a reader that recurses would fall for a thousand
// brackets). Errors are InvalidArgument, quotable, and name `file` and place.
absl::StatusOr<nlohmann::json> ParseStudentJson(const std::string& bytes,
                                                const std::string& file);

}  // namespace wbm::lab
