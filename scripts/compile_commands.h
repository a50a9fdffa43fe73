// What clangd reads, from Bazel's own action graph.
//
//   absl::StatusOr<std::string> text = CompileCommands(actions, {
//       .workspace = "/home/me/course",
//       .execution_root = "/…/execroot/which_bits_matter",
//       .output_base = "/…",
//   });
//
// `actions` is what `bazel aquery --output=jsonproto 'mnemonic("CppCompile",
// //...)'` printed. Versions of Bazel differ in ids, which are not looked at.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace wbm::scripts {

// `bazel info` names the last two.
struct Places {
  std::string workspace;
  std::string execution_root;
  std::string output_base;
};

// Returns compile_commands.json: one command for each source file, run in the
// workspace, so that an editor jumps to the files that it has open.
//
// Bazel's paths are relative to its execution root, where the links to outside
// libraries come and go; here they become absolute. Options that only GCC
// knows are left out.
//
// Errors: InvalidArgument for what is no action graph, or has no C++ in it.
absl::StatusOr<std::string> CompileCommands(std::string_view actions,
                                            const Places& places);

}  // namespace wbm::scripts
