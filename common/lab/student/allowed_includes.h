#pragma once

// Holds a student's file to the headers that its lab allows.
//
//     const AllowedIncludes allowed = IncludesAllowedBy(plan, "labs/04_int8");
//     for (const IncludeProblem& problem : CheckIncludes(source, allowed)) {
//       std::cerr << file << ":" << problem.line << ": " << problem.message;
//     }
//
// A file may include the C++ standard library, the lab's contract, the lab's
// own student headers and `uses.headers` of lab.json, each by a literal name.
// Other ways to reach a file while compiling (#include with a macro,
// #include_next, #embed, #import, modules, __has_include, .incbin) are
// problems of their own. This tells an honest mistake early; what keeps other
// files out of reach is the sandbox in which a submission is compiled.

#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// Headers beside the standard library's, as written between the quotes.
struct AllowedIncludes {
  std::set<std::string> headers;
};

struct IncludeProblem {
  int line = 0;  // 1-based
  std::string message;
};

// What the student files of the lab in `directory` may include.
AllowedIncludes IncludesAllowedBy(const LabPlan& plan,
                                  const std::string& directory);

// Problems of one file in the order of its lines. Any bytes are fine as
// `source`; the time is linear in its length.
std::vector<IncludeProblem> CheckIncludes(const std::string& source,
                                          const AllowedIncludes& allowed);

// C++20's headers, with the C library's in both spellings; sorted.
std::span<const absl::string_view> StandardHeaders();

// Whether `header` ("vector", "stdint.h") is one of them.
bool IsStandardHeader(const std::string& header);

}  // namespace wbm::lab
