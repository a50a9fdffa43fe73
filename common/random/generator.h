// numpy.random.default_rng: the same numbers for the same seed.
//
//   Generator rng = DefaultRng(42);
//   double x = rng.StandardNormal();
//   std::vector<double> w = rng.Normal(0.0, 1.5, 600);
//   std::vector<int64_t> i = rng.Integers<int64_t>(0, 100, 64);
//
// Every method draws exactly what NumPy's method of that name draws (NumPy
// 1.24 on x86-64 Linux), so calls may be mixed and results compared digit by
// digit with a Python notebook. An array of any shape is drawn in C order.
// Normal and exponential values come from ziggurats; in about 1% of draws
// they call the C library's exp or log1p, whose last bit could in principle
// differ elsewhere.
//
// Preconditions (an empty range, a sample larger than its population, a
// negative count) are checked; breaking one ends the program with a message.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "common/random/pcg64.h"

namespace wbm::random {

class Generator {
 public:
  explicit Generator(const Pcg64& bits) : bits_(bits) {}

  // Uniform on [0, 1), on a grid of 2^-53 (float: 2^-24).
  double Random() { return bits_.NextDouble(); }
  float RandomFloat() { return bits_.NextFloat(); }
  std::vector<double> Random(int64_t count);
  std::vector<float> RandomFloat(int64_t count);

  // low + (high - low) * Random().
  double Uniform(double low, double high);
  std::vector<double> Uniform(double low, double high, int64_t count);

  double StandardNormal();
  float StandardNormalFloat();
  std::vector<double> StandardNormal(int64_t count);
  std::vector<float> StandardNormalFloat(int64_t count);

  // mean + deviation * StandardNormal().
  double Normal(double mean, double deviation);
  std::vector<double> Normal(double mean, double deviation, int64_t count);

  double StandardExponential();
  std::vector<double> StandardExponential(int64_t count);

  // `count` integers on [low, high), in NumPy `integers(low, high, count,
  // dtype=T)`: T is any of int8_t..int64_t, uint8_t..uint64_t, or bool (then
  // use IntegersClosed). 8- and 16-bit integers are cut from 32-bit words,
  // and what is left of the last word is dropped, so that two calls differ
  // from one longer call, as they do in NumPy.
  template <typename T>
  std::vector<T> Integers(T low, T high, int64_t count);

  // Both ends included (`endpoint=True`); reaches all of T.
  template <typename T>
  std::vector<T> IntegersClosed(T low, T high, int64_t count);

  // One 64-bit integer on [low, high).
  int64_t Integer(int64_t low, int64_t high);

  // Rearranges `values` in place (Fisher-Yates from the end).
  template <typename T>
  void Shuffle(std::span<T> values);

  // 0 .. count-1 in random order.
  std::vector<int64_t> Permutation(int64_t count);

  // `count` of 0 .. population-1, all equally likely.
  std::vector<int64_t> Choice(int64_t population, int64_t count,
                              bool replace = true);

  Pcg64& bits() { return bits_; }

 private:
  // Uniform on 0 .. max: masks, then rejects (legacy rule kept by shuffle).
  uint64_t Interval(uint64_t max);
  // Uniform on 0 .. range: Lemire's multiplication.
  uint64_t Bounded(uint64_t range);
  void ShuffleTail(std::span<int64_t> values, int64_t first);
  std::vector<int64_t> SampleByFloyd(int64_t population, int64_t count);

  Pcg64 bits_;
};

Generator DefaultRng(uint64_t seed);

template <typename T>
void Generator::Shuffle(std::span<T> values) {
  for (size_t i = values.size(); i-- > 1;) {
    std::swap(values[i], values[Interval(i)]);
  }
}

}  // namespace wbm::random
