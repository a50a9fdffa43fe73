#include "common/lab/plan/contract_sums.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/sha256.h"

namespace wbm::lab {

std::string ContractSums(const std::map<std::string, std::string>& headers) {
  std::string sums;
  for (const auto& [name, text] : headers) {
    absl::StrAppend(&sums, io::Sha256Hex(text), "  ", name, "\n");
  }
  return sums;
}

std::vector<std::string> ChangedHeaders(
    const std::string& sums,
    const std::map<std::string, std::string>& headers) {
  std::map<std::string, std::string> handed_out;
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(sums, '\n'))) {
    const std::vector<std::string> words =
        absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (words.size() == 2) handed_out[words[1]] = words[0];
  }
  std::vector<std::string> changed;
  for (const auto& [name, text] : headers) {
    const auto sum = handed_out.extract(name);
    if (sum.empty() || sum.mapped() != io::Sha256Hex(text)) {
      changed.push_back(name);
    }
  }
  for (const auto& [name, sum] : handed_out) changed.push_back(name);
  std::sort(changed.begin(), changed.end());
  return changed;
}

}  // namespace wbm::lab
