// Companding: a uniform ruler behind a curve. And how often NF4's codes
// are used, and scales that have scales.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "common/formats/formats.h"
#include "common/quant/distortion.h"
#include "common/quant/granularity.h"
#include "common/quant/mx.h"
#include "common/quant/normal_float.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {


using wbm::quant::DequantizeNf4;
using wbm::quant::Grouping;
using wbm::quant::MxElement;
using wbm::quant::Nf4Tensor;
using wbm::quant::QuantizeNf4;
using wbm::quant::ScaleRule;
using wbm::quant::SqnrDb;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

using Tensor = std::vector<float>;

Tensor Bell(std::size_t count, double deviation) {
  wbm::random::RandomState rng(42);
  Tensor x;
  for (const double v : rng.Randn(count)) {
    x.push_back(static_cast<float>(deviation * v));
  }
  return x;
}

// [region mu_law]
// Telephone's curve, from [-1, 1] to [-1, 1]: steep near zero.
double Compress(double x) {
  return std::copysign(std::log1p(255 * std::fabs(x)) / std::log(256.0),
                       x);
}
double Expand(double y) {
  return std::copysign((std::pow(256.0, std::fabs(y)) - 1) / 255, y);
}
double Uniform(double x) {  // eight bits, symmetric
  return std::nearbyint(std::clamp(x, -1.0, 1.0) * 127) / 127;
}
double Companded(double x) {
  return Expand(Uniform(Compress(std::clamp(x, -1.0, 1.0))));
}
// [/region]

template <typename Quantizer>
double Db(const Tensor& x, Quantizer quantize) {
  Tensor back;
  for (const float v : x) {
    back.push_back(
        static_cast<float>(quantize(static_cast<double>(v))));
  }
  return SqnrDb(x, back);
}

void Companding() {
  Part("mu_law");
  std::printf("deviation\tuniform, dB\tcompanded, dB\n");
  double loudest = 0, softest = 0, least = 99, most = 0;
  for (const double deviation : {0.25, 0.1, 0.01, 0.001}) {
    const Tensor x = Bell(65536, deviation);
    const double uniform = Db(x, Uniform);
    const double companded = Db(x, Companded);
    std::printf("%g\t%.1f\t%.1f\n", deviation, uniform, companded);
    if (deviation == 0.25) loudest = uniform - companded;
    if (deviation == 0.01) softest = companded - uniform;
    if (deviation >= 0.01) {
      least = std::min(least, companded);
      most = std::max(most, companded);
    }
  }
  Value("mu.loudest_cost", loudest);
  Value("mu.softest_gain", softest);
  Value("mu.spread", most - least);
  Holds(loudest > 0 && softest > 10, "loud pays a little, soft gains");
}

void Usage() {
  const Tensor x = Bell(262144, 1);
  const Nf4Tensor q = QuantizeNf4(x, 64);
  std::vector<double> share(16, 0.0);
  for (const std::uint8_t code : q.codes) {
    share[code] += 1.0 / static_cast<double>(q.codes.size());
  }
  double entropy = 0;
  for (const double p : share) entropy -= p * std::log2(p);
  const auto [least, most] =
      std::minmax_element(share.begin(), share.end());
  Part("usage");
  std::printf("code\tlevel\tshare\n");
  for (const std::size_t code : {0, 1, 4, 7, 8, 11, 14, 15}) {
    std::printf("%zu\t%+.4f\t%.3f\n", code,
                double{wbm::quant::kNf4Levels[code]}, share[code]);
  }
  std::printf("entropy\t\t%.2f bits\n", entropy);
  Value("usage.least", *least);
  Value("usage.most", *most);
  Value("usage.entropy", entropy);
  Holds(*least < 0.02 && *most > 0.09,
        "the codes are not equally used");
}

// [region double]
// The scales of NF4 in eight bits: less their mean, in groups of 256
// that share a float32. Returns what the tensor's bits a weight are.
double QuantizeScales(Nf4Tensor& tensor) {
  std::vector<float>& scales = tensor.absmax;
  float mean = 0;
  for (const float s : scales) {
    mean += s / static_cast<float>(scales.size());
  }
  for (float& s : scales) s -= mean;
  const auto q = wbm::quant::QuantizeMatrix(scales, {1, scales.size()},
                                            Grouping::PerGroup(256),
                                            wbm::quant::kSymmetricInt8);
  scales = wbm::quant::DequantizeMatrix(q);
  for (float& s : scales) s += mean;
  return 4 + q.BitsPerWeight(/*scale_bits=*/32) / 64;
}
// [/region]

void DoubleQuantization() {
  const Tensor x = Bell(262144, 0.02);
  Nf4Tensor q = QuantizeNf4(x, 64);
  const double before = SqnrDb(x, DequantizeNf4(q));
  const double bits = QuantizeScales(q);
  const double after = SqnrDb(x, DequantizeNf4(q));
  Part("double");
  std::printf("scales\tbits a weight\tSQNR, dB\n");
  std::printf("float32\t%.3f\t%.2f\n", 4 + 32 / 64.0, before);
  std::printf("eight bits, and a float32 for 256\t%.3f\t%.2f\n", bits,
              after);
  Value("double.saved", 4 + 32 / 64.0 - bits);
  Value("double.lost_db", before - after);
  Holds(before - after < 0.1,
        "quantizing the scales costs next to nothing");
}

template <ScaleRule kRule>
double MxDb(const Tensor& x) {
  constexpr MxElement kElement = MxElement::kFloat4E2M1Fn;
  const auto blocks = wbm::quant::MxQuantize<kElement>(x, kRule);
  Tensor back(x.size());
  wbm::quant::MxDequantize<kElement>(blocks, back);
  return SqnrDb(x, back);
}

// The same elements under a real scale that puts the largest on six.
double RealScaleDb(const Tensor& x) {
  namespace wf = wbm::formats;
  Tensor back;
  for (std::size_t b = 0; b < x.size(); b += 32) {
    double largest = 0;
    for (std::size_t i = b; i < b + 32; ++i) {
      largest = std::max(largest, std::fabs(static_cast<double>(x[i])));
    }
    for (std::size_t i = b; i < b + 32; ++i) {
      const double element = static_cast<double>(x[i]) * 6 / largest;
      const double held = wf::ToDouble(
          wf::kFloat4E2M1Fn,
          wf::Encode(wf::kFloat4E2M1Fn, wf::Exactly(element),
                     wf::SaturateFinite()));
      back.push_back(static_cast<float>(held * largest / 6));
    }
  }
  return SqnrDb(x, back);
}

// How often the largest of a block ends beyond the last element, six.
void MxSaturation() {
  const Tensor x = Bell(262144, 1);
  const auto blocks =
      wbm::quant::MxQuantize<MxElement::kFloat4E2M1Fn>(x);
  int saturated = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    float largest = 0;
    for (std::size_t i = 0; i < 32; ++i) {
      largest = std::max(largest, std::fabs(x[32 * b + i]));
    }
    const int exponent = blocks[b].scale - 127;
    saturated += std::ldexp(largest, -exponent) > 6 ? 1 : 0;
  }
  const double floor = MxDb<ScaleRule::kFloor>(x);
  const double ceil = MxDb<ScaleRule::kRceil>(x);
  const double even = MxDb<ScaleRule::kEven>(x);
  const double real = RealScaleDb(x);
  Part("mx_rules");
  std::printf("rule for the scale\tSQNR, dB\n");
  std::printf("floor, of the specification\t%.2f\n", floor);
  std::printf("the least that does not saturate\t%.2f\n", ceil);
  std::printf("floor of the rounded largest\t%.2f\n", even);
  const double share = saturated / static_cast<double>(blocks.size());
  std::printf("any real scale: largest on six\t%.2f\n", real);
  std::printf("blocks that saturate by the first rule\t%.1f %%\n",
              100 * share);
  Value("mx.saturated", share);
  Value("mx.power_costs", real - floor);
  Value("mx.gain", std::max(ceil, even) - floor);
  Value("mx.ceil_gain", ceil - floor);
  Holds(share > 0.2 && share < 0.5, "many blocks saturate");
}

}  // namespace

int main() {
  Companding();
  Usage();
  DoubleQuantization();
  MxSaturation();
}
