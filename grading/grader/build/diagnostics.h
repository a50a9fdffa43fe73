// A compiler's or linker's words, made fit for a student's report.
//
// Of what the tool says, lines about the student's own files stay and are
// given the source line they speak of, taken from what was handed in. Of lines
// about other files only the message stays: no path outside the student's
// tree, no line of a foreign file. Everything is quotable text of a bounded
// size.
#pragma once

#include <map>
#include <string>

namespace wbm::grader {

// Sources as the compiler was given them: "labs/04_int8/quantizer.cc" -> bytes.
using SourceTexts = std::map<std::string, std::string>;

// From `g++ -fno-diagnostics-show-caret -fdiagnostics-color=never`.
std::string CompilerDiagnostics(const std::string& tool_output,
                                const SourceTexts& sources);

// One error of the grader's own about a line of `file`, in the same form.
std::string ErrorAt(const std::string& file, int line,
                    const std::string& message, const SourceTexts& sources);

// From the linker: which names are missing, which are there twice.
std::string LinkerDiagnostics(const std::string& tool_output);

}  // namespace wbm::grader
