#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grading/mutate/stretch.h"

namespace wbm::mutate {
namespace {

using Others = std::vector<std::string_view>;
using Table = std::map<std::string_view, Others>;

const Table kComparisons = {
    {"<", {"<=", ">="}}, {"<=", {"<", ">"}}, {">", {">=", "<="}},
    {">=", {">", "<"}},  {"==", {"!="}},     {"!=", {"=="}},
};

const Table kOperators = {
    {"+", {"-"}},   {"-", {"+"}},   {"*", {"/"}},   {"/", {"*"}},
    {"%", {"*"}},   {"&", {"|"}},   {"|", {"&"}},   {"^", {"|"}},
    {"<<", {">>"}}, {">>", {"<<"}}, {"&&", {"||"}}, {"||", {"&&"}},
    {"+=", {"-="}}, {"-=", {"+="}}, {"*=", {"/="}}, {"/=", {"*="}},
    {"|=", {"&="}}, {"&=", {"|="}},
};

const Table kTypes = {
    {"float", {"double"}},    {"double", {"float"}},
    {"int", {"short"}},       {"int32_t", {"int16_t"}},
    {"int64_t", {"int32_t"}}, {"uint64_t", {"uint32_t"}},
    {"size_t", {"uint16_t"}},
};

// After `std::`; each is replaced with it.
const Table kFunctions = {
    {"min", {"std::max"}},
    {"max", {"std::min"}},
    {"floor", {"std::ceil", "std::trunc"}},
    {"nearbyint", {"std::round", "std::floor", "std::trunc"}},
    {"lower_bound", {"std::upper_bound"}},
    {"max_element", {"std::min_element"}},
    {"stable_sort", {"std::sort"}},
    {"all_of", {"std::any_of"}},
    {"any_of", {"std::all_of"}},
    {"isfinite", {"!std::isnan", "!std::isinf"}},
    {"isnan", {"[](auto) { return false; }"}},
    {"isinf", {"[](auto) { return false; }"}},
    {"signbit", {"[](auto v) { return v < 0; }"}},
    {"abs", {"[](auto v) { return v; }"}},
    {"sqrt", {"[](auto v) { return v; }"}},
    {"clamp", {"[](auto v, auto, auto) { return v; }"}},
    {"log2", {"std::log"}},
    {"log10", {"std::log"}},
    {"exp2", {"std::exp"}},
    {"erfc", {"1 - std::erf"}},
};

// After `numeric_limits<…>::`.
const Table kLimits = {
    {"min", {"denorm_min", "max"}},
    {"max", {"min"}},
    {"denorm_min", {"min"}},
    {"infinity", {"max"}},
};

class Maker {
 public:
  Maker(const Stretch& stretch, std::vector<Mutation>& made)
      : s_(stretch), made_(made) {}

  void Look(std::size_t i) {
    switch (s_[i].kind) {
      case TokenKind::kMark:
        return LookAtMark(i);
      case TokenKind::kNumber:
        return LookAtNumber(i);
      case TokenKind::kName:
        return LookAtName(i);
      case TokenKind::kText:
        return;
    }
  }

 private:
  void Exchange(std::size_t first, std::size_t end, const Table& table,
                std::string_view key, const char* kind) {
    const auto others = table.find(key);
    if (others == table.end()) return;
    for (const std::string_view other : others->second) {
      made_.push_back(s_.Replace(first, end, std::string(other), kind));
    }
  }

  void LookAtMark(std::size_t i) {
    const std::string_view text = s_.Text(i);
    if (s_.IsBetween(i)) {
      Exchange(i, i + 1, kComparisons, text, "comparison");
      Exchange(i, i + 1, kOperators, text, "operator");
      if (text == "/") Reciprocal(i);
      if (text == "?") {
        made_.push_back(s_.InsertBefore(i, "&& false ", "condition"));
        made_.push_back(s_.InsertBefore(i, "|| true ", "condition"));
      }
    } else if (text == "++" || text == "--") {
      const char* other = text == "++" ? "--" : "++";
      made_.push_back(s_.Replace(i, i + 1, other, "operator"));
    } else if ((text == "-" || text == "~" || text == "!") && IsPrefix(i)) {
      made_.push_back(s_.Replace(i, i + 1, "", "operator"));
    }
  }

  // x / y as x * (1 / y), which rounds twice.
  void Reciprocal(std::size_t i) {
    std::size_t end = i + 1;
    while (s_.Text(end) == "*") ++end;
    if (s_.Text(end) == "(") return;
    for (++end; end < s_.size();) {
      const std::string_view text = s_.Text(end);
      if (text == "(" || text == "[") {
        end = s_.Closing(end) + 1;
      } else if (text == "." || text == "->" || text == "::") {
        end += 2;
      } else {
        break;
      }
    }
    if (end > s_.size() || s_.Text(end) == "<") return;
    const std::string y = s_.Between(i + 1, end);
    made_.push_back(s_.Replace(
        i, end, "* (std::decay_t<decltype(" + y + ")>(1) / " + y + ")",
        "operator"));
  }

  // Nothing stands before it that it could be a second operand of.
  bool IsPrefix(std::size_t i) const {
    if (i == 0) return false;
    const std::string_view before = s_.Text(i - 1);
    if (before == "return") return true;
    return s_[i - 1].kind == TokenKind::kMark && before != ")" && before != "]";
  }

  void LookAtNumber(std::size_t i) {
    const std::string text(s_.Text(i));
    const bool hex = text.starts_with("0x");
    const bool real = text.find('.') != text.npos ||
                      text.find('p') != text.npos ||
                      (!hex && text.find('e') != text.npos);
    const bool zero = text.find_first_of("123456789abcdef") == text.npos;
    Put(i, "(" + text + " + 1)");
    if (!zero) Put(i, "(" + text + (real ? " * 2)" : " - 1)"));
    if (real && !hex && text.ends_with('f')) {
      made_.push_back(
          s_.Replace(i, i + 1, text.substr(0, text.size() - 1), "type"));
    }
  }

  void Put(std::size_t i, std::string with) {
    made_.push_back(s_.Replace(i, i + 1, std::move(with), "number"));
  }

  void LookAtName(std::size_t i) {
    Exchange(i, i + 1, kTypes, s_.Text(i), "type");
    if (i < 2 || s_.Text(i - 1) != "::") return;
    if (s_.Text(i - 2) == ">") {
      Exchange(i, i + 1, kLimits, s_.Text(i), "number");
    } else if (s_.Text(i - 2) == "std" && s_.Text(i + 1) == "(") {
      Exchange(i - 2, i + 1, kFunctions, s_.Text(i), "function");
    }
  }

  const Stretch& s_;
  std::vector<Mutation>& made_;
};

}  // namespace

void AddTokenMutations(const Stretch& stretch, std::vector<Mutation>& made) {
  Maker maker(stretch, made);
  for (std::size_t i = 0; i < stretch.size(); ++i) maker.Look(i);
}

}  // namespace wbm::mutate
