#pragma once

// The contract of a lab that is small enough to test the lab runtime on.

#include <span>
#include <vector>

namespace doubling_lab {

// Task 1.1: x + x.
int Double(int x);

// Task 1.2: every element doubled.
std::vector<int> DoubleAll(std::span<const int> x);

}  // namespace doubling_lab
