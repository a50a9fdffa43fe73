// One region of a solution, as tokens: what the makers of mutations look at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grading/mutate/mutation.h"
#include "grading/mutate/tokens.h"

namespace wbm::mutate {

class Stretch {
 public:
  Stretch(std::string task, std::string_view source, std::vector<Token> tokens)
      : task_(std::move(task)), source_(source), tokens_(std::move(tokens)) {}

  std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t i) const { return tokens_[i]; }

  // The i-th token's text; "" where there is none.
  std::string_view Text(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].text : std::string_view();
  }

  bool IsName(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::kName;
  }

  // Blanks on both sides: an operator between two operands.
  bool IsBetween(std::size_t i) const;

  // The index of the mark that closes the one at `open`; size() when none does.
  std::size_t Closing(std::size_t open) const;

  // The source from token `first` up to, without, token `end`.
  std::string Between(std::size_t first, std::size_t end) const;

  Mutation Replace(std::size_t first, std::size_t end, std::string with,
                   std::string kind) const;
  Mutation InsertBefore(std::size_t i, std::string with,
                        std::string kind) const;

 private:
  std::string task_;
  std::string_view source_;
  std::vector<Token> tokens_;
};

// Operators, numbers, types and functions, each by itself.
void AddTokenMutations(const Stretch& stretch, std::vector<Mutation>& made);

// Conditions, loops, whole statements and declarations.
void AddStatementMutations(const Stretch& stretch, std::vector<Mutation>& made);

}  // namespace wbm::mutate
