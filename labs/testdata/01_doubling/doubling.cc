#include "labs/testdata/01_doubling/doubling.h"

#include <span>
#include <vector>

#include "common/lab/not_yet.h"

namespace doubling_lab {

int Double(int x) {
  // TODO 1.1: Double a number
  NOT_YET("1.1");
}

std::vector<int> DoubleAll(std::span<const int> x) {
  // TODO 1.2: Double a list
  NOT_YET("1.2");
}

}  // namespace doubling_lab
