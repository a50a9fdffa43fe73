// Which of the files that were not taken may be the one that is missing.
//
//   LikelyFiles({"'hand in/quantizer-1.cc'"}, "quantizer.cc").names
//       // {"'hand in/quantizer-1.cc'"}
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wbm::grader {

struct Likely {
  std::vector<std::string> names;  // as they are in `ignored`
  bool near = false;               // they are its name but for a slip
};

// Of `ignored` (quoted names, perhaps in folders) those that are `wanted` after
// a download or under another suffix (near_miss.h). When none is and `wanted`
// is a source: the other sources, but for those that every lab's folder holds
// (headers, tests, the experiment). At most three.
Likely LikelyFiles(const std::vector<std::string>& ignored,
                   std::string_view wanted);

}  // namespace wbm::grader
