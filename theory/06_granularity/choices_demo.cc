// Beside the size of the groups: zero points, scales for tokens, and
// rounding that looks at the input.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "common/quant/distortion.h"
#include "common/quant/granularity.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::DequantizeMatrix;
using wbm::quant::Grouping;
using wbm::quant::IntegerGrid;
using wbm::quant::kAsymmetricInt4;
using wbm::quant::kSymmetricInt4;
using wbm::quant::kSymmetricInt8;
using wbm::quant::MatrixShape;
using wbm::quant::QuantizeMatrix;
using wbm::quant::SqnrDb;
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

struct Point {
  double bits, db;
};

Point Measure(const std::vector<float>& w, MatrixShape shape,
              std::size_t group, IntegerGrid grid) {
  const auto q =
      QuantizeMatrix(w, shape, Grouping::PerGroup(group), grid);
  return {q.BitsPerWeight(/*scale_bits=*/16),
          SqnrDb(w, DequantizeMatrix(q))};
}

// Symmetric and asymmetric groups of Gaussian weights, int4.
void ZeroPoints() {
  const std::vector<float> w = Gaussian(42, 256 * 512);
  Part("zero_points");
  std::printf("group\tsymmetric: bits\tdB\tasymmetric: bits\tdB\n");
  for (const std::size_t group : {256, 64, 32, 16}) {
    const Point s = Measure(w, {256, 512}, group, kSymmetricInt4);
    const Point a = Measure(w, {256, 512}, group, kAsymmetricInt4);
    std::printf("%zu\t%.3f\t%.1f\t%.3f\t%.1f\n", group, s.bits, s.db,
                a.bits, a.db);
    const std::string key = "zero.g" + std::to_string(group);
    Value(key + ".gain", a.db - s.db);
    Value(key + ".bits", a.bits - s.bits);
    Holds(a.db > s.db, "the sixteenth level is worth something");
  }
}

// [region tokens]
// Activations of 128 tokens by 256 features: a few tokens are loud.
std::vector<float> Activations(float loud_tokens, float loud_feature) {
  std::vector<float> x = Gaussian(3, 128 * 256);
  for (std::size_t t = 0; t < 128; ++t) {
    for (std::size_t f = 0; f < 256; ++f) {
      if (t % 32 == 0) x[256 * t + f] *= loud_tokens;
      if (f == 7) x[256 * t + f] *= loud_feature;
    }
  }
  return x;
}
// [/region]

void Tokens() {
  Part("tokens");
  std::printf("activations\tone scale, dB\ta scale a token, dB\n");
  const auto row = [](const char* name, const char* key,
                      const std::vector<float>& x) {
    const MatrixShape shape{128, 256};
    const auto db = [&](Grouping g) {
      // The ordinary tokens and features: what is left of them.
      const std::vector<float> back =
          DequantizeMatrix(QuantizeMatrix(x, shape, g, kSymmetricInt8));
      std::vector<float> was, is;
      for (std::size_t i = 0; i < x.size(); ++i) {
        if ((i / 256) % 32 == 0 || i % 256 == 7) continue;
        was.push_back(x[i]);
        is.push_back(back[i]);
      }
      return SqnrDb(was, is);
    };
    const double one = db(Grouping::PerTensor());
    const double each = db(Grouping::PerChannel());
    std::printf("%s\t%.1f\t%.1f\n", name, one, each);
    Value(std::string("tokens.") + key, each - one);
  };
  row("all alike", "alike", Activations(1, 1));
  row("four loud tokens", "loud", Activations(50, 1));
  row("a loud feature", "feature", Activations(1, 50));
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

int main() {
  ZeroPoints();
  Tokens();
  Gptq();
}
