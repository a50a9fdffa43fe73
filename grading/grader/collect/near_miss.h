// File names that are nearly right, as browsers, word processors and course
// platforms make them.
//
//   IsNearMiss("quantizer (1).cc", "quantizer.cc")    // true
//   IsNearMiss("answers.json.txt", "answers.json")    // true
#pragma once

#include <string>
#include <string_view>

namespace wbm::grader {

// Does `name` look like `wanted` after a download, an upload or a save under
// another type? Letters' case, a copy's number ("-1", "_2", " (3)", " copy",
// "Copy of ", " - Copy"), a ".txt" at the end and the spellings of a C++ or
// Markdown suffix make no difference. False for `wanted` itself.
bool IsNearMiss(std::string_view name, std::string_view wanted);

}  // namespace wbm::grader
