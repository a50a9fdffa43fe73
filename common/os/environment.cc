#include "common/os/environment.h"

#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

extern char** environ;

namespace wbm::os {
namespace {

bool SteersATest(absl::string_view name) {
  return name == "XML_OUTPUT_FILE" || name == "TEST_TOTAL_SHARDS" ||
         absl::StartsWith(name, "GTEST_") ||
         absl::StartsWith(name, "TESTBRIDGE_") ||
         absl::StartsWith(name, "TEST_PREMATURE_") ||
         absl::StartsWith(name, "TEST_SHARD_");
}

}  // namespace

std::vector<std::string> ChildEnvironment(
    const std::map<std::string, std::string>& added) {
  std::vector<std::string> words;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string word = *each;
    const std::string name = word.substr(0, word.find('='));
    if (!SteersATest(name) && !added.contains(name)) words.push_back(word);
  }
  for (const auto& [name, value] : added) {
    words.push_back(absl::StrCat(name, "=", value));
  }
  return words;
}

std::vector<char*> ExecWords(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace wbm::os
