// Does the order survive? The ten most likely verb forms before and
// after int8, once in detail and two hundred times in numbers.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "common/numerics/error_stats.h"
#include "common/quant/affine.h"
#include "common/random/generator.h"
#include "theory/04_int8/round_trip.h"
#include "theory/04_int8/tensors.h"
#include "theory/weave/record.h"

namespace {

namespace wq = wbm::quant;
using int8_chapter::RoundTrip;
using int8_chapter::There;
using wbm::theory::Holds;
using wbm::theory::Value;

constexpr std::size_t kTop = 10;
constexpr int kSeeds = 200;

// Larger value first; of equal values the smaller index.
std::vector<std::size_t> Ranking(std::span<const float> x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(
      order.begin(), order.end(),
      [&](std::size_t a, std::size_t b) { return x[a] > x[b]; });
  return order;
}

std::vector<std::size_t> TopTen(std::span<const float> x) {
  std::vector<std::size_t> order = Ranking(x);
  order.resize(kTop);
  return order;
}

bool SameSet(std::vector<std::size_t> a, std::vector<std::size_t> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

// Pairs that have changed places, and pairs that have become equal.
struct Pairs {
  long long swapped = 0;
  long long tied = 0;
  long long all = 0;
};

Pairs ComparePairs(std::span<const float> x, std::span<const float> y) {
  Pairs pairs;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (x[i] == x[j]) continue;
      ++pairs.all;
      const bool before = x[i] > x[j];
      if (y[i] == y[j]) {
        ++pairs.tied;
      } else if ((y[i] > y[j]) != before) {
        ++pairs.swapped;
      }
    }
  }
  return pairs;
}

void OneDraw() {
  const std::vector<float> x = int8_chapter::MakeTensors().probs;
  const RoundTrip trip = There(x, wq::kSymmetricInt8);
  const std::vector<std::size_t> order = Ranking(x);
  std::printf("rank\tform\tprobability\tcode\tafter\n");
  for (std::size_t rank = 0; rank < kTop + 4; ++rank) {
    const std::size_t form = order[rank];
    std::printf("%zu\t%zu\t%.5f\t%d\t%.5f\n", rank + 1, form,
                double{x[form]}, trip.codes[form],
                double{trip.back[form]});
  }
  const Pairs pairs = ComparePairs(x, trip.back);
  Value("pairs.all", static_cast<double>(pairs.all));
  Value("pairs.swapped", static_cast<double>(pairs.swapped));
  Value("pairs.tied", static_cast<double>(pairs.tied) /
                          static_cast<double>(pairs.all));
  Holds(pairs.swapped == 0, "rounding swaps no two numbers");
}

struct Tally {
  int set_kept = 0;
  int order_kept = 0;
  int winner_kept = 0;
  double zeros = 0;
};

void Count(std::span<const float> x, wq::IntegerGrid grid,
           Tally& tally) {
  const RoundTrip trip = There(x, grid);
  const std::vector<std::size_t> before = TopTen(x);
  const std::vector<std::size_t> after = TopTen(trip.back);
  tally.set_kept += SameSet(before, after);
  tally.order_kept += before == after;
  tally.winner_kept += before[0] == after[0];
  tally.zeros += static_cast<double>(
      std::count(trip.back.begin(), trip.back.end(), 0.0f));
}

void Print(const char* name, const Tally& t) {
  const std::string key = std::string("seeds.") + name;
  std::printf(
      "%s\t%.1f %%\t%.1f %%\t%.1f %%\t%.1f %%\n", name,
      100.0 * t.winner_kept / kSeeds, 100.0 * t.set_kept / kSeeds,
      100.0 * t.order_kept / kSeeds, 100 * t.zeros / kSeeds / 600);
  Value(key + ".winner", static_cast<double>(t.winner_kept) / kSeeds);
  Value(key + ".set", static_cast<double>(t.set_kept) / kSeeds);
  Value(key + ".order", static_cast<double>(t.order_kept) / kSeeds);
  Value(key + ".zeros", t.zeros / kSeeds / 600);
}

void TwoHundredDraws() {
  Tally symmetric;
  Tally asymmetric;
  double ratio = 0;
  double least = HUGE_VAL;
  double most = 0;
  double largest_scale = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    wbm::random::Generator rng = wbm::random::DefaultRng(seed);
    const std::vector<float> x = int8_chapter::VerbProbs(rng);
    Count(x, wq::kSymmetricInt8, symmetric);
    Count(x, wq::kAsymmetricInt8, asymmetric);
    const RoundTrip wide = There(x, wq::kSymmetricInt8);
    const double r = wbm::numerics::MeanAbsoluteError(x, wide.back) /
                     wbm::numerics::MeanAbsoluteError(
                         x, There(x, wq::kAsymmetricInt8).back);
    ratio += r / kSeeds;
    least = std::min(least, r);
    most = std::max(most, r);
    largest_scale = std::max(largest_scale, double{wide.ruler.scale});
  }
  std::printf(
      "ruler\twinner kept\tset kept\torder kept\tforms made zero\n");
  Print("symmetric", symmetric);
  Print("asymmetric", asymmetric);
  Value("seeds.count", kSeeds);
  Value("seeds.ratio", ratio);
  Value("seeds.ratio.least", least);
  Value("seeds.ratio.most", most);
  Value("seeds.largest_scale", largest_scale);
  Holds(least > 1.5,
        "on every draw the asymmetric ruler is the better one");
}

}  // namespace

int main() {
  wbm::theory::Part("one");
  OneDraw();
  wbm::theory::Part("seeds");
  TwoHundredDraws();
}
