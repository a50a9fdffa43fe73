// What codes carry: entropy of quantized samples, divergence of
// quantized probabilities.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "common/quant/affine.h"
#include "common/quant/codebook.h"
#include "common/quant/information.h"
#include "common/quant/lloyd_max.h"
#include "common/quant/normal_distribution.h"
#include "common/random/generator.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::AffineParams;
using wbm::quant::ChooseAffine;
using wbm::quant::CodeEntropyBits;
using wbm::quant::DivergenceBits;
using wbm::quant::EntropyBits;
using wbm::quant::IntegerGrid;
using wbm::quant::MakeCodebook;
using wbm::quant::NormalMse;
using wbm::quant::NormalProbability;
using wbm::quant::Symmetry;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

void PrintSmall() {
  // [region small]
  const std::vector<double> even = {1, 1, 1, 1};
  const std::vector<double> skewed = {2, 1, 1, 0};
  std::printf("equally often: %g bits\n", EntropyBits(even));
  std::printf("1/2, 1/4, 1/4, never: %g bits\n", EntropyBits(skewed));
  // [/region]
  // [region divergence]
  const std::vector<double> p = {0.50, 0.25, 0.25};
  const std::vector<double> q = {0.50, 0.50, 0.00};
  std::printf("D(p || q) = %g, D(q || p) = %g\n", DivergenceBits(p, q),
              DivergenceBits(q, p));
  // [/region]
  Holds(std::isinf(DivergenceBits(p, q)),
        "what q rules out happens under p");
}

// [region entropy]
double EntropyOf(const std::vector<float>& x, int bits, float limit) {
  const AffineParams grid =
      ChooseAffine({-limit, limit}, {Symmetry::kSymmetric, bits});
  std::vector<std::int8_t> codes(x.size());
  Quantize(x, grid, codes);
  return CodeEntropyBits(codes);
}
// [/region]

void PrintEntropy() {
  wbm::random::RandomState rng(42);
  rng.Uniform(-1, 1,
              100000);  // as in law_demo: the Gaussian comes second
  std::vector<float> x;
  for (const double value : rng.Randn(100000)) {
    x.push_back(static_cast<float>(value));
  }
  float most = 0;
  for (const float value : x) most = std::max(most, std::fabs(value));
  Part("entropy");
  std::printf(
      "bits\tlargest possible\tto the maximum\tclipped at 2.5\n");
  for (const int bits : {2, 3, 4, 6, 8}) {
    const double wide = EntropyOf(x, bits, most);
    std::printf("%d\t%.2f\t%.2f\t%.2f\n", bits,
                std::log2((1 << bits) - 1), wide,
                EntropyOf(x, bits, 2.5f));
    if (bits == 4) Value("information.wide4", wide);
    if (bits == 4)
      Value("information.clipped4", EntropyOf(x, bits, 2.5f));
    if (bits == 2) Value("information.wide2", wide);
  }
}

// [region rate]
struct Rate {
  double bits, db;  // entropy of the codes, SQNR
};

// A standard normal input on a ruler without ends, computed exactly.
Rate Endless(double step) {
  std::vector<double> marks, probabilities;
  for (int q = -200; q <= 200; ++q) {
    const double mark = q * step;
    marks.push_back(mark);
    probabilities.push_back(NormalProbability(mark + step / 2) -
                            NormalProbability(mark - step / 2));
  }
  const double noise = NormalMse(MakeCodebook(marks));
  return {EntropyBits(probabilities), -10 * std::log10(noise)};
}
// [/region]

void PrintRate() {
  Part("rate");
  std::printf(
      "step / deviation\tentropy, bits\tSQNR, dB\tno code exceeds, "
      "dB\n");
  for (const double step : {0.05, 0.25, 0.5, 1.0, 2.0, 3.0}) {
    const Rate rate = Endless(step);
    const double most = 20 * rate.bits * std::log10(2.0);
    std::printf("%.2f\t%.2f\t%.1f\t%.1f\n", step, rate.bits, rate.db,
                most);
    Holds(rate.db < most, "no code is better than the bound");
    if (step != 0.05) continue;
    Value("information.gap", most - rate.db);
    Value("information.gap_bits",
          (most - rate.db) / (20 * std::log10(2.0)));
  }
}

// 600 verb forms, a few likely, most rare: those of chapter 04.
std::vector<float> Probabilities() {
  wbm::random::Generator rng = wbm::random::DefaultRng(42);
  std::vector<double> p;
  double sum = 0;
  for (const double value : rng.Normal(0.0, 1.5, 600)) {
    p.push_back(std::exp(value));
    sum += p.back();
  }
  std::vector<float> normalised;
  for (const double value : p) {
    normalised.push_back(static_cast<float>(value / sum));
  }
  return normalised;
}

std::vector<double> RoundTrip(const std::vector<float>& p, int bits) {
  const AffineParams grid =
      ChooseAffine(p, {Symmetry::kSymmetric, bits});
  std::vector<double> q;
  for (const float value : p) {
    q.push_back(DequantizeValue(QuantizeValue(value, grid), grid));
  }
  return q;
}

void PrintDivergence() {
  const std::vector<float> single = Probabilities();
  const std::vector<double> p(single.begin(), single.end());
  Part("divergence");
  std::printf("bits\tzeros created\tD(p ‖ q)\tD(q ‖ p)\n");
  for (const int bits : {4, 6, 8, 10, 12, 16}) {
    const std::vector<double> q = RoundTrip(single, bits);
    const auto zeros = std::count(q.begin(), q.end(), 0.0);
    const double forward = DivergenceBits(p, q);
    std::printf("%d\t%td\t%s\t%.2g\n", bits, zeros,
                std::isinf(forward) ? "infinite" : "finite",
                DivergenceBits(q, p));
    Holds(std::isinf(forward) == (zeros > 0), "one zero is enough");
    if (bits == 8)
      Value("information.zeros8", static_cast<double>(zeros));
  }
}

// "Just add a little": how little decides the answer.
void PrintLittle() {
  const std::vector<float> single = Probabilities();
  const std::vector<double> p(single.begin(), single.end());
  const std::vector<double> back = RoundTrip(single, 8);
  Part("little");
  std::printf("added to each q\tD(p ‖ q), bits\n");
  for (const double little : {1e-4, 1e-6, 1e-9, 1e-12, 1e-30}) {
    std::vector<double> q = back;
    for (double& value : q) value += little;
    std::printf("%.0e\t%.3f\n", little, DivergenceBits(p, q));
    if (little == 1e-6)
      Value("information.little6", DivergenceBits(p, q));
    if (little == 1e-30)
      Value("information.little30", DivergenceBits(p, q));
  }
}

}  // namespace

int main() {
  Part("small");
  PrintSmall();
  PrintEntropy();
  PrintRate();
  PrintDivergence();
  PrintLittle();
}
