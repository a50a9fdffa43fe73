#include "grading/grader/collect/near_miss.h"

#include <regex>

#include "absl/strings/ascii.h"

namespace wbm::grader {
namespace {

// Longer names are nobody's slip, and a regular expression would dig deep.
constexpr std::size_t kLongest = 100;

struct Parts {
  std::string stem;
  std::string suffix;
};

Parts Split(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return {name, ""};
  return {name.substr(0, dot), name.substr(dot)};
}

std::string UsualSuffix(const std::string& suffix) {
  for (const char* cpp : {".cpp", ".cxx", ".c++", ".c", ".cp"}) {
    if (suffix == cpp) return ".cc";
  }
  if (suffix == ".markdown" || suffix == ".mdown") return ".md";
  return suffix;
}

std::string WithoutCopyMarks(const std::string& stem) {
  static const std::regex before(R"(^copy of )");
  static const std::regex after(
      R"(( ?\(\d{1,3}\)|[-_ ]\d{1,2}|[-_ ]+copy( ?\(?\d{1,2}\)?)?)+$)");
  return std::regex_replace(std::regex_replace(stem, before, ""), after, "");
}

// What all the variants of one name have in common.
std::string Core(std::string_view name) {
  std::string lower = absl::AsciiStrToLower(std::string(name));
  Parts parts = Split(lower);
  if (parts.suffix == ".txt" && parts.stem.find('.') != std::string::npos) {
    parts = Split(parts.stem);
  }
  return WithoutCopyMarks(parts.stem) + UsualSuffix(parts.suffix);
}

}  // namespace

bool IsNearMiss(std::string_view name, std::string_view wanted) {
  if (name == wanted || name.size() > kLongest) return false;
  // Most names have nothing in common with it: no need to look closely.
  const std::string stem =
      absl::AsciiStrToLower(Split(std::string(wanted)).stem);
  if (absl::AsciiStrToLower(std::string(name)).find(stem) ==
      std::string::npos) {
    return false;
  }
  return Core(name) == Core(wanted);
}

}  // namespace wbm::grader
