#pragma once

// What is to run in the sandbox, and what it can see there.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grading/sandbox/limits.h"

namespace wbm::sandbox {

// A host file or folder and where it appears inside. Symbolic links inside a
// folder are not followed: copy runfiles into a plain folder first.
struct Mount {
  std::string host;    // absolute
  std::string inside;  // absolute; the same path when empty
};

struct Link {
  std::string target;
  std::string inside;
};

// Which system calls are let through.
enum class Calls {
  // May start processes (a compiler driver must); nothing else that a
  // computation does not need.
  kToolchain,
  // May not even start processes, nor use what two of them could talk by.
  // Threads, clocks and memory of its own work; it can write to no file.
  kWorker,
};

// Nothing is visible inside but these mounts and an empty /tmp, which the
// toolchain alone can write to: no /proc, no /sys, no devices, no network. The
// environment holds `environment` and nothing else of the caller's.
struct Command {
  std::vector<std::string> arguments;  // the first is a path inside
  std::vector<Mount> read_only = {};
  // Files of which this run gets a copy of its own: two runs share no inode.
  std::vector<Mount> copies = {};
  std::optional<Mount> writable = std::nullopt;  // one folder
  std::vector<Link> links = {};
  std::map<std::string, std::string> environment = {};
  std::string working_directory = "/tmp";
  // The command is a compiler driver that runs its steps by the launcher, as
  // WatchSteps() tells it to.
  bool steps_report = false;
  Limits limits = kCompile;
  Calls calls = Calls::kToolchain;
};

// Adds the compiler, linker, system headers and libraries of this machine at
// their usual places, and a PATH.
void AddToolchain(Command& command);

// For a command that is g++: how each of its steps ends is then known from the
// kernel, and not only from what the driver says of it.
void WatchSteps(Command& command);

}  // namespace wbm::sandbox
