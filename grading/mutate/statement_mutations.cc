#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "grading/mutate/stretch.h"

namespace wbm::mutate {
namespace {

// A statement that begins so is neither left out nor made static.
constexpr std::array<std::string_view, 15> kNoStatement = {
    "return", "break",     "continue", "using",    "namespace",
    "class",  "struct",    "switch",   "public",   "private",
    "static", "constexpr", "template", "explicit", "goto"};

class Walker {
 public:
  Walker(const Stretch& stretch, std::vector<Mutation>& made)
      : s_(stretch), made_(made) {}

  void Walk() {
    for (std::size_t i = 0; i < s_.size();) i = Statement(i);
  }

 private:
  // Looks at the statement at `i`; returns where the next one begins, be it
  // inside this one.
  std::size_t Statement(std::size_t i) {
    const std::string_view text = s_.Text(i);
    if (text == "{" || text == "}" || text == ";" || text == "else" ||
        text == "do") {
      return i + 1;
    }
    if (text == "case" || text == "default") return AfterLabel(i);
    if (text == "if" || text == "while") return Condition(i);
    if (text == "for") return Loop(i);
    return Plain(i);
  }

  std::size_t AfterLabel(std::size_t i) const {
    while (i < s_.size() && s_.Text(i) != ":") ++i;
    return i + 1;
  }

  void Make(std::size_t first, std::size_t end, std::string with,
            const char* kind) {
    made_.push_back(s_.Replace(first, end, std::move(with), kind));
  }

  std::size_t Condition(std::size_t i) {
    if (s_.Text(i + 1) != "(") return i + 1;  // if constexpr
    const std::size_t close = s_.Closing(i + 1);
    std::size_t first = i + 2;  // after an initializer, where there is one
    for (std::size_t j = first; j < close; ++j) {
      if (s_.Text(j) == ";") first = j + 1;
    }
    if (first >= close) return close + 1;
    Make(first, close, "false", "condition");
    if (s_.Text(i) == "if") Make(first, close, "true", "condition");
    return close + 1;
  }

  std::size_t Loop(std::size_t i) {
    const std::size_t close = s_.Closing(i + 1);
    std::vector<std::size_t> ends;
    std::size_t colon = close;
    for (std::size_t j = i + 2; j < close; ++j) {
      if (s_.Text(j) == ";") ends.push_back(j);
      if (s_.Text(j) == ":" && colon == close) colon = j;
    }
    if (ends.size() == 2) {
      Counted(i + 2, ends[0], ends[1]);
    } else if (colon + 2 == close && s_.IsName(colon + 1)) {
      Ranged(colon + 1);
    }
    return close + 1;
  }

  // for (int i = 0; i < n; …): stops at 2^16, unless n is a number. The
  // first and the last are left out by changes of the 0 and of the <.
  void Counted(std::size_t first, std::size_t condition, std::size_t end) {
    std::size_t equals = first;
    while (equals < condition && s_.Text(equals) != "=") ++equals;
    if (equals == condition || condition + 1 >= end) return;
    for (std::size_t j = condition + 1; j < end; ++j) {
      if (s_[j].kind == TokenKind::kNumber && s_.Text(j) != "0") return;
    }
    const std::string counter(s_.Text(equals - 1));
    Make(condition + 1, end,
         "(" + s_.Between(condition + 1, end) + ") && " + counter + " < 65536",
         "elements");
  }

  void Ranged(std::size_t name) {
    const std::string x(s_.Text(name));
    Make(name, name + 1,
         "std::span(" + x + ").subspan(" + x + ".empty() ? 0 : 1)", "elements");
    Make(name, name + 1,
         "std::span(" + x + ").first(" + x + ".size() - !" + x + ".empty())",
         "elements");
    Make(name, name + 1,
         "std::span(" + x + ").first(" + x + ".size() < 65536 ? " + x +
             ".size() : 65536)",
         "elements");
  }

  std::size_t Plain(std::size_t i) {
    std::size_t end = i;
    while (end < s_.size() && s_.Text(end) != ";") {
      const std::string_view text = s_.Text(end);
      if (text == "{" || text == "}") return end + 1;
      const bool opens = text == "(" || text == "[";
      end = opens ? s_.Closing(end) + 1 : end + 1;
    }
    if (end >= s_.size() || IsNoStatement(s_.Text(i))) return end + 1;
    if (IsDeclaration(i, end)) {
      made_.push_back(s_.InsertBefore(i, "static ", "state"));
    } else {
      Make(i, end, "", "statement");
    }
    return end + 1;
  }

  static bool IsNoStatement(std::string_view first) {
    return std::find(kNoStatement.begin(), kNoStatement.end(), first) !=
           kNoStatement.end();
  }

  // `const …`, `auto …`, or a type and a name: two names in a row, or a name
  // after the > of a template's arguments, before any operator.
  bool IsDeclaration(std::size_t i, std::size_t end) const {
    if (s_.Text(i) == "const" || s_.Text(i) == "auto") return true;
    for (std::size_t j = i; j + 1 < end; ++j) {
      const std::string_view text = s_.Text(j);
      if (text == "=" || text == "(" || text == "[" || text == ".")
        return false;
      if ((s_.IsName(j) || text == ">") && s_.IsName(j + 1)) return true;
    }
    return false;
  }

  const Stretch& s_;
  std::vector<Mutation>& made_;
};

}  // namespace

void AddStatementMutations(const Stretch& stretch,
                           std::vector<Mutation>& made) {
  Walker(stretch, made).Walk();
}

}  // namespace wbm::mutate
