// An array that begins at a cache line, as large ones of a tensor library do:
// what benchmarks measure should not depend on where a vector happens to lie.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace wbm::kernels {

template <typename T>
struct LineAllocator {
  using value_type = T;
  LineAllocator() = default;
  template <typename U>
  LineAllocator(const LineAllocator<U>&) {}
  T* allocate(std::size_t n) {
    return static_cast<T*>(::operator new(n * sizeof(T), kLine));
  }
  void deallocate(T* p, std::size_t) { ::operator delete(p, kLine); }
  friend bool operator==(LineAllocator, LineAllocator) { return true; }
  static constexpr std::align_val_t kLine{64};
};

template <typename T>
using LineArray = std::vector<T, LineAllocator<T>>;

}  // namespace wbm::kernels
