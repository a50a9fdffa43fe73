// Small changes of a solution, made mechanically: each is one mistake that
// somebody could have made.
//
//   for (const Mutation& m : Mutations(source)) Try(Mutated(source, m));
//
// Only what stands in a `// [solution 4.2]` region is changed: the rest is the
// starter's. Texts of error messages are left alone. The source has to be
// formatted as this repository's is: a `<` with blanks around it compares, one
// without opens a template's arguments.
//
// Kinds of change: comparisons shifted and turned; operators exchanged; numbers
// plus and minus one, or doubled; types made narrower or wider; a condition
// held true or false; a statement left out; a variable that keeps its value
// from call to call; a function of the standard library taken for its
// neighbour; a loop that forgets its first or last element, or those beyond
// 2^16.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wbm::mutate {

struct Mutation {
  std::size_t at = 0;    // what is replaced
  std::size_t size = 0;  // 0: an insertion
  std::string with;
  std::string kind;  // "comparison", "number", …
  std::string task;  // "4.2": the region's

  bool operator==(const Mutation&) const = default;
};

// In the order of their places. None is twice.
std::vector<Mutation> Mutations(std::string_view source);

std::string Mutated(std::string_view source, const Mutation& mutation);

// The lines that it changes, before and after, as one line each, without
// indentation.
struct ChangedLines {
  int line = 0;  // 1-based
  std::string before;
  std::string after;
};
ChangedLines LinesOf(std::string_view source, const Mutation& mutation);

}  // namespace wbm::mutate
