#include "common/io/npy_header.h"

#include <charconv>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace wbm::io {
namespace {

// Recursive descent without recursion: the grammar nests one level.
class HeaderParser {
 public:
  HeaderParser(std::string_view text, int max_dimensions)
      : rest_(text), max_dimensions_(max_dimensions) {}

  bool Parse(NpyHeader& header) {
    if (!Take('{')) return false;
    while (!Take('}')) {
      if (!Member(header)) return false;
      if (!Take(',') && !Next('}')) return false;
    }
    SkipSpaces();
    if (!rest_.empty() && rest_.front() == '\n') rest_.remove_prefix(1);
    return rest_.empty() && seen_ == kAll;
  }

  // What was not read when Parse gave up.
  std::string_view rest() const { return rest_; }

 private:
  enum : unsigned { kDescr = 1, kOrder = 2, kShape = 4, kAll = 7 };

  void SkipSpaces() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }

  bool Next(char c) {
    SkipSpaces();
    return !rest_.empty() && rest_.front() == c;
  }

  bool Take(char c) {
    if (!Next(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool Word(std::string_view word) {
    SkipSpaces();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  // 'text' or "text" of printable ASCII without escapes, at most 20 bytes.
  bool Quoted(std::string& text) {
    SkipSpaces();
    if (rest_.empty()) return false;
    const char quote = rest_.front();
    if (quote != '\'' && quote != '"') return false;
    const size_t end = rest_.find(quote, 1);
    if (end == std::string_view::npos || end > 21) return false;
    text = std::string(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    for (char c : text) {
      if (c < ' ' || c > '~' || c == '\\') return false;
    }
    return true;
  }

  bool Member(NpyHeader& header) {
    std::string key;
    if (!Quoted(key) || !Take(':')) return false;
    if (key == "descr") return Once(kDescr) && Quoted(header.descr);
    if (key == "fortran_order") {
      return Once(kOrder) && Boolean(header.fortran_order);
    }
    return key == "shape" && Once(kShape) && Shape(header.shape);
  }

  bool Once(unsigned key) {
    const bool first = (seen_ & key) == 0;
    seen_ |= key;
    return first;
  }

  bool Boolean(bool& value) {
    value = Word("True");
    return value || Word("False");
  }

  // (), (3,), (3, 4) or (3, 4,), but not (3), which is a number in Python.
  bool Shape(std::vector<int64_t>& shape) {
    if (!Take('(')) return false;
    bool comma = true;
    while (!Take(')')) {
      if (!comma || static_cast<int>(shape.size()) >= max_dimensions_) {
        return false;
      }
      int64_t extent = 0;
      if (!Extent(extent)) return false;
      shape.push_back(extent);
      comma = Take(',');
    }
    return comma || shape.size() > 1;
  }

  bool Extent(int64_t& extent) {
    SkipSpaces();
    if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
      return false;
    }
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), extent);
    if (error != std::errc()) return false;  // more than 64 bits
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    return true;
  }

  std::string_view rest_;
  int max_dimensions_;
  unsigned seen_ = 0;
};

}  // namespace

absl::StatusOr<NpyHeader> ParseNpyHeader(std::string_view text,
                                         int max_dimensions) {
  NpyHeader header;
  HeaderParser parser(text, max_dimensions);
  if (parser.Parse(header)) return header;
  const std::string where =
      parser.rest().empty()
          ? "a member is missing"
          : absl::StrCat("at byte ", text.size() - parser.rest().size());
  return absl::InvalidArgumentError(absl::StrCat(
      "has a header that np.save does not write for a plain array of at most ",
      max_dimensions, " dimensions (", where, "); save it again with np.save"));
}

}  // namespace wbm::io
