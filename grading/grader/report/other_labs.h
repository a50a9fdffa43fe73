// Whether a file is another lab's, by the headers that it names.
//
//   OtherLabs("#include \"labs/03_formats/minifloat.h\"", "04_int8")
//       // {"'03_formats'"}
#pragma once

#include <set>
#include <string>

namespace wbm::grader {

// The labs but `lab` whose files `text` names in quotes ("labs/…/…), quotable.
std::set<std::string> OtherLabs(const std::string& text,
                                const std::string& lab);

}  // namespace wbm::grader
