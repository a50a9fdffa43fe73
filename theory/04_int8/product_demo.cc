// A matrix product in int8: what the zero points add to it, and how its
// int32 sums become int8 again.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <tuple>
#include <vector>

#include "common/quant/affine.h"
#include "common/quant/requantize.h"
#include "common/random/generator.h"
#include "theory/04_int8/round_trip.h"
#include "theory/weave/record.h"

namespace {

namespace wq = wbm::quant;
using int8_chapter::RoundTrip;
using int8_chapter::There;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr std::size_t kTerms = 256;
constexpr std::size_t kOutputs = 64;

// [region terms]
// The four sums of one output of W x, in int32.
struct Terms {
  std::int32_t codes = 0;    // sum of q_w q_x
  std::int32_t weights = 0;  // sum of q_w: known before x is
  std::int32_t inputs = 0;   // sum of q_x: needed if z_w is not zero
  std::int32_t Sum(std::int32_t zw, std::int32_t zx) const {
    const auto k = static_cast<std::int32_t>(kTerms);
    return codes - zx * weights - zw * inputs + k * zw * zx;
  }
};
Terms TermsOf(const std::int8_t* w, const std::int8_t* x) {
  Terms t;
  for (std::size_t i = 0; i < kTerms; ++i) {
    t.codes += std::int32_t{w[i]} * x[i];
    t.weights += w[i];
    t.inputs += x[i];
  }
  return t;
}
// [/region]

std::vector<float> Draw(std::uint64_t seed, std::size_t count,
                        bool relu) {
  wbm::random::Generator rng = wbm::random::DefaultRng(seed);
  std::vector<float> x;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<float>(rng.Normal(0.0, 1.0));
    x.push_back(relu ? std::max(value, 0.0f) : value);
  }
  return x;
}

// || y - reference || / || reference ||
double ErrorOf(const std::vector<double>& y,
               const std::vector<double>& reference) {
  double error = 0, size = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    error += (y[i] - reference[i]) * (y[i] - reference[i]);
    size += reference[i] * reference[i];
  }
  return std::sqrt(error / size);
}

struct Product {
  std::vector<Terms> terms;
  std::vector<double> exact;  // of the float numbers
  wq::AffineParams w, x;
};

Product Multiply(wq::IntegerGrid weight_grid) {
  const std::vector<float> w = Draw(11, kOutputs * kTerms, false);
  const std::vector<float> x = Draw(12, kTerms, true);
  const RoundTrip qw = There(w, weight_grid);
  const RoundTrip qx = There(x, wq::kAsymmetricInt8);
  Product p{{}, {}, qw.ruler, qx.ruler};
  for (std::size_t row = 0; row < kOutputs; ++row) {
    p.terms.push_back(
        TermsOf(&qw.codes[row * kTerms], qx.codes.data()));
    double exact = 0;
    std::int64_t shifted = 0;
    for (std::size_t i = 0; i < kTerms; ++i) {
      exact += static_cast<double>(w[row * kTerms + i]) *
               static_cast<double>(x[i]);
      shifted += std::int64_t{qw.codes[row * kTerms + i] -
                              qw.ruler.zero_point} *
                 (qx.codes[i] - qx.ruler.zero_point);
    }
    p.exact.push_back(exact);
    Holds(p.terms.back().Sum(qw.ruler.zero_point,
                             qx.ruler.zero_point) == shifted,
          "the four terms are the product of the shifted codes");
  }
  return p;
}

double Step(const Product& p) {
  return static_cast<double>(p.w.scale) *
         static_cast<double>(p.x.scale);
}

void CrossTerms() {
  Part("terms");
  std::printf(
      "weights\tz of W\tz of x\tall terms, %%\tcodes alone, %%\n");
  for (const auto& [name, key, grid] :
       {std::tuple{"symmetric", "symmetric", wq::kSymmetricInt8},
        std::tuple{"asymmetric", "asymmetric", wq::kAsymmetricInt8}}) {
    const Product p = Multiply(grid);
    std::vector<double> all, bare;
    for (const Terms& t : p.terms) {
      all.push_back(Step(p) * t.Sum(p.w.zero_point, p.x.zero_point));
      bare.push_back(Step(p) * t.codes);
    }
    const double right = ErrorOf(all, p.exact);
    const double wrong = ErrorOf(bare, p.exact);
    std::printf("%s\t%d\t%d\t%.2f\t%.0f\n", name, p.w.zero_point,
                p.x.zero_point, 100 * right, 100 * wrong);
    Value(std::string("product.") + key + ".error", right);
    Holds(right < 0.03 && wrong > 10 * right,
          "without the cross terms the product is another one");
  }
}

// [region requantize]
// An int32 sum times the real number s_w s_x / s_y, in integers: a
// mantissa of 31 bits and a shift.
std::int32_t OutputCode(std::int32_t sum, wq::FixedMultiplier m,
                        const wq::AffineParams& y) {
  const std::int32_t code = wq::RequantizeOnce(sum, m) + y.zero_point;
  return std::clamp(code, y.lowest, y.highest);
}
// [/region]

void Requantize() {
  const Product p = Multiply(wq::kSymmetricInt8);
  std::vector<float> outputs(p.exact.begin(), p.exact.end());
  const wq::AffineParams y =
      wq::ChooseAffine(outputs, wq::kAsymmetricInt8);
  const double factor = Step(p) / static_cast<double>(y.scale);
  const wq::FixedMultiplier m = wq::MultiplierOf(factor);
  Part("requantize");
  std::printf("factor %.9f = %d · 2^-%d\n", factor, m.mantissa,
              31 + m.right_shift);
  std::printf("%10s %10s %10s\n", "sum", "times", "code");
  int differ = 0;
  for (std::size_t i = 0; i < p.terms.size(); ++i) {
    const std::int32_t sum = p.terms[i].Sum(0, p.x.zero_point);
    const std::int32_t code = OutputCode(sum, m, y);
    const double real = std::clamp(
        std::nearbyint(sum * factor) + y.zero_point,
        static_cast<double>(y.lowest), static_cast<double>(y.highest));
    differ += static_cast<double>(code) != real;
    if (i < 4)
      std::printf("%10d %10.3f %10d\n", sum, sum * factor, code);
  }
  Value("requantize.outputs", static_cast<double>(p.terms.size()));
  Holds(differ == 0, "the integers give the codes of the real factor");
}

}  // namespace

int main() {
  CrossTerms();
  Requantize();
  Value("product.terms", static_cast<double>(kTerms));
}
