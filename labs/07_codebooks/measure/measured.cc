#include "labs/07_codebooks/measure/measured.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/numerics/numpy_sum.h"
#include "common/quant/codebook.h"
#include "common/quant/lloyd_max.h"
#include "common/random/generator.h"
#include "common/random/random_state.h"

namespace codebook_lab {
namespace {

constexpr std::int64_t kSamples = 100000;
constexpr std::int32_t kUntilConverged = 1000;
// Of one call: a search through all levels, one after the other, is to stay far
// within the CPU time that a call may take.
constexpr std::int32_t kMovesAtOnce = 20;
constexpr std::size_t kRows = 512;

absl::Status WrongSize() {
  return absl::FailedPreconditionError(
      "a result has not as many elements as its input: run the tests");
}

std::vector<double> NormalSamples(std::uint32_t seed, std::int64_t count) {
  return wbm::random::RandomState(seed).Randn(count);
}

std::vector<float> ToFloats(const std::vector<double>& x) {
  return std::vector<float>(x.begin(), x.end());
}

double LargestMagnitude(const std::vector<double>& x) {
  double largest = 0;
  for (double value : x) largest = std::max(largest, std::abs(value));
  return largest;
}

std::vector<double> EvenlySpaced(double low, double high, int count) {
  std::vector<double> levels;
  for (int i = 0; i < count; ++i) {
    levels.push_back(low + (high - low) * i / (count - 1));
  }
  return levels;
}

// Call after call from where the last one ended: the levels are all that one
// move needs of those before it.
absl::StatusOr<Design> Designed(const std::vector<double>& samples,
                                std::vector<double> levels,
                                std::int32_t iterations) {
  for (std::int32_t done = 0;; done += kMovesAtOnce) {
    absl::StatusOr<Design> design =
        LloydMax(samples, levels, std::min(kMovesAtOnce, iterations - done));
    if (!design.ok()) return design;
    if (design->levels.size() != levels.size()) return WrongSize();
    design->iterations += done;
    const bool moved = design->levels != levels;
    const bool over = done + kMovesAtOnce >= iterations;
    if (design->converged || over || !moved) return design;
    levels = std::move(design->levels);
  }
}

absl::StatusOr<std::vector<BellCurve>> BellCurves(
    const std::vector<double>& samples) {
  std::vector<BellCurve> curves;
  const double largest = LargestMagnitude(samples);
  for (int bits = 1; bits <= 5; ++bits) {
    const int n = 1 << bits;
    std::vector<double> start;
    for (int i = 0; i < n; ++i) start.push_back(NormalQuantile((i + 0.5) / n));
    const absl::StatusOr<Design> design =
        Designed(samples, start, kUntilConverged);
    if (!design.ok()) return design.status();
    curves.push_back(
        {bits, *design,
         wbm::quant::BestUniform(samples, static_cast<std::size_t>(n)).mse,
         wbm::quant::SampleMse(
             wbm::quant::MakeCodebook(EvenlySpaced(-largest, largest, n)),
             samples)});
  }
  return curves;
}

absl::Status MeasureUniformStart(const std::vector<double>& samples,
                                 Measured& m) {
  const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
  const std::vector<double> start = EvenlySpaced(*low, *high, 16);
  const absl::StatusOr<Design> some = Designed(samples, start, 100);
  if (!some.ok()) return some.status();
  const absl::StatusOr<Design> all = Designed(samples, start, kUntilConverged);
  if (!all.ok()) return all.status();
  m.from_uniform_100 = *some;
  m.from_uniform = *all;
  return absl::OkStatus();
}

// Levels -1 … 1 in steps of 1/most, or 0 … 1.
std::vector<float> UniformLevels(int least, int most) {
  std::vector<float> levels;
  for (int i = least; i <= most; ++i) {
    levels.push_back(static_cast<float>(i) / static_cast<float>(most));
  }
  return levels;
}

absl::StatusOr<std::vector<float>> ThroughBlocks(
    const std::vector<float>& x, const std::vector<float>& levels,
    std::int32_t block_size) {
  const absl::StatusOr<Blocks> blocks = QuantizeBlocks(x, levels, block_size);
  if (!blocks.ok()) return blocks.status();
  absl::StatusOr<std::vector<float>> back = DequantizeBlocks(*blocks, levels);
  if (back.ok() && back->size() != x.size()) return WrongSize();
  return back;
}

double SquaredNorm(std::span<const double> x) {
  double sum = 0;
  for (double value : x) sum += value * value;
  return sum;
}

// x - scale * y.
template <class X, class Y>
std::vector<double> Difference(const std::vector<X>& x, const std::vector<Y>& y,
                               double scale) {
  std::vector<double> result;
  for (std::size_t i = 0; i < x.size(); ++i) {
    result.push_back(static_cast<double>(x[i]) - scale * y[i]);
  }
  return result;
}

absl::StatusOr<std::vector<BlockTrip>> BlockTrips(
    const std::vector<float>& w, const std::vector<float>& nf4) {
  std::vector<BlockTrip> trips;
  const std::vector<float> int4 = UniformLevels(-7, 7);
  for (std::int32_t size : {10000, 64}) {
    for (const auto& [name, levels] :
         {std::pair{"nf4", nf4}, std::pair{"int4", int4}}) {
      const absl::StatusOr<std::vector<float>> back =
          ThroughBlocks(w, levels, size);
      if (!back.ok()) return back.status();
      trips.push_back({name, size,
                       SquaredNorm(Difference(w, *back, 1)) /
                           static_cast<double>(w.size())});
    }
  }
  return trips;
}

// One output a row; in double.
template <class T>
std::vector<double> Product(const std::vector<T>& w,
                            const std::vector<float>& x) {
  std::vector<double> y(kRows, 0.0);
  for (std::size_t i = 0; i < w.size(); ++i) {
    y[i / kRows] += static_cast<double>(w[i]) * x[i % kRows];
  }
  return y;
}

absl::StatusOr<TernaryTrip> ThreeLevels(std::uint32_t seed) {
  const std::vector<float> drawn =
      ToFloats(NormalSamples(seed, kRows * kRows + kRows));
  std::vector<float> w(drawn.begin(), drawn.begin() + kRows * kRows);
  const std::vector<float> x(drawn.begin() + kRows * kRows, drawn.end());
  for (float& value : w) value *= 0.02f;

  const absl::StatusOr<Ternary> ternary = QuantizeTernary(w);
  if (!ternary.ok()) return ternary.status();
  if (ternary->codes.size() != w.size()) return WrongSize();
  const absl::StatusOr<double> best = LeastSquaresScale(w, ternary->codes);
  if (!best.ok()) return best.status();
  const absl::StatusOr<double> entropy = CodeEntropy(ternary->codes);
  if (!entropy.ok()) return entropy.status();

  const std::vector<double> y = Product(w, x), z = Product(ternary->codes, x);
  const std::vector<double> doubles(w.begin(), w.end());
  const auto weights = [&](double a) {
    return SquaredNorm(Difference(w, ternary->codes, a)) / SquaredNorm(doubles);
  };
  const auto output = [&](double a) {
    return std::sqrt(SquaredNorm(Difference(y, z, a)) / SquaredNorm(y));
  };
  const double alpha = ternary->alpha;
  double relative = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    relative += std::abs(y[i] - alpha * z[i]) / std::abs(y[i]);
  }
  return TernaryTrip{
      .ternary = *ternary,
      .rows = kRows,
      .least_squares = *best,
      .entropy = *entropy,
      .weights_alpha = weights(alpha),
      .weights_least_squares = weights(*best),
      .output_alpha = output(alpha),
      .output_least_squares = output(*best),
      .output_mean_relative = relative / static_cast<double>(y.size())};
}

// exp(normal(0, 1.5)), divided by their sum; each step in NumPy's type.
std::vector<float> VerbProbabilities(std::uint32_t seed) {
  std::vector<double> weights =
      wbm::random::DefaultRng(seed).Normal(0.0, 1.5, 600);
  for (double& w : weights) w = std::exp(w);
  std::vector<float> probs = ToFloats(weights);
  const float sum = wbm::numerics::NumpySum(std::span<const float>(probs));
  for (float& p : probs) p /= sum;
  return probs;
}

absl::StatusOr<ProbabilityTrip> ThroughLogarithms(const std::vector<float>& p,
                                                  std::int32_t bits) {
  const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, bits);
  if (!grid.ok()) return grid.status();
  const absl::StatusOr<std::vector<std::int32_t>> codes = EncodeLog(p, *grid);
  if (!codes.ok()) return codes.status();
  const absl::StatusOr<std::vector<float>> back = DecodeLog(*codes, *grid);
  if (!back.ok()) return back.status();
  if (back->size() != p.size()) return WrongSize();
  return ProbabilityTrip{"log" + std::to_string(bits), *back, grid->step};
}

absl::StatusOr<std::vector<ProbabilityTrip>> ProbabilityTrips(
    const std::vector<float>& p) {
  std::vector<ProbabilityTrip> trips;
  const std::int32_t whole = static_cast<std::int32_t>(p.size());
  for (const auto& [name, least, most] :
       {std::tuple{"int8", -127, 127}, std::tuple{"uint8", 0, 255}}) {
    const absl::StatusOr<std::vector<float>> back =
        ThroughBlocks(p, UniformLevels(least, most), whole);
    if (!back.ok()) return back.status();
    trips.push_back({name, *back, 0});
  }
  for (std::int32_t bits : {8, 6, 4}) {
    const absl::StatusOr<ProbabilityTrip> trip = ThroughLogarithms(p, bits);
    if (!trip.ok()) return trip.status();
    trips.push_back(*trip);
  }
  return trips;
}

}  // namespace

absl::StatusOr<Measured> Measure(std::uint32_t seed) {
  Measured m;
  const std::vector<double> samples = NormalSamples(seed, kSamples);
  const absl::StatusOr<std::vector<BellCurve>> curves = BellCurves(samples);
  if (!curves.ok()) return curves.status();
  m.bell_curve = *curves;
  const absl::Status status = MeasureUniformStart(samples, m);
  if (!status.ok()) return status;

  const absl::StatusOr<std::vector<float>> nf4 = NormalFloatLevels(4);
  if (!nf4.ok()) return nf4.status();
  if (nf4->size() != 16) return WrongSize();
  m.nf4 = *nf4;
  const absl::StatusOr<std::vector<BlockTrip>> blocks =
      BlockTrips(ToFloats(NormalSamples(seed, 10000)), m.nf4);
  if (!blocks.ok()) return blocks.status();
  m.blocks = *blocks;

  const absl::StatusOr<TernaryTrip> ternary = ThreeLevels(seed);
  if (!ternary.ok()) return ternary.status();
  m.ternary = *ternary;
  m.verb_probs = VerbProbabilities(seed);
  const absl::StatusOr<std::vector<ProbabilityTrip>> trips =
      ProbabilityTrips(m.verb_probs);
  if (!trips.ok()) return trips.status();
  m.trips = *trips;
  return m;
}

}  // namespace codebook_lab
