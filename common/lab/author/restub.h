#pragma once

// Writes what is generated in a source tree anew: starters from the solutions,
// parts of handouts and forms from the plans (generated.h).
//
//     absl::StatusOr<std::vector<Restubbed>> files =
//         Restub("/home/me/which_bits_matter", {.check_only = true});

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::lab {

struct RestubOptions {
  bool check_only = false;        // say what would change, write nothing
  std::vector<std::string> labs;  // "04_int8"; empty means all
};

// One generated file.
struct Restubbed {
  std::string file;  // "labs/04_int8/quantizer.cc"
  int line = 0;      // the first that differed; 0 when it was up to date
};

// Goes over every labs/NN_topic/lab.json below `root` that has a folder in
// solutions/. All files are generated before the first is written, so an error
// leaves the tree as it was. NotFound for a lab that is not there.
absl::StatusOr<std::vector<Restubbed>> Restub(const std::string& root,
                                              const RestubOptions& options);

}  // namespace wbm::lab
