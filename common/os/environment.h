#pragma once

// The environment of a program of our own.
//
//   std::vector<std::string> words = ChildEnvironment({{"WBM_SEED", "7"}});
//   // "PATH=/usr/bin", "HOME=…", …, "WBM_SEED=7"

#include <map>
#include <string>
#include <vector>

namespace wbm::os {

// This process's environment with `added` in place of what it names, and
// without the variables by which Bazel and GoogleTest tell a test what to run
// and where to report: they are meant for this process, and a child would
// write over the same files.
std::vector<std::string> ChildEnvironment(
    const std::map<std::string, std::string>& added = {});

// `words` as exec takes them: a pointer each and a null one. Good as long as
// `words` is not changed.
std::vector<char*> ExecWords(std::vector<std::string>& words);

}  // namespace wbm::os
