#pragma once

// When a kernel writes past the caches.
//
//   if (n * sizeof(float) >= kStreamBytes) { ... }  // non-temporal stores

#include <cstddef>

namespace wbm::kernels {

// Arrays of this size and more would not stay in the caches, and a line that
// is written there is read first.
inline constexpr std::size_t kStreamBytes = std::size_t{16} << 20;

}  // namespace wbm::kernels
