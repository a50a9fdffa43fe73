#pragma once

// The shapes of names in a lab's plan, and the check that an id names one
// thing. For plan_rules.cc and rubric_rules.cc.

#include <cstddef>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/lab/plan/json_fields.h"

namespace wbm::lab {

// "4.2": digits, a dot, digits.
bool IsTaskId(absl::string_view id);
// "04_int8": two digits, an underscore, lower-case letters, digits, "_".
bool IsLabName(absl::string_view name);
// "<task>.p<N>" or "<task>.h<N>".
bool IsCheckId(absl::string_view id, absl::string_view task, bool hidden);
// Lower-case letters, digits and "-".
bool IsSlug(absl::string_view text);
// "<task>.<slug>".
bool IsHintId(absl::string_view id, absl::string_view task);
// "Suite.Name", both C++ identifiers without further dots.
bool IsTestName(absl::string_view name);
bool IsPlainFileName(absl::string_view name);
bool IsBlank(absl::string_view text);

// "tasks[2].id"
std::string Place(absl::string_view list, std::size_t i,
                  absl::string_view field);
std::string Quote(absl::string_view text);

// Ids that exist so far, and the complaint when one comes again.
class Ids {
 public:
  explicit Ids(Problems& problems) : problems_(problems) {}

  void Add(const std::string& id, const std::string& where) {
    if (!seen_.insert(id).second) {
      problems_.Add(where, absl::StrCat(Quote(id),
                                        " is used twice; an id "
                                        "names one thing"));
    }
  }
  bool Has(const std::string& id) const { return seen_.count(id) > 0; }

 private:
  std::set<std::string> seen_;
  Problems& problems_;
};

}  // namespace wbm::lab
