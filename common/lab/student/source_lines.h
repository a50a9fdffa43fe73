#pragma once

// A C++ source as the preprocessor sees it: logical lines without comments.
//
//     for (const SourceLine& line : SourceLines(text)) {
//       // line.number, line.code, line.literals
//     }

#include <string>
#include <vector>

namespace wbm::lab {

// One logical line: continued lines are joined, comments are a space each.
struct SourceLine {
  int number = 0;                // of its first physical line, 1-based
  std::string code;              // with the contents of ordinary literals kept
  std::string without_literals;  // with string and character contents gone
};

// Follows translation phases 2 and 3: backslash-newline (with blanks between,
// as GCC takes it) joins lines, comments become one space, raw strings may
// span lines and hide directives. A comment or raw string that does not end
// takes the rest of the file.
std::vector<SourceLine> SourceLines(const std::string& source);

}  // namespace wbm::lab
