#pragma once

// What a lab's contract was when it was handed out: contract.sha256, a line a
// header, as `sha256sum` writes it.
//
//     ContractSums({{"quantizer.h", text}});  // "2c26b46b…  quantizer.h\n"
//     ChangedHeaders(sums, {{"quantizer.h", edited}});  // {"quantizer.h"}
//
// A header that a student has changed is not handed in: the grade is made with
// the one that was handed out, so the change would go unnoticed until then.

#include <map>
#include <string>
#include <vector>

namespace wbm::lab {

inline constexpr char kContractSums[] = "contract.sha256";

// The file's contents; `headers` is text by name.
std::string ContractSums(const std::map<std::string, std::string>& headers);

// Names, in their order, of those in `headers` for which `sums` has no line or
// another sum, and of those that `sums` has and `headers` lacks.
std::vector<std::string> ChangedHeaders(
    const std::string& sums, const std::map<std::string, std::string>& headers);

}  // namespace wbm::lab
