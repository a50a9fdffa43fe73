#include "common/lab/student/allowed_includes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "common/lab/student/source_lines.h"

namespace wbm::lab {
namespace {

// [headers] of C++20, with the C library in both spellings; sorted.
constexpr absl::string_view kStandardHeaders[] = {
    "algorithm",
    "any",
    "array",
    "assert.h",
    "atomic",
    "barrier",
    "bit",
    "bitset",
    "cassert",
    "cctype",
    "cerrno",
    "cfenv",
    "cfloat",
    "charconv",
    "chrono",
    "cinttypes",
    "climits",
    "clocale",
    "cmath",
    "codecvt",
    "compare",
    "complex",
    "complex.h",
    "concepts",
    "condition_variable",
    "coroutine",
    "csetjmp",
    "csignal",
    "cstdarg",
    "cstddef",
    "cstdint",
    "cstdio",
    "cstdlib",
    "cstring",
    "ctime",
    "ctype.h",
    "cuchar",
    "cwchar",
    "cwctype",
    "deque",
    "errno.h",
    "exception",
    "execution",
    "fenv.h",
    "filesystem",
    "float.h",
    "format",
    "forward_list",
    "fstream",
    "functional",
    "future",
    "initializer_list",
    "inttypes.h",
    "iomanip",
    "ios",
    "iosfwd",
    "iostream",
    "iso646.h",
    "istream",
    "iterator",
    "latch",
    "limits",
    "limits.h",
    "list",
    "locale",
    "locale.h",
    "map",
    "math.h",
    "memory",
    "memory_resource",
    "mutex",
    "new",
    "numbers",
    "numeric",
    "optional",
    "ostream",
    "queue",
    "random",
    "ranges",
    "ratio",
    "regex",
    "scoped_allocator",
    "semaphore",
    "set",
    "setjmp.h",
    "shared_mutex",
    "signal.h",
    "source_location",
    "span",
    "sstream",
    "stack",
    "stdalign.h",
    "stdarg.h",
    "stdbool.h",
    "stddef.h",
    "stdexcept",
    "stdint.h",
    "stdio.h",
    "stdlib.h",
    "stop_token",
    "streambuf",
    "string",
    "string.h",
    "string_view",
    "strstream",
    "syncstream",
    "system_error",
    "tgmath.h",
    "thread",
    "time.h",
    "tuple",
    "type_traits",
    "typeindex",
    "typeinfo",
    "uchar.h",
    "unordered_map",
    "unordered_set",
    "utility",
    "valarray",
    "variant",
    "vector",
    "version",
    "wchar.h",
    "wctype.h",
};

bool IsNameCharacter(char c) { return absl::ascii_isalnum(c) || c == '_'; }

// The first name in `text`, which is cut off together with blanks before it.
std::string TakeName(absl::string_view& text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  std::size_t end = 0;
  while (end < text.size() && IsNameCharacter(text[end])) ++end;
  const std::string name(text.substr(0, end));
  text.remove_prefix(end);
  return name;
}

// Cuts "#" or "%:" off the start of `text`.
bool TakeHash(absl::string_view& text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  const std::size_t length = absl::StartsWith(text, "#")    ? 1
                             : absl::StartsWith(text, "%:") ? 2
                                                            : 0;
  text.remove_prefix(length);
  return length > 0;
}

// Whether `name` stands in `code` as a whole word.
bool HasWord(absl::string_view code, absl::string_view name) {
  for (std::size_t at = code.find(name); at != absl::string_view::npos;
       at = code.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !IsNameCharacter(code[at - 1])) &&
        (end == code.size() || !IsNameCharacter(code[end]))) {
      return true;
    }
  }
  return false;
}

class IncludeCheck {
 public:
  explicit IncludeCheck(const AllowedIncludes& allowed) : allowed_(allowed) {}

  std::vector<IncludeProblem> Run(const std::string& source) {
    for (const SourceLine& line : SourceLines(source)) Check(line);
    return std::move(problems_);
  }

 private:
  void Check(const SourceLine& line) {
    line_ = line.number;
    absl::string_view text = line.code;
    if (TakeHash(text)) {
      CheckDirective(text);
    } else {
      CheckImport(text);
    }
    for (const char* word :
         {"__has_include", "__has_include_next", "__has_embed"}) {
      if (HasWord(line.without_literals, word)) {
        Add(absl::StrCat(word,
                         " looks for files; a lab's file needs none but "
                         "those that it may include"));
      }
    }
    if (absl::StrContains(line.code, ".incbin")) {
      Add(".incbin reads a file while compiling; a lab's file needs none");
    }
  }

  void CheckDirective(absl::string_view text) {
    const std::string name = TakeName(text);
    text = absl::StripAsciiWhitespace(text);
    if (name == "include") return CheckInclude(text);
    if (name == "include_next" || name == "import" || name == "embed") {
      return Add(absl::StrCat("#", name,
                              " is not for a lab's file; write #include with "
                              "the header's own name"));
    }
    if (name == "pragma" &&
        (HasWord(text, "dependency") || HasWord(text, "pch_preprocess"))) {
      Add("this #pragma reads a file; a lab's file needs none");
    }
  }

  void CheckInclude(absl::string_view text) {
    const char close = absl::StartsWith(text, "<")    ? '>'
                       : absl::StartsWith(text, "\"") ? '"'
                                                      : '\0';
    const std::size_t end = text.find(close, 1);
    if (close == '\0' || end == absl::string_view::npos) {
      return Add("write the header's own name in the #include, not a macro");
    }
    const std::string header(text.substr(1, end - 1));
    if (allowed_.headers.count(header) > 0) return;
    if (IsStandardHeader(header)) {
      if (close == '"') Add(absl::StrCat("write #include <", header, ">"));
      return;
    }
    Refuse(header);
  }

  void Refuse(const std::string& header) {
    for (const std::string& known : allowed_.headers) {
      if (absl::EndsWith(known, absl::StrCat("/", header))) {
        return Add(absl::StrCat("write #include \"", known, "\""));
      }
    }
    Add(absl::StrCat("\"", header,
                     "\" may not be included in this lab; beside the C++ "
                     "standard library there are ",
                     absl::StrJoin(allowed_.headers, ", ")));
  }

  // `import <vector>;`, `import name;`, `export import "x.h";`
  void CheckImport(absl::string_view text) {
    std::string name = TakeName(text);
    if (name == "export") name = TakeName(text);
    if (name != "import" && name != "module" && name != "__import") return;
    text = absl::StripAsciiWhitespace(text);
    const bool names_a_module = name != "module" || absl::EndsWith(text, ";");
    if (!text.empty() && names_a_module &&
        (text[0] == '<' || text[0] == '"' || text[0] == ':' ||
         IsNameCharacter(text[0]))) {
      Add("modules are not for a lab's file; write #include");
    }
  }

  // More than a person reads is not gathered.
  void Add(const std::string& message) {
    constexpr std::size_t kMostProblems = 100, kMostText = 1000;
    if (problems_.size() == kMostProblems) return;
    problems_.push_back({line_, message.substr(0, kMostText)});
  }

  const AllowedIncludes& allowed_;
  std::vector<IncludeProblem> problems_;
  int line_ = 0;
};

}  // namespace

std::span<const absl::string_view> StandardHeaders() {
  return kStandardHeaders;
}

bool IsStandardHeader(const std::string& header) {
  return std::binary_search(std::begin(kStandardHeaders),
                            std::end(kStandardHeaders),
                            absl::string_view(header));
}

AllowedIncludes IncludesAllowedBy(const LabPlan& plan,
                                  const std::string& directory) {
  AllowedIncludes allowed;
  allowed.headers.insert(plan.uses.headers.begin(), plan.uses.headers.end());
  // A header of the lab's own folder by either name: a compiler finds both.
  const auto allow = [&](const std::string& header) {
    allowed.headers.insert(absl::StrCat(directory, "/", header));
    allowed.headers.insert(header);
  };
  for (const std::string& header : plan.contract) allow(header);
  for (const std::string& file : plan.student_files) {
    if (absl::EndsWith(file, ".h")) allow(file);
  }
  return allowed;
}

std::vector<IncludeProblem> CheckIncludes(const std::string& source,
                                          const AllowedIncludes& allowed) {
  return IncludeCheck(allowed).Run(source);
}

}  // namespace wbm::lab
