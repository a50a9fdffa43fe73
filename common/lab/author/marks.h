#pragma once

// The marks of a document: HTML comments, invisible in the page, between or
// below which something is generated or held.
//
//     StrangeMarks("<!-- mesured -->\n", "labs/05_noise/README.md")
//     // {"labs/05_noise/README.md:1: no mark is called \"mesured\""}

#include <string>
#include <vector>

namespace wbm::lab {

// One line "file:line: …" for each comment that is none of the marks that
// handout.h and measured.h read, or that does not stand on a line of its own:
// it would hold nothing. `name` stands for the document.
std::vector<std::string> StrangeMarks(const std::string& document,
                                      const std::string& name);

}  // namespace wbm::lab
