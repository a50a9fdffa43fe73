#include "common/random/generator.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <type_traits>
#include <unordered_set>

#include "common/random/bounded.h"
#include "common/random/ziggurat_tables.h"

namespace wbm::random {
namespace {

void Require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "random::Generator: %s\n", what);
  std::abort();
}

template <typename T, typename Draw>
std::vector<T> Fill(int64_t count, Draw&& draw) {
  Require(count >= 0, "a count is not negative");
  std::vector<T> values(static_cast<size_t>(count));
  for (auto&& value : values) value = draw();
  return values;
}

// The tail beyond r, by Marsaglia's method: -log1p(-u) is an exponential
// variate that never takes the logarithm of 0.
template <typename Real, typename Uniform>
Real NormalTail(bool negative, Uniform&& uniform) {
  constexpr Real kTail = static_cast<Real>(kNormalTail);
  constexpr Real kInverse =
      static_cast<Real>(0.27366123732975827203338247596);  // 1 / kNormalTail
  for (;;) {
    const Real x = -kInverse * std::log1p(-uniform());
    const Real y = -std::log1p(-uniform());
    if (y + y > x * x) return negative ? -(kTail + x) : kTail + x;
  }
}

// A word of a small unsigned type on 0 .. range.
template <typename Word, typename Wide>
Word SmallBounded(Word range, Pieces<Word>& next) {
  if (range == std::numeric_limits<Word>::max()) return next();
  return Lemire<Word, Wide>(range, next);
}

}  // namespace

Generator DefaultRng(uint64_t seed) {
  return Generator(Pcg64(SeedSequence(seed)));
}

std::vector<double> Generator::Random(int64_t count) {
  return Fill<double>(count, [&] { return Random(); });
}

std::vector<float> Generator::RandomFloat(int64_t count) {
  return Fill<float>(count, [&] { return RandomFloat(); });
}

double Generator::Uniform(double low, double high) {
  return low + (high - low) * Random();
}

std::vector<double> Generator::Uniform(double low, double high, int64_t count) {
  return Fill<double>(count, [&] { return Uniform(low, high); });
}

double Generator::StandardNormal() {
  static const Ziggurat& z = NormalZiggurat();
  for (;;) {
    const uint64_t word = bits_.Next64();
    const size_t strip = word & 0xff;
    const bool negative = (word >> 8) & 1;
    const uint64_t magnitude = (word >> 9) & 0x000fffffffffffff;
    double x = static_cast<double>(magnitude) * z.width[strip];
    if (negative) x = -x;
    if (magnitude < z.inside[strip]) return x;
    if (strip == 0) {
      // NumPy takes the tail's sign from another bit than the body's.
      return NormalTail<double>((magnitude >> 8) & 1,
                                [&] { return bits_.NextDouble(); });
    }
    const double step = z.height[strip - 1] - z.height[strip];
    if (step * bits_.NextDouble() + z.height[strip] < std::exp(-0.5 * x * x)) {
      return x;
    }
  }
}

float Generator::StandardNormalFloat() {
  static const ZigguratFloat& z = NormalZigguratFloat();
  for (;;) {
    const uint32_t word = bits_.Next32();
    const size_t strip = word & 0xff;
    const bool negative = (word >> 8) & 1;
    const uint32_t magnitude = word >> 9;
    float x = static_cast<float>(magnitude) * z.width[strip];
    if (negative) x = -x;
    if (magnitude < z.inside[strip]) return x;
    if (strip == 0) {
      return NormalTail<float>((magnitude >> 8) & 1,
                               [&] { return bits_.NextFloat(); });
    }
    // NumPy compares a float with a double exponential here.
    const float step = z.height[strip - 1] - z.height[strip];
    const float y = step * bits_.NextFloat() + z.height[strip];
    if (static_cast<double>(y) < std::exp(-0.5 * x * x)) return x;
  }
}

std::vector<double> Generator::StandardNormal(int64_t count) {
  return Fill<double>(count, [&] { return StandardNormal(); });
}

std::vector<float> Generator::StandardNormalFloat(int64_t count) {
  return Fill<float>(count, [&] { return StandardNormalFloat(); });
}

double Generator::Normal(double mean, double deviation) {
  return mean + deviation * StandardNormal();
}

std::vector<double> Generator::Normal(double mean, double deviation,
                                      int64_t count) {
  return Fill<double>(count, [&] { return Normal(mean, deviation); });
}

double Generator::StandardExponential() {
  static const Ziggurat& z = ExponentialZiggurat();
  for (;;) {
    const uint64_t word = bits_.Next64();
    const size_t strip = (word >> 3) & 0xff;
    const uint64_t magnitude = word >> 11;
    const double x = static_cast<double>(magnitude) * z.width[strip];
    if (magnitude < z.inside[strip]) return x;
    const double u = bits_.NextDouble();
    if (strip == 0) return kExponentialTail - std::log1p(-u);
    const double step = z.height[strip - 1] - z.height[strip];
    if (step * u + z.height[strip] < std::exp(-x)) return x;
  }
}

std::vector<double> Generator::StandardExponential(int64_t count) {
  return Fill<double>(count, [&] { return StandardExponential(); });
}

uint64_t Generator::Bounded(uint64_t range) {
  if (range == 0) return 0;
  if (range == 0xffffffffu) return bits_.Next32();
  if (range < 0xffffffffu) {
    return Lemire<uint32_t, uint64_t>(static_cast<uint32_t>(range),
                                      [&] { return bits_.Next32(); });
  }
  if (range == std::numeric_limits<uint64_t>::max()) return bits_.Next64();
  return Lemire<uint64_t, uint128>(range, [&] { return bits_.Next64(); });
}

uint64_t Generator::Interval(uint64_t max) { return Masked(bits_, max); }

template <typename T>
std::vector<T> Generator::IntegersClosed(T low, T high, int64_t count) {
  Require(low <= high, "integers need low <= high");
  using Word = std::make_unsigned_t<T>;
  const Word start = static_cast<Word>(low);
  const Word range = static_cast<Word>(static_cast<Word>(high) - start);
  if (range == 0) return Fill<T>(count, [&] { return low; });
  if constexpr (sizeof(T) <= 2) {
    Pieces<Word> next(bits_);
    using Wide = std::conditional_t<sizeof(T) == 1, uint16_t, uint32_t>;
    return Fill<T>(count, [&] {
      return static_cast<T>(start + SmallBounded<Word, Wide>(range, next));
    });
  } else {
    return Fill<T>(count, [&] {
      return static_cast<T>(start + static_cast<Word>(Bounded(range)));
    });
  }
}

// Bits of 32-bit words, lowest first; a constant draws nothing.
template <>
std::vector<bool> Generator::IntegersClosed(bool low, bool high,
                                            int64_t count) {
  Require(low <= high, "integers need low <= high");
  if (low == high) return Fill<bool>(count, [&] { return low; });
  uint32_t word = 0;
  int left = 0;
  return Fill<bool>(count, [&] {
    word = left == 0 ? bits_.Next32() : word >> 1;
    left = left == 0 ? 31 : left - 1;
    return (word & 1) != 0;
  });
}

template <typename T>
std::vector<T> Generator::Integers(T low, T high, int64_t count) {
  Require(low < high, "integers need low < high");
  return IntegersClosed<T>(low, static_cast<T>(high - 1), count);
}

template std::vector<int8_t> Generator::Integers(int8_t, int8_t, int64_t);
template std::vector<int16_t> Generator::Integers(int16_t, int16_t, int64_t);
template std::vector<int32_t> Generator::Integers(int32_t, int32_t, int64_t);
template std::vector<int64_t> Generator::Integers(int64_t, int64_t, int64_t);
template std::vector<uint8_t> Generator::Integers(uint8_t, uint8_t, int64_t);
template std::vector<uint16_t> Generator::Integers(uint16_t, uint16_t, int64_t);
template std::vector<uint32_t> Generator::Integers(uint32_t, uint32_t, int64_t);
template std::vector<uint64_t> Generator::Integers(uint64_t, uint64_t, int64_t);
template std::vector<int8_t> Generator::IntegersClosed(int8_t, int8_t, int64_t);
template std::vector<int16_t> Generator::IntegersClosed(int16_t, int16_t,
                                                        int64_t);
template std::vector<int32_t> Generator::IntegersClosed(int32_t, int32_t,
                                                        int64_t);
template std::vector<int64_t> Generator::IntegersClosed(int64_t, int64_t,
                                                        int64_t);
template std::vector<uint8_t> Generator::IntegersClosed(uint8_t, uint8_t,
                                                        int64_t);
template std::vector<uint16_t> Generator::IntegersClosed(uint16_t, uint16_t,
                                                         int64_t);
template std::vector<uint32_t> Generator::IntegersClosed(uint32_t, uint32_t,
                                                         int64_t);
template std::vector<uint64_t> Generator::IntegersClosed(uint64_t, uint64_t,
                                                         int64_t);

int64_t Generator::Integer(int64_t low, int64_t high) {
  return Integers<int64_t>(low, high, 1).front();
}

std::vector<int64_t> Generator::Permutation(int64_t count) {
  Require(count >= 0, "a count is not negative");
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  Shuffle(std::span(order));
  return order;
}

void Generator::ShuffleTail(std::span<int64_t> values, int64_t first) {
  for (size_t i = values.size(); i-- > static_cast<size_t>(first);) {
    std::swap(values[i], values[Bounded(i)]);
  }
}

// Floyd's algorithm: a value that was already taken is replaced by the newest
// one that could not have been (J. Bentley, CACM 30(9), 1987).
std::vector<int64_t> Generator::SampleByFloyd(int64_t population,
                                              int64_t count) {
  std::vector<int64_t> sample;
  std::unordered_set<uint64_t> taken;
  for (int64_t newest = population - count; newest < population; ++newest) {
    uint64_t value = Bounded(static_cast<uint64_t>(newest));
    if (!taken.insert(value).second) value = static_cast<uint64_t>(newest);
    taken.insert(value);
    sample.push_back(static_cast<int64_t>(value));
  }
  ShuffleTail(sample, 1);
  return sample;
}

std::vector<int64_t> Generator::Choice(int64_t population, int64_t count,
                                       bool replace) {
  Require(population > 0 || count == 0, "a population is not empty");
  if (count == 0) return {};
  if (replace) return Integers<int64_t>(0, population, count);
  Require(count <= population, "a sample is at most its population");
  if (population <= 10000 || count <= population / 50) {
    return SampleByFloyd(population, count);
  }
  std::vector<int64_t> all(static_cast<size_t>(population));
  std::iota(all.begin(), all.end(), int64_t{0});
  ShuffleTail(all, std::max<int64_t>(population - count, 1));
  return {all.end() - count, all.end()};
}

}  // namespace wbm::random
