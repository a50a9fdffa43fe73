#include "common/random/random_state.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace wbm::random {
namespace {

template <typename T, typename Draw>
std::vector<T> Fill(int64_t count, Draw&& draw) {
  std::vector<T> values(static_cast<size_t>(count < 0 ? 0 : count));
  for (T& value : values) value = draw();
  return values;
}

}  // namespace

std::vector<double> RandomState::RandomSample(int64_t count) {
  return Fill<double>(count, [&] { return RandomSample(); });
}

double RandomState::Uniform(double low, double high) {
  return low + (high - low) * RandomSample();
}

std::vector<double> RandomState::Uniform(double low, double high,
                                         int64_t count) {
  return Fill<double>(count, [&] { return Uniform(low, high); });
}

double RandomState::Randn() {
  if (has_kept_normal_) {
    has_kept_normal_ = false;
    return kept_normal_;
  }
  double x, y, squared;
  do {
    x = 2.0 * RandomSample() - 1.0;
    y = 2.0 * RandomSample() - 1.0;
    squared = x * x + y * y;
  } while (squared >= 1.0 || squared == 0.0);
  const double factor = std::sqrt(-2.0 * std::log(squared) / squared);
  kept_normal_ = factor * x;
  has_kept_normal_ = true;
  return factor * y;
}

std::vector<double> RandomState::Randn(int64_t count) {
  return Fill<double>(count, [&] { return Randn(); });
}

double RandomState::Normal(double mean, double deviation) {
  return mean + deviation * Randn();
}

std::vector<double> RandomState::Normal(double mean, double deviation,
                                        int64_t count) {
  return Fill<double>(count, [&] { return Normal(mean, deviation); });
}

int64_t RandomState::Randint(int64_t low, int64_t high) {
  if (low >= high) {
    std::fprintf(stderr, "random::RandomState: Randint needs low < high\n");
    std::abort();
  }
  const uint64_t range =
      static_cast<uint64_t>(high) - static_cast<uint64_t>(low) - 1;
  return static_cast<int64_t>(static_cast<uint64_t>(low) +
                              Masked(bits_, range));
}

std::vector<int64_t> RandomState::Randint(int64_t low, int64_t high,
                                          int64_t count) {
  return Fill<int64_t>(count, [&] { return Randint(low, high); });
}

std::vector<int64_t> RandomState::Permutation(int64_t count) {
  std::vector<int64_t> order(static_cast<size_t>(count < 0 ? 0 : count));
  std::iota(order.begin(), order.end(), int64_t{0});
  Shuffle(std::span(order));
  return order;
}

}  // namespace wbm::random
