#include "common/io/json_parser.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace wbm::io {
namespace {

// Walks over the text and counts, since the parser does not tell its handler
// where it is.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const {
    return at_ == other.at_;
  }

 private:
  const char* at_;
  size_t* count_;
};

// "LINE:COLUMN" of the last byte of `before`; columns count bytes.
std::string Place(std::string_view before) {
  if (!before.empty()) before.remove_suffix(1);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const size_t newline = before.rfind('\n');
  const size_t column = newline == std::string_view::npos
                            ? before.size()
                            : before.size() - newline - 1;
  return absl::StrCat(line, ":", column + 1);
}

// A message of nlohmann without its error number, its position and the token,
// which may be as long as the text: "syntax error while parsing value -
// invalid literal; expected ...".
std::string Essence(std::string message) {
  const size_t bracket = message.find("] ");
  if (bracket != std::string::npos) message.erase(0, bracket + 2);
  const size_t column = message.find("column ");
  if (column != std::string::npos) {
    const size_t colon = message.find(": ", column);
    if (colon != std::string::npos) message.erase(0, colon + 2);
  }
  const size_t last_read = message.find("; last read: '");
  if (last_read != std::string::npos) {
    const size_t expected = message.rfind("'; expected ");
    message.erase(last_read, expected == std::string::npos
                                 ? std::string::npos
                                 : expected + 1 - last_read);
  }
  return message.substr(0, 200);
}

// The last bytes of `before` and the first of `after`, without white space.
std::string Around(std::string_view before, std::string_view after) {
  constexpr size_t kNear = 12;
  std::string near;
  before.remove_prefix(before.size() - std::min(before.size(), kNear));
  for (std::string_view part : {before, after.substr(0, kNear)}) {
    for (char c : part) {
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') near += c;
    }
  }
  return near;
}

// What to do, guessed from the text around the place.
std::string Remedy(std::string_view before, std::string_view after) {
  const std::string around = Around(before, after);
  const auto near = [&](const char* what) {
    return around.find(what) != std::string::npos;
  };
  if (near("NaN") || near("nan") || near("Inf") || near("inf")) {
    return "JSON has no NaN or infinity: write null, or leave it out";
  }
  if (near("//") || near("/*") || near("#")) {
    return "JSON has no comments: remove it";
  }
  if (near("'")) return "strings stand in double quotes";
  if (near(",]") || near(",}")) {
    return "no comma stands before a closing bracket";
  }
  return "correct the text there";
}

}  // namespace

absl::StatusOr<Json> JsonParser::Parse() {
  // nlohmann takes a zero byte for the end of the text.
  if (const size_t zero = text_.find('\0'); zero != std::string_view::npos) {
    consumed_ = zero + 1;
    Fail("a zero byte; remove it, or write \\u0000 inside a string");
    return status_;
  }
  const char* begin = text_.data();
  const char* end = begin + text_.size();
  size_t ignored = 0;
  const bool ok = Json::sax_parse(CountingIterator(begin, &consumed_),
                                  CountingIterator(end, &ignored), this);
  if (!ok && status_.ok()) Fail("cannot be read as JSON");
  if (!status_.ok()) return status_;
  return std::move(root_);
}

bool JsonParser::Fail(const std::string& message) {
  const std::string_view before = text_.substr(0, consumed_);
  status_ = absl::InvalidArgumentError(
      absl::StrCat(name_, ":", wbm::io::Place(before), ": ", message));
  return false;
}

// Puts a value where it belongs and tells where it now is.
Json* JsonParser::Place(Json value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return &root_;
  }
  Json& parent = *open_.back();
  if (parent.is_array()) {
    parent.push_back(std::move(value));
    return &parent.back();
  }
  // The key is known to be new: no lookup.
  auto& members = parent.get_ref<Json::object_t&>();
  members.emplace_back(std::move(key_), std::move(value));
  return &members.back().second;
}

bool JsonParser::Add(Json value) {
  if (++values_ > limits_.max_values) {
    return Fail(absl::StrCat("more than ", limits_.max_values,
                             " values; make the file smaller"));
  }
  Place(std::move(value));
  return true;
}

bool JsonParser::Open(Json container) {
  if (static_cast<int>(open_.size()) >= limits_.max_depth) {
    return Fail(absl::StrCat("nested deeper than ", limits_.max_depth,
                             " levels; make it flatter"));
  }
  if (++values_ > limits_.max_values) return Add(nullptr);
  open_.push_back(Place(std::move(container)));
  return true;
}

bool JsonParser::start_object(size_t) {
  if (!Open(Json::object())) return false;
  keys_.emplace_back();
  return true;
}

bool JsonParser::key(std::string& name) {
  if (!keys_.back().insert(name).second) {
    return Fail(
        absl::StrCat("the key ",
                     Json(name.substr(0, 60))
                         .dump(-1, ' ', true, Json::error_handler_t::replace),
                     " stands here a second time; keep one"));
  }
  key_ = std::move(name);
  return true;
}

bool JsonParser::end_object() {
  keys_.pop_back();
  open_.pop_back();
  return true;
}

bool JsonParser::end_array() {
  open_.pop_back();
  return true;
}

bool JsonParser::parse_error(size_t, const std::string&,
                             const nlohmann::json::exception& error) {
  if (text_.empty()) return Fail("the text is empty; it needs one JSON value");
  const size_t place = std::min(consumed_, text_.size());
  return Fail(
      absl::StrCat(Essence(error.what()), "; ",
                   Remedy(text_.substr(0, place), text_.substr(place))));
}

}  // namespace wbm::io
