// The mutations of a unit that no check has to find, each with the reason why:
// as they stand in grading/NN_topic/equivalent.txt.
//
//   # A comment.
//   4.2 A tie is never so far out, since the ends are asked before.
//       - if (steps <= kLeast) return kLeast;
//       + if (steps < kLeast) return kLeast;
//
//   [permitted]
//   4.7 The contract asks for double, not for one order of roundings.
//       - x = a / b;
//       + x = a * (1 / b);
//
// What stands first changes nothing; what stands below [permitted] gives other
// results that are as right, or differs where no check can look.
//
// A reason, which may go on over several lines that begin in the first column,
// belongs to the pairs of lines below it: what a mutation changes, before and
// after, as the mutator prints it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/mutate/mutation.h"

namespace wbm::mutate {

class Equivalents {
 public:
  // Errors name `name`, the line, and what was expected there.
  static absl::StatusOr<Equivalents> Parse(const std::string& text,
                                           const std::string& name);

  // Is the mutation listed? Notes that it was asked for.
  bool Has(const Mutation& mutation, const ChangedLines& lines);

  // Is it listed below [permitted]?
  bool IsPermitted(const Mutation& mutation, const ChangedLines& lines) const;

  // Those that no mutation was, as "4.2 - … + …": the solution has changed.
  std::vector<std::string> NeverAsked() const;

 private:
  using Key = std::string;  // task, before, after
  static Key KeyOf(const std::string& task, const std::string& before,
                   const std::string& after);

  std::set<Key> listed_, permitted_, asked_;  // permitted: listed, too
};

}  // namespace wbm::mutate
