#pragma once

// What a hidden test draws, from HiddenSeed: the same numbers on every machine.
//
//   HiddenDraw draw("OtherRows");
//   const std::int64_t rows = draw.Between(2, 9);
//   const float x = draw.OneOf<float>({0.5f, 2, 8});
//   for (std::int64_t i : draw.Different(3, -100, 100)) …
//
// A test must hold for every draw, and fail for every wrong answer that it is
// there for: what a wrong function and a right one agree on by chance is not
// to be among what may be drawn.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "grading/boundary/hidden_seed.h"

namespace wbm::boundary {

class HiddenDraw {
 public:
  explicit HiddenDraw(std::string_view tag) : bits_(HiddenSeed(tag)) {}

  // From `least` to `most`, both included; most - least < 2^32, so that the
  // remainder favours no number by more than 2^-32.
  std::int64_t Between(std::int64_t least, std::int64_t most) {
    const auto count = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<std::int64_t>(bits_() % count);
  }

  // The same as 32 bits.
  std::int32_t Int(std::int32_t least, std::int32_t most) {
    return static_cast<std::int32_t>(Between(least, most));
  }

  bool Coin() { return Between(0, 1) == 1; }

  template <class T>
  T OneOf(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(
        Between(0, static_cast<std::int64_t>(all.size()) - 1))];
  }

  template <class T>
  std::vector<T> Shuffled(std::vector<T> all) {
    for (std::size_t i = all.size(); i > 1; --i) {
      std::swap(all[i - 1], all[bits_() % i]);
    }
    return all;
  }

  // `count` different numbers from `least` to `most`, in no order.
  std::vector<std::int64_t> Different(std::size_t count, std::int64_t least,
                                      std::int64_t most) {
    std::vector<std::int64_t> all;
    for (std::int64_t i = least; i <= most; ++i) all.push_back(i);
    all = Shuffled(std::move(all));
    all.resize(count);
    return all;
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace wbm::boundary
