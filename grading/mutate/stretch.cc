#include "grading/mutate/stretch.h"

#include <cctype>
#include <utility>

namespace wbm::mutate {
namespace {

bool IsBlank(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

bool Stretch::IsBetween(std::size_t i) const {
  const Token& token = tokens_[i];
  return token.at > 0 && IsBlank(source_[token.at - 1]) &&
         token.end() < source_.size() && IsBlank(source_[token.end()]);
}

std::size_t Stretch::Closing(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i < size(); ++i) {
    const std::string_view text = Text(i);
    if (text == "(" || text == "[" || text == "{") ++depth;
    if (text == ")" || text == "]" || text == "}") --depth;
    if (depth == 0) return i;
  }
  return size();
}

std::string Stretch::Between(std::size_t first, std::size_t end) const {
  if (first >= end) return "";
  const std::size_t from = tokens_[first].at;
  return std::string(source_.substr(from, tokens_[end - 1].end() - from));
}

Mutation Stretch::Replace(std::size_t first, std::size_t end, std::string with,
                          std::string kind) const {
  const std::size_t from = tokens_[first].at;
  return {from, tokens_[end - 1].end() - from, std::move(with), std::move(kind),
          task_};
}

Mutation Stretch::InsertBefore(std::size_t i, std::string with,
                               std::string kind) const {
  return {tokens_[i].at, 0, std::move(with), std::move(kind), task_};
}

}  // namespace wbm::mutate
