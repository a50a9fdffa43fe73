#include "labs/testdata/01_doubling/doubling.h"

#include <span>
#include <vector>

#include "common/lab/not_yet.h"

namespace doubling_lab {

int Double(int x) {
  // [solution 1.1]
  return x + x;
  // [/solution]
}

std::vector<int> DoubleAll(std::span<const int> x) {
  // [solution 1.2]
  std::vector<int> doubled;
  for (const int element : x) doubled.push_back(Double(element));
  return doubled;
  // [/solution]
}

}  // namespace doubling_lab
