// The words after `bazel run //grading:grade --`, strictly.
//
//   const absl::StatusOr<Flags> flags =
//       ParseFlags(argc, argv, {"lab", "submission", "out"});
//   flags->at("lab")     // "" when it was not given
//
// Every value is text, written --name=VALUE or --name VALUE. Anything else is
// InvalidArgument: an unknown flag (the message lists the known ones), one
// given twice, a lone word. `--help` (or -h) sets Flags::help.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::grader {

struct Flags {
  std::map<std::string, std::string> values;
  bool help = false;

  const std::string& at(const std::string& name) const {
    return values.at(name);
  }
};

absl::StatusOr<Flags> ParseFlags(int argc, const char* const* argv,
                                 const std::vector<std::string>& names);

}  // namespace wbm::grader
