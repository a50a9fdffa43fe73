// Rounding that looks at the input: GPTQ beside rounding to nearest.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

std::vector<float> Gaussian(int seed, std::size_t count) {
  wbm::random::RandomState rng(static_cast<unsigned>(seed));
  std::vector<float> w;
  for (const double v : rng.Randn(count)) {
    w.push_back(static_cast<float>(v));
  }
  return w;
}

using Matrix = std::vector<std::vector<double>>;

// The inverse of a symmetric positive matrix, by elimination.
Matrix Inverse(Matrix a) {
  const std::size_t n = a.size();
  Matrix inverse(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) inverse[i][i] = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double pivot = a[i][i];
    for (std::size_t k = 0; k < n; ++k) {
      a[i][k] /= pivot;
      inverse[i][k] /= pivot;
    }
    for (std::size_t j = 0; j < n; ++j) {
      const double factor = a[j][i];
      if (j == i || factor == 0) continue;
      for (std::size_t k = 0; k < n; ++k) {
        a[j][k] -= factor * a[i][k];
        inverse[j][k] -= factor * inverse[i][k];
      }
    }
  }
  return inverse;
}

// [region nearest]
double Nearest(double w, double step) {
  return step * std::clamp(std::nearbyint(w / step), -7.0, 7.0);
}
// [/region]

// [region gptq]
// Rounds one weight after the other; those still to come make up for
// the error, as the inputs' correlations (h: inverse of X^T X) say.
std::vector<double> RoundInOrder(std::vector<double> w, Matrix h,
                                 double step) {
  const std::size_t n = w.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double rounded = Nearest(w[i], step);
    const double error = (w[i] - rounded) / h[i][i];
    w[i] = rounded;
    for (std::size_t j = i + 1; j < n; ++j) w[j] -= error * h[i][j];
    const std::vector<double> row = h[i];  // weight i is settled
    for (std::size_t j = i + 1; j < n; ++j) {
      for (std::size_t k = i + 1; k < n; ++k) {
        h[j][k] -= row[j] * row[k] / row[i];
      }
    }
  }
  return w;
}
// [/region]

void Gptq() {
  constexpr std::size_t kFeatures = 32, kSamples = 256, kRows = 40;
  // Correlated inputs: nine tenths of the feature before, and noise.
  const std::vector<float> noise = Gaussian(9, kSamples * kFeatures);
  Matrix x(kSamples, std::vector<double>(kFeatures, 0.0));
  for (std::size_t s = 0; s < kSamples; ++s) {
    double last = 0;
    for (std::size_t f = 0; f < kFeatures; ++f) {
      last = 0.9 * last + double{noise[s * kFeatures + f]};
      x[s][f] = last;
    }
  }
  Matrix gram(kFeatures, std::vector<double>(kFeatures, 0.0));
  for (const auto& row : x) {
    for (std::size_t i = 0; i < kFeatures; ++i) {
      for (std::size_t j = 0; j < kFeatures; ++j) {
        gram[i][j] += row[i] * row[j];
      }
    }
  }
  const Matrix inverse = Inverse(gram);
  const std::vector<float> all = Gaussian(10, kRows * kFeatures);
  double nearest_weight = 0, gptq_weight = 0, weight = 0;
  double nearest_out = 0, gptq_out = 0, out = 0;
  for (std::size_t r = 0; r < kRows; ++r) {
    std::vector<double> w;
    double largest = 0;
    for (std::size_t f = 0; f < kFeatures; ++f) {
      w.push_back(double{all[r * kFeatures + f]});
      largest = std::max(largest, std::fabs(w.back()));
    }
    std::vector<double> near = w;
    for (double& v : near) v = Nearest(v, largest / 7);
    const std::vector<double> better =
        RoundInOrder(w, inverse, largest / 7);
    for (std::size_t f = 0; f < kFeatures; ++f) {
      weight += w[f] * w[f];
      nearest_weight += (near[f] - w[f]) * (near[f] - w[f]);
      gptq_weight += (better[f] - w[f]) * (better[f] - w[f]);
    }
    for (const auto& sample : x) {
      double y = 0, a = 0, b = 0;
      for (std::size_t f = 0; f < kFeatures; ++f) {
        y += w[f] * sample[f];
        a += near[f] * sample[f];
        b += better[f] * sample[f];
      }
      out += y * y;
      nearest_out += (a - y) * (a - y);
      gptq_out += (b - y) * (b - y);
    }
  }
  const auto db = [](double signal, double error) {
    return 10 * std::log10(signal / error);
  };
  Part("gptq");
  std::printf("rounding\tof the weights, dB\tof the outputs, dB\n");
  std::printf("to nearest\t%.1f\t%.1f\n", db(weight, nearest_weight),
              db(out, nearest_out));
  std::printf("in order, making up\t%.1f\t%.1f\n",
              db(weight, gptq_weight), db(out, gptq_out));
  Value("gptq.gain", db(out, gptq_out) - db(out, nearest_out));
  Value("gptq.cost",
        db(weight, nearest_weight) - db(weight, gptq_weight));
  Holds(gptq_out < nearest_out && gptq_weight > nearest_weight,
        "the outputs gain what the weights lose");
}

}  // namespace

int main() { Gptq(); }
