#pragma once

// The main() of a program that proves something of a unit.
//
//   int main(int argc, char** argv) {
//     return wbm::proofs::RunProof(argc, argv, "Proves that ….", Prove);
//   }

#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace wbm::proofs {

// What does not hold, a sentence each.
using Problems = std::vector<std::string>;

// Reads the flags, runs `proof`, prints what it found to stderr. The exit code:
// 0 when all holds (and for --help, which prints `about` and the flags), 1 when
// something does not or the proof could not be tried, 2 for a wrong flag.
int RunProof(int argc, const char* const* argv, std::string_view about,
             absl::FunctionRef<absl::StatusOr<Problems>()> proof);

}  // namespace wbm::proofs
