#include "grading/proofs/proof_main.h"

#include <iostream>

#include "common/os/command_line.h"

namespace wbm::proofs {

int RunProof(int argc, const char* const* argv, std::string_view about,
             absl::FunctionRef<absl::StatusOr<Problems>()> proof) {
  const absl::StatusOr<os::CommandLine> line = os::ParseCommandLine(argc, argv);
  if (!line.ok()) {
    std::cerr << line.status().message() << '\n';
    return 2;
  }
  if (line->help) {
    std::cout << about << '\n' << os::FlagsHelp();
    return 0;
  }
  const absl::StatusOr<Problems> problems = proof();
  if (!problems.ok()) {
    std::cerr << problems.status() << '\n';
    return 1;
  }
  for (const std::string& problem : *problems) std::cerr << problem << '\n';
  return problems->empty() ? 0 : 1;
}

}  // namespace wbm::proofs
