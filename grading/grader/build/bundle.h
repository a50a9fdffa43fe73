// Where a unit's bundle lies: all that building a submission's worker needs,
// packed by grading/bundle.bzl.
#pragma once

#include <string>

namespace wbm::grader {

// The folders are absolute, with no links on the way.
struct Bundle {
  std::string base;
  std::string lab;
  std::string directory;  // "labs/04_int8": where the sources belong
  // The solution's functions (pack_reference.sh). Only a link ever sees them.
  std::string reference;
};

}  // namespace wbm::grader
