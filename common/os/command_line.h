#pragma once

// Reads a command line into the program's ABSL_FLAGs.
//
//   absl::StatusOr<CommandLine> line = ParseCommandLine(argc, argv);
//   if (!line.ok()) { std::cerr << line.status().message(); return 2; }
//   if (line->help) { std::cout << FlagsHelp(); return 0; }
//
// In place of absl::ParseCommandLine, which ends the process with exit code 1
// on a wrong flag where this project promises 2, and whose --help has no place
// for what a program writes.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::os {

struct CommandLine {
  bool help = false;  // --help or -h
  std::vector<std::string> positional;
};

// Takes --name=value, --name value, and for booleans --name and --noname;
// "--" ends the flags. InvalidArgument names an unknown flag (with the nearest
// known one), a value that does not parse, or a missing value.
absl::StatusOr<CommandLine> ParseCommandLine(int argc, const char* const* argv);

// The program's own flags: "  --seed (default: 42): text" a flag, sorted.
std::string FlagsHelp();

// Name and current value of the program's own flags.
std::map<std::string, std::string> FlagValues();

}  // namespace wbm::os
