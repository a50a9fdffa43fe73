// What a list of sixteen levels sees depends on the size of the blocks:
// NF4, the AF4 of Yoshida 2023, and the levels of least mean |error|.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "common/quant/codebook.h"
#include "common/quant/normal_distribution.h"
#include "common/quant/normal_float.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::Codebook;
using wbm::quant::MakeCodebook;
using wbm::quant::NearestLevel;
using wbm::quant::NormalProbability;
using wbm::quant::NormalQuantile;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// AF4 for blocks of 64 as published: Yoshida 2023, kept in the function
// get_4bit_type of bitsandbytes.
constexpr std::array<double, 16> kPublished64 = {
    -1.0,        -0.69441008, -0.51243739, -0.3736951,
    -0.25607552, -0.14982478, -0.04934812, 0.0,
    0.04273164,  0.12934483,  0.21961274,  0.31675666,
    0.42563882,  0.55496234,  0.72424863,  1.0};

// [region half]
// Normal numbers over the largest magnitude m of their block. half[i]
// is P(0 < X < i/4096), the block's largest itself left out. m runs
// over 2000 quantiles of its own distribution, (2 Phi(m) - 1)^block.
std::vector<double> Half(int block) {
  std::vector<double> half(4097, 0.0);
  for (int j = 0; j < 2000; ++j) {
    const double inside = std::pow((j + 0.5) / 2000, 1.0 / block);
    const double m = NormalQuantile((1 + inside) / 2);
    for (int i = 0; i <= 4096; ++i) {
      half[i] +=
          (NormalProbability(m * i / 4096) - 0.5) / inside / 2000;
    }
  }
  return half;
}
// [/region]

// P(0 < X < x), and the x for such a probability: on straight lines
// between the entries.
double Probability(const std::vector<double>& half, double x) {
  const auto last = static_cast<int>(half.size()) - 1;
  const int i = std::min(static_cast<int>(x * last), last - 1);
  return half[i] + (x * last - i) * (half[i + 1] - half[i]);
}

double Quantile(const std::vector<double>& half, double p) {
  const auto last = static_cast<std::ptrdiff_t>(half.size()) - 1;
  const auto above = std::upper_bound(half.begin(), half.end(), p);
  const std::ptrdiff_t i =
      std::clamp<std::ptrdiff_t>(above - half.begin(), 1, last);
  const double part = (p - half[i - 1]) / (half[i] - half[i - 1]);
  return (static_cast<double>(i) - 1 + part) /
         static_cast<double>(last);
}

enum class ZeroIs { kLevel, kBorder };

// [region medians]
// `count` levels between zero and one, each the median of its cell. The
// innermost cell begins half-way to zero if zero is a level as well.
std::vector<double> Medians(const std::vector<double>& half, int count,
                            ZeroIs zero) {
  std::vector<double> l;
  for (int i = 0; i <= count + 1; ++i) l.push_back(i / (count + 1.0));
  for (double moved = 1; moved > 1e-10;) {
    moved = 0;
    for (int i = 1; i <= count; ++i) {
      const bool border = i == 1 && zero == ZeroIs::kBorder;
      const double low = border ? 0 : (l[i - 1] + l[i]) / 2;
      const double high = (l[i] + l[i + 1]) / 2;
      const double median = Quantile(
          half, (Probability(half, low) + Probability(half, high)) / 2);
      moved = std::fmax(moved, std::fabs(median - l[i]));
      l[i] = median;
    }
  }
  return l;
}
// [/region]

// Minus one, six levels, zero, seven levels, one.
Codebook Levels(const std::vector<double>& half, ZeroIs zero) {
  std::vector<double> levels = Medians(half, 7, zero);
  const std::vector<double> below = Medians(half, 6, zero);
  for (std::size_t i = 1; i < below.size(); ++i) {
    levels.push_back(-below[i]);
  }
  return MakeCodebook(levels);
}

struct Measured {
  double entropy;     // of the codes, bits
  double magnitude;   // mean |error|, in deviations
  double normalized;  // the same over the block's largest
  double db;          // SQNR
};

// Tallies one block after the other.
class Meter {
 public:
  explicit Meter(const Codebook& book) : book_(book) {}

  void Add(const double* x, int block) {
    double m = 0;
    for (int i = 0; i < block; ++i) m = std::fmax(m, std::fabs(x[i]));
    for (int i = 0; i < block; ++i) {
      const std::size_t code = NearestLevel(book_, x[i] / m);
      const double error = std::fabs(x[i] - m * book_.levels[code]);
      count_[code] += 1;
      magnitude_ += error;
      normalized_ += error / m;
      noise_ += error * error;
      signal_ += x[i] * x[i];
    }
  }

  Measured Read() const {
    double all = 0, entropy = 0;
    for (const double n : count_) all += n;
    for (const double n : count_) {
      if (n > 0) entropy -= n / all * std::log2(n / all);
    }
    return {entropy, magnitude_ / all, normalized_ / all,
            10 * std::log10(signal_ / noise_)};
  }

 private:
  const Codebook& book_;
  std::array<double, 16> count_ = {};
  double magnitude_ = 0, normalized_ = 0, noise_ = 0, signal_ = 0;
};

Measured Measure(const std::vector<double>& x, int block,
                 const Codebook& book) {
  Meter meter(book);
  for (std::size_t b = 0; b < x.size();
       b += static_cast<std::size_t>(block)) {
    meter.Add(&x[b], block);
  }
  return meter.Read();
}

// The largest difference of two lists.
double Apart(const std::vector<double>& levels,
             const std::array<double, 16>& other) {
  double most = 0;
  for (std::size_t i = 0; i < other.size(); ++i) {
    most = std::fmax(most, std::fabs(levels[i] - other[i]));
  }
  return most;
}

void Record(int block, const Measured& nf4, const Measured& af4,
            const Measured& least) {
  const std::string key = "af4.b" + std::to_string(block);
  const double ratio = af4.magnitude / nf4.magnitude;
  Value(key + ".size", block);
  Value(key + ".entropy", nf4.entropy);
  Value(key + (ratio > 1 ? ".more" : ".less"), std::fabs(ratio - 1));
  Value(key + ".gain", 1 - least.magnitude / nf4.magnitude);
  Holds(least.normalized < std::fmin(nf4.normalized, af4.normalized),
        "medians have the least mean |error| of the three");
  Holds((af4.magnitude < nf4.magnitude) == (block >= 1024),
        "AF4 is ahead in large blocks only");
  Holds((least.db < nf4.db) == (block >= 256),
        "in squares NF4 is ahead from 256 on");
}

}  // namespace

int main() {
  wbm::random::RandomState rng(42);
  const std::vector<double> x = rng.Randn(262144);
  const Codebook nf4 = MakeCodebook(
      {wbm::quant::kNf4Levels.begin(), wbm::quant::kNf4Levels.end()});
  double bits = 4, gain = 0;
  Part("sizes");
  std::printf(
      "block\tbits a code of NF4\tNF4, mean |e|\tAF4\tmedians\t"
      "NF4, dB\tmedians, dB\n");
  for (const int block : {64, 256, 1024, 4096}) {
    const std::vector<double> half = Half(block);
    const Codebook af4 = Levels(half, ZeroIs::kBorder);
    if (block == 64) {
      const double apart = Apart(af4.levels, kPublished64);
      Value("af4.apart", apart);
      Holds(apart < 5e-6, "these are the published levels");
    }
    const Measured n = Measure(x, block, nf4);
    const Measured a = Measure(x, block, af4);
    const Measured l = Measure(x, block, Levels(half, ZeroIs::kLevel));
    std::printf("%d\t%.2f\t%.4f\t%.4f\t%.4f\t%.1f\t%.1f\n", block,
                n.entropy, n.magnitude, a.magnitude, l.magnitude, n.db,
                l.db);
    Record(block, n, a, l);
    const double now = 1 - l.magnitude / n.magnitude;
    Holds(n.entropy < bits && now > gain,
          "the larger the block, the less NF4 suits it");
    bits = n.entropy;
    gain = now;
  }
}
