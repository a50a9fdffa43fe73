// Three levels: the rule of BitNet b1.58, the scale of least squares,
// and what both do to a product.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "common/quant/distortion.h"
#include "common/quant/information.h"
#include "common/quant/lloyd_max.h"
#include "common/quant/ternary.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::DequantizeTernary;
using wbm::quant::LeastSquaresTernaryScale;
using wbm::quant::LloydMaxNormal;
using wbm::quant::MeanSquaredError;
using wbm::quant::QuantizeTernary;
using wbm::quant::TernaryTensor;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

void PrintSmall() {
  Part("small");
  // [region small]
  const std::vector<float> w = {0.9f, -0.1f, -0.5f, 0.3f, 0.2f, -1.0f};
  const TernaryTensor t = QuantizeTernary(w);
  std::printf("scale %.2f, codes", t.scale);
  for (const int code : t.codes) std::printf(" %d", code);
  std::printf("\nleast squares: %.2f\n",
              LeastSquaresTernaryScale(w, t.codes));
  // [/region]
}

void PrintPacked() {
  // [region packed]
  const std::vector<std::int8_t> codes = {1, -1, 0, 0, 1};
  std::vector<std::uint8_t> bytes(wbm::quant::PackedTritSize(5));
  wbm::quant::PackTrits(codes, bytes);
  // [/region]
  Part("packed");
  std::printf("five codes, one byte: %02x\n", bytes[0]);
  const double bits = 8.0 * static_cast<double>(bytes.size()) /
                      static_cast<double>(codes.size());
  std::printf("%g bits a weight; log2 3 = %.3f\n", bits,
              std::log2(3.0));
  Value("ternary.packed", bits);
  Value("ternary.log3", std::log2(3.0));
}

constexpr std::size_t kSize = 512;

std::vector<float> Floats(const std::vector<double>& x, double factor) {
  std::vector<float> floats;
  for (const double v : x)
    floats.push_back(static_cast<float>(v * factor));
  return floats;
}

std::vector<double> Product(const std::vector<float>& w,
                            const std::vector<float>& x) {
  std::vector<double> y(kSize, 0.0);
  for (std::size_t i = 0; i < w.size(); ++i) {
    y[i / kSize] +=
        static_cast<double>(w[i]) * static_cast<double>(x[i % kSize]);
  }
  return y;
}

struct Errors {
  double of_norms, mean_ratio;
};

Errors Compare(const std::vector<double>& exact,
               const std::vector<double>& y) {
  double error = 0, norm = 0, ratios = 0;
  for (std::size_t i = 0; i < kSize; ++i) {
    const double e = std::fabs(y[i] - exact[i]);
    error += e * e;
    norm += exact[i] * exact[i];
    ratios += e / std::fabs(exact[i]) / kSize;
  }
  return {std::sqrt(error / norm), ratios};
}

void PrintMatrix() {
  wbm::random::RandomState rng(42);
  const std::vector<float> w = Floats(rng.Randn(kSize * kSize), 0.02);
  const std::vector<float> x = Floats(rng.Randn(kSize), 1.0);
  TernaryTensor t = QuantizeTernary(w);
  Part("matrix");
  std::printf(
      "scale\tvalue\terror of W\terror of y, norms"
      "\tmean of ratios\n");
  const std::vector<double> exact = Product(w, x);
  double mse[2];
  Errors errors[2];
  const char* names[] = {"mean of |w|", "least squares"};
  for (int i = 0; i < 2; ++i) {
    if (i == 1) t.scale = LeastSquaresTernaryScale(w, t.codes);
    const std::vector<float> back = DequantizeTernary(t);
    mse[i] = MeanSquaredError(w, back) / (0.02 * 0.02);
    errors[i] = Compare(exact, Product(back, x));
    std::printf("%s\t%.5f\t%.3f\t%.3f\t%.2f\n", names[i], t.scale,
                mse[i], errors[i].of_norms, errors[i].mean_ratio);
  }
  const double best = LloydMaxNormal(3).mse;
  Part("best");
  std::printf("three levels of least error, for a bell: %.3f\n", best);
  Value("ternary.gain", 1 - mse[1] / mse[0]);
  Value("ternary.mse", mse[0]);
  Value("ternary.best", best);
  Value("ternary.norms", errors[0].of_norms);
  Value("ternary.norms_least", errors[1].of_norms);
  Value("ternary.ratios", errors[0].mean_ratio);
  Holds(mse[1] < mse[0],
        "the rule's scale is not of least squared error");
  Holds(errors[1].of_norms < errors[0].of_norms &&
            errors[1].mean_ratio > errors[0].mean_ratio,
        "norms and the mean of ratios disagree");
}

}  // namespace

int main() {
  PrintSmall();
  PrintPacked();
  PrintMatrix();
}
