// numpy.random.RandomState, the generator of older notebooks.
//
//   RandomState rng(42);
//   std::vector<double> x = rng.Randn(64);  // np.random.seed(42); randn(64)
//
// NumPy has frozen these streams. New work uses Generator.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "common/random/bounded.h"
#include "common/random/mt19937.h"

namespace wbm::random {

class RandomState {
 public:
  explicit RandomState(uint32_t seed) : bits_(seed) {}

  // Uniform on [0, 1).
  double RandomSample() { return bits_.NextDouble(); }
  std::vector<double> RandomSample(int64_t count);

  // low + (high - low) * RandomSample().
  double Uniform(double low, double high);
  std::vector<double> Uniform(double low, double high, int64_t count);

  // The polar method makes normal values in pairs; the second one is kept for
  // the next call, also across calls of other methods. `randn` and
  // `standard_normal` of NumPy are this one.
  double Randn();
  std::vector<double> Randn(int64_t count);

  // mean + deviation * Randn().
  double Normal(double mean, double deviation);
  std::vector<double> Normal(double mean, double deviation, int64_t count);

  // 64-bit integers on [low, high); ends the program if the range is empty.
  int64_t Randint(int64_t low, int64_t high);
  std::vector<int64_t> Randint(int64_t low, int64_t high, int64_t count);

  template <typename T>
  void Shuffle(std::span<T> values);
  std::vector<int64_t> Permutation(int64_t count);

  Mt19937& bits() { return bits_; }

 private:
  Mt19937 bits_;
  double kept_normal_ = 0;
  bool has_kept_normal_ = false;
};

template <typename T>
void RandomState::Shuffle(std::span<T> values) {
  for (size_t i = values.size(); i-- > 1;) {
    std::swap(values[i], values[Masked(bits_, i)]);
  }
}

}  // namespace wbm::random
