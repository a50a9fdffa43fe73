#pragma once

// Finds where the functions of a lab stand in the student's files, so that a
// report can say "quantizer.cc:57" also when a test is wrong.
//
//     FindDefinition("float Scale(float x) {\n...", "Scale");  // 1

#include <string>

namespace wbm::lab {

// The 1-based line on which the definition of the free function `function`
// begins in `source`; 0 when there is none. A definition is the name followed
// by "(" on a line that is not indented (or whose name alone wrapped to an
// own line), outside comments, that is not a declaration ending in ";".
int FindDefinition(const std::string& source, const std::string& function);

}  // namespace wbm::lab
