// Each way to spoil an array by one element:
//
//   for (const Floats& x : Spoilt(good, kNan)) EXPECT_FALSE(Scale(x).ok());
//
// A function that looks at the first element alone, or at the last, is caught.
#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

namespace wbm::boundary {

template <typename T>
std::vector<std::vector<T>> Spoilt(const std::vector<T>& x,
                                   std::type_identity_t<T> bad) {
  std::vector<std::vector<T>> all;
  for (std::size_t i = 0; i < x.size(); ++i) {
    all.push_back(x);
    all.back()[i] = bad;
  }
  return all;
}

}  // namespace wbm::boundary
