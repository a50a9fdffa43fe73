#pragma once

// What a chapter's demo program hands to the page, besides what it prints.
//
//   int main() {
//     wbm::theory::Part("ties");                   // output part "ties"
//     std::printf("17 -> %g\n", RoundE4m3(17));
//     wbm::theory::Value("ties.seventeen", RoundE4m3(17));
//     wbm::theory::Holds(RoundE4m3(17) == 16, "17 goes to the even code");
//   }
//
// Prose binds a number to a value (`[16]{v=ties.seventeen}`), shows a part of
// the output, or turns a part into a table. Run by hand, a demo prints the
// same text and writes nothing; the build sets WBM_VALUES (a file) and
// WBM_FIGURES (a folder). Figures: theory/weave/draw.h.
//
// The standard library alone: a demo compiles in a second.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>

namespace wbm::theory {

// Starts the output part `name`: all that is printed until the next Part. The
// line "[name]" is printed, so that a reader who runs the demo sees it too.
inline void Part(const char* name) { std::printf("[%s]\n", name); }

// Records `value` under `key`: lower case, digits, '_' and '.'. The weaver
// refuses a key that was recorded twice, and a value that is not finite.
inline void Value(const std::string& key, double value) {
  const char* path = std::getenv("WBM_VALUES");
  if (path == nullptr) return;
  std::FILE* file = std::fopen(path, "a");
  if (file == nullptr) std::abort();
  // 17 significant digits name any double exactly.
  std::fprintf(file, "%s\t%.17g\n", key.c_str(), value);
  std::fclose(file);
}

// States a fact that the prose relies on; a false one fails the build.
inline void Holds(
    bool fact, const char* sentence,
    std::source_location at = std::source_location::current()) {
  if (fact) return;
  std::fflush(stdout);
  std::fprintf(stderr, "%s:%u: the chapter says, and it is false: %s\n",
               at.file_name(), static_cast<unsigned>(at.line()), sentence);
  std::exit(1);
}

// Where plot::WriteFigure is to put the figure `name`.
inline std::string FigureStem(const std::string& name) {
  const char* folder = std::getenv("WBM_FIGURES");
  return std::string(folder == nullptr ? "." : folder) + "/" + name;
}

}  // namespace wbm::theory
