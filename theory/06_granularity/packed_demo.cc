// Two codes a byte, and a product with packed weights.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "common/formats/float.h"
#include "common/quant/gemv.h"
#include "common/quant/packed_int4.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::float16;
using wbm::quant::NibbleOrder;
using wbm::quant::PackInt4;
using wbm::quant::PackW4;
using wbm::quant::SignedNibble;
using wbm::quant::W4Gemv;
using wbm::quant::W4Matrix;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

void PrintBits() {
  Part("bits");
  std::printf(
      "code\tas int8\tits low four bits\tread back as 0 to 15"
      "\twith the sign\n");
  for (const int code : {7, 3, 0, -1, -7}) {
    const auto byte = static_cast<std::uint8_t>(code);
    const auto low = static_cast<std::uint8_t>(byte & 15);
    std::printf("%d\t%02x\t%x\t%d\t%d\n", code, byte, low, low,
                SignedNibble(low));
    Holds(SignedNibble(low) == code, "four bits hold the sign");
  }
}

void PrintOrders() {
  // [region orders]
  const std::vector<std::int8_t> codes = {-7, 0, 3, 7};
  std::vector<std::uint8_t> low(2), high(2);
  PackInt4(codes, NibbleOrder::kPairLowFirst, low);
  PackInt4(codes, NibbleOrder::kPairHighFirst, high);
  // [/region]
  Part("orders");
  std::printf("first code low:  %02x %02x\n", low[0], low[1]);
  std::printf("first code high: %02x %02x\n", high[0], high[1]);
}

constexpr std::size_t kSize = 128;

std::vector<float> Floats(const std::vector<double>& x, double factor) {
  std::vector<float> floats;
  for (const double v : x)
    floats.push_back(static_cast<float>(v * factor));
  return floats;
}

struct Layer {
  std::vector<float> w;
  std::vector<float16> x;
};

Layer MakeLayer() {
  wbm::random::RandomState rng(42);
  Layer layer{Floats(rng.Randn(kSize * kSize), 0.02), {}};
  for (const float v : Floats(rng.Randn(kSize), 1.0)) {
    layer.x.push_back(wbm::formats::Encode<float16>(v));
  }
  return layer;
}

std::vector<double> Exact(const Layer& layer) {
  std::vector<double> y(kSize, 0.0);
  for (std::size_t i = 0; i < kSize * kSize; ++i) {
    y[i / kSize] +=
        static_cast<double>(layer.w[i]) *
        static_cast<double>(wbm::formats::ToFloat(layer.x[i % kSize]));
  }
  return y;
}

// [region errors]
struct Errors {
  double of_norms, median, mean;
};

// Three answers to "how large is the relative error of y?"
Errors Compare(const std::vector<double>& exact,
               const std::vector<float>& y) {
  double error = 0, norm = 0, sum = 0;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double e = std::fabs(static_cast<double>(y[i]) - exact[i]);
    error += e * e;
    norm += exact[i] * exact[i];
    ratios.push_back(e / std::fabs(exact[i]));
    sum += ratios.back();
  }
  std::sort(ratios.begin(), ratios.end());
  const std::size_t half = ratios.size() / 2;
  return {std::sqrt(error / norm),
          (ratios[half - 1] + ratios[half]) / 2,
          sum / static_cast<double>(ratios.size())};
}
// [/region]

void PrintProduct() {
  const Layer layer = MakeLayer();
  // [region product]
  const W4Matrix packed =
      PackW4(layer.w, {kSize, kSize}, /*group_size=*/32);
  std::vector<float> y(kSize);
  W4Gemv(packed, layer.x, y);  // y = W x
  // [/region]
  const Errors e = Compare(Exact(layer), y);
  Part("product");
  std::printf("the relative error of y\t%%\n");
  std::printf("norm of the error / norm of y\t%.1f\n",
              100 * e.of_norms);
  std::printf("median of the ratios\t%.1f\n", 100 * e.median);
  std::printf("mean of the ratios\t%.1f\n", 100 * e.mean);
  Value("gemv.outputs", kSize);
  Value("gemv.group", static_cast<double>(packed.group_size));
  Value("gemv.of_norms", e.of_norms);
  Value("gemv.median", e.median);
  Value("gemv.mean", e.mean);

  // The same matrix, without the three outputs nearest to zero.
  std::vector<double> exact = Exact(layer);
  for (int i = 0; i < 3; ++i) {
    const auto least = std::min_element(
        exact.begin(), exact.end(),
        [](double a, double b) { return std::fabs(a) < std::fabs(b); });
    y.erase(y.begin() + (least - exact.begin()));
    exact.erase(least);
  }
  const Errors rest = Compare(exact, y);
  std::printf(
      "mean of the ratios without three outputs near zero\t%.1f\n",
      100 * rest.mean);
  Value("gemv.mean_rest", rest.mean);
  Holds(rest.mean < 0.7 * e.mean,
        "three outputs make a third of the mean");
}

void PrintBytes() {
  const Layer layer = MakeLayer();
  const W4Matrix m = PackW4(layer.w, {kSize, kSize}, /*group_size=*/64);
  const double weights = kSize * kSize;
  const double bytes =
      static_cast<double>(m.packed.size() + 2 * m.scales.size());
  Part("bytes");
  std::printf(
      "float32 %.0f, codes %zu, scales %zu, together %.0f bytes\n",
      4 * weights, m.packed.size(), 2 * m.scales.size(), bytes);
  std::printf("%.2f bits a weight: %.2f times smaller than float32\n",
              8 * bytes / weights, 4 * weights / bytes);
  Value("gemv.bits", 8 * bytes / weights);
  Value("gemv.smaller", 4 * weights / bytes);
  Value("gemv.of_sixteen", bytes / (2 * weights));
}

// A scale that float16 rounds down leaves quotients above seven.
void CheckRoundedScale() {
  // Normal: down by at most 2^-11 of the scale.
  Holds(std::nearbyint(7 * (1 + 0x1p-11)) == 7,
        "with a normal scale the rounding takes the excess back");
  const float scale = 1.4f * 0x1p-24f;  // among the subnormal numbers
  const float held =
      wbm::formats::ToFloat(wbm::formats::Encode<float16>(scale));
  const double quotient =
      7 * static_cast<double>(scale) / static_cast<double>(held);
  Value("gemv.subnormal_quotient", quotient);
  Holds(wbm::formats::ToFloat(wbm::formats::Encode<float16>(0x1p-25f)) == 0,
        "a scale of 2^-25 is held as zero, and its part is lost");
  Holds(std::nearbyint(quotient) > 7,
        "with a subnormal one it does not");
}

}  // namespace

int main() {
  CheckRoundedScale();
  PrintBits();
  PrintOrders();
  PrintProduct();
  PrintBytes();
}
