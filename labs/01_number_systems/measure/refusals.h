// Takes answers that must be there, and remembers the first that was not.
//
//   Refusals refusals;
//   const std::string digits = refusals.Take(ToBase(42, 2), "ToBase(42, 2)");
//   ...
//   if (!refusals.status().ok()) return refusals.status();
//
// A refused answer becomes a value-initialised one, so that a table can be
// filled without a branch in each cell; status() then says not to use it.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace bits_lab {

class Refusals {
 public:
  template <class T>
  T Take(const std::optional<T>& answer, const std::string& call) {
    if (answer.has_value()) return *answer;
    Add(absl::StrCat(call, " refused what it has to answer"));
    return T{};
  }

  // An answer that is there and cannot be used.
  void Add(const std::string& what) {
    if (status_.ok()) status_ = absl::FailedPreconditionError(what);
  }

  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
};

}  // namespace bits_lab
