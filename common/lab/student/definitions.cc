#include "common/lab/student/definitions.h"

#include <cctype>
#include <cstddef>

namespace wbm::lab {
namespace {

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Index just after the whole word `name` followed by "(" in `line`, or npos.
std::size_t AfterNameAndParenthesis(const std::string& line,
                                    const std::string& name) {
  for (std::size_t at = line.find(name); at != std::string::npos;
       at = line.find(name, at + 1)) {
    if (at > 0 && IsNameCharacter(line[at - 1])) continue;
    std::size_t end = at + name.size();
    while (end < line.size() && line[end] == ' ') ++end;
    if (end < line.size() && line[end] == '(') return end + 1;
  }
  return std::string::npos;
}

// Whether the parameter list that is open at `at` is followed by "{" (or an
// initialiser) before a ";".
bool HasBody(const std::string& source, std::size_t at) {
  int depth = 1;
  for (; at < source.size(); ++at) {
    const char c = source[at];
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (depth == 0 && c == '{') return true;
    if (depth == 0 && c == ';') return false;
  }
  return false;
}

// `source` with comments and string literals blanked, lines kept.
std::string WithoutComments(std::string source) {
  enum { kCode, kLine, kBlock, kText } in = kCode;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    const char next = i + 1 < source.size() ? source[i + 1] : '\0';
    if (in == kCode && c == '/' && (next == '/' || next == '*')) {
      in = next == '/' ? kLine : kBlock;
    } else if (in == kCode && c == '"') {
      in = kText;
    } else if (in == kText && (c == '"' || c == '\n')) {
      in = kCode;
    } else if (in == kText && c == '\\' && next != '\n') {
      source[i] = ' ';
      if (i + 1 < source.size()) source[++i] = ' ';
    } else if (in == kLine && c == '\n') {
      in = kCode;
    } else if (in == kBlock && c == '*' && next == '/') {
      in = kCode;
      source[i] = ' ';
      source[++i] = ' ';
    }
    if (in != kCode && source[i] != '\n') source[i] = ' ';
  }
  return source;
}

}  // namespace

int FindDefinition(const std::string& source, const std::string& function) {
  if (function.empty()) return 0;
  const std::string code = WithoutComments(source);
  int line_number = 0;
  for (std::size_t begin = 0; begin < code.size();) {
    ++line_number;
    std::size_t end = code.find('\n', begin);
    if (end == std::string::npos) end = code.size();
    const std::string line = code.substr(begin, end - begin);
    const bool can_start = !line.empty() &&
                           (line[0] != ' ' || line.find_first_not_of(' ') ==
                                                  line.find(function)) &&
                           line[0] != '#' && line[0] != '}';
    const std::size_t after = AfterNameAndParenthesis(line, function);
    if (can_start && after != std::string::npos &&
        HasBody(code, begin + after)) {
      return line_number;
    }
    begin = end + 1;
  }
  return 0;
}

}  // namespace wbm::lab
