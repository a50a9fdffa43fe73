#include "grading/grader/build/diagnostics.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/io/utf8.h"

namespace wbm::grader {
namespace {

constexpr std::size_t kMaxMessages = 20;
constexpr std::size_t kMaxText = 8000;
constexpr std::size_t kMaxMessage = 600;
constexpr std::size_t kMaxSourceLine = 200;

struct Message {
  std::string file;
  int line = 0;
  int column = 0;
  std::string severity;  // "error", "warning", "note"
  std::string text;
};

bool IsPathCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' ||
         c == '.' || c == '_' || c == '-' || c == '+';
}

// Replaces each absolute path by its last name: what is left says enough, and
// nothing of where the grader keeps its files.
std::string WithoutPaths(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool starts = text[i] == '/' &&
                        (i == 0 || !IsPathCharacter(text[i - 1])) &&
                        i + 1 < text.size() && IsPathCharacter(text[i + 1]);
    if (!starts) {
      out += text[i++];
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && IsPathCharacter(text[end])) ++end;
    const std::string path = text.substr(i, end - i);
    out += "…" + path.substr(path.rfind('/'));
    i = end;
  }
  return out;
}

std::string Cut(const std::string& text, std::size_t most) {
  return text.size() <= most ? text
                             : io::QuotableText(text.substr(0, most)) + " …";
}

// Splits "FILE:LINE:COLUMN: SEVERITY: TEXT"; the severity may come without a
// place ("cc1plus: error: …"), and the assembler's has a capital.
std::optional<Message> Parse(const std::string& line) {
  static const char* const kSeverities[] = {
      "fatal error", "error", "warning", "note", "Fatal error", "Error"};
  for (const char* severity : kSeverities) {
    const std::string mark = absl::StrCat(": ", severity, ": ");
    const std::size_t at = line.find(mark);
    if (at == std::string::npos) continue;
    Message m;
    m.severity = absl::AsciiStrToLower(severity);
    m.text = line.substr(at + mark.size());
    const std::vector<std::string> place =
        absl::StrSplit(line.substr(0, at), ':');
    m.file = place[0];
    if (place.size() > 1) (void)absl::SimpleAtoi(place[1], &m.line);
    if (place.size() > 2) (void)absl::SimpleAtoi(place[2], &m.column);
    return m;
  }
  return std::nullopt;
}

// "  12 |   return x;", or "" when there is no such line.
std::string SourceLine(const std::string& bytes, int line) {
  if (line < 1) return "";
  std::size_t begin = 0;
  for (int i = 1; i < line; ++i) {
    begin = bytes.find('\n', begin);
    if (begin == std::string::npos) return "";
    ++begin;
  }
  const std::string text = bytes.substr(begin, bytes.find('\n', begin) - begin);
  return absl::StrCat("    ", line, " | ",
                      Cut(io::QuotableText(text), kMaxSourceLine), "\n");
}

std::string Render(const Message& m, const SourceTexts& sources) {
  const std::string text = Cut(WithoutPaths(m.text), kMaxMessage);
  const auto source = sources.find(m.file);
  if (source == sources.end()) {
    return absl::StrCat("(in a header, or in the tools): ", m.severity, ": ",
                        text, "\n");
  }
  return absl::StrCat(m.file, ":", m.line, ":", m.column, ": ", m.severity,
                      ": ", text, "\n", SourceLine(source->second, m.line));
}

bool IsError(const Message& m) { return m.severity.ends_with("error"); }

// Notes and warnings about foreign files help nobody.
bool Worth(const Message& m, const SourceTexts& sources) {
  return IsError(m) || sources.contains(m.file);
}

// The names in backquotes after `mark`, once each: "undefined reference to
// `int8_lab::NearestStep(float)'".
std::vector<std::string> NamesAfter(const std::string& output,
                                    const std::string& mark) {
  std::set<std::string> names;
  for (std::size_t at = output.find(mark); at != std::string::npos;
       at = output.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::size_t end = output.find_first_of("'\n", begin);
    if (end == std::string::npos || names.size() == kMaxMessages) break;
    names.insert(Cut(WithoutPaths(output.substr(begin, end - begin)), 200));
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::string CompilerDiagnostics(const std::string& tool_output,
                                const SourceTexts& sources) {
  std::vector<Message> messages;
  const std::string quotable = io::QuotableText(tool_output);
  for (const auto piece : absl::StrSplit(quotable, '\n')) {
    std::optional<Message> m = Parse(std::string(piece));
    if (m.has_value() && Worth(*m, sources)) messages.push_back(*std::move(m));
  }
  std::string out;
  std::size_t shown = 0;
  for (const Message& m : messages) {
    if (shown == kMaxMessages || out.size() > kMaxText) break;
    out += Render(m, sources);
    ++shown;
  }
  if (shown < messages.size()) {
    absl::StrAppend(&out, "… and ", messages.size() - shown, " more.\n");
  }
  if (out.empty()) return "The compiler gave up without saying where.\n";
  return out;
}

std::string ErrorAt(const std::string& file, int line,
                    const std::string& message, const SourceTexts& sources) {
  const auto source = sources.find(file);
  return absl::StrCat(
      file, ":", line,
      ": error: ", Cut(WithoutPaths(io::QuotableText(message)), kMaxMessage),
      "\n", source == sources.end() ? "" : SourceLine(source->second, line));
}

std::string LinkerDiagnostics(const std::string& tool_output) {
  const std::string quotable = io::QuotableText(tool_output);
  std::string out;
  for (const char* mark :
       {"multiple definition of `", "multiple definition of '"}) {
    for (const std::string& name : NamesAfter(quotable, mark)) {
      absl::StrAppend(&out, "defined twice: ", name,
                      name == "main" ? " (a lab's file has no main)" : "",
                      "\n");
    }
  }
  for (const char* mark :
       {"undefined reference to `", "undefined reference to '"}) {
    for (const std::string& name : NamesAfter(quotable, mark)) {
      absl::StrAppend(&out, "used but not defined: ", name, "\n");
    }
  }
  // gold, then bfd: what lies behind a section of some GB is out of reach.
  if (quotable.find("relocation overflow") != std::string::npos ||
      quotable.find("relocation truncated to fit") != std::string::npos) {
    out += "A section is too large: variables and code must lie within 2 GiB\n";
  }
  if (out.empty()) return "The linker gave up without naming a function.\n";
  return Cut(out, kMaxText);
}

}  // namespace wbm::grader
