// Weights stored in float16, and arithmetic done in float16: the same error?

#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/random/generator.h"
#include "theory/11_drift/typeset.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using drift_chapter::Scientific;
using wbm::theory::Holds;
using wbm::theory::Value;

constexpr int kTerms = 1024;
constexpr int kProducts = 200;

// [region in_float16]
double InFloat16(double x) {
  return ToDouble(wf::kFloat16, Encode(wf::kFloat16, wf::Exactly(x)));
}
// [/region]

using Vector = std::vector<double>;

struct Dots {
  double exact = 0, weights = 0, inputs = 0, accumulator = 0;
};

// [region dots]
// One dot product: exact, then with more and more of it in float16.
// The sum of two float16 is exact in double, so rounding it once is
// what a float16 adder does.
Dots Dot(const Vector& w, const Vector& x) {
  Dots dots;
  for (std::size_t k = 0; k < w.size(); ++k) {
    const double stored = InFloat16(w[k]);
    const double input = InFloat16(x[k]);
    dots.exact += w[k] * x[k];
    dots.weights += stored * x[k];
    dots.inputs += stored * input;
    const double product = InFloat16(stored * input);
    dots.accumulator = InFloat16(dots.accumulator + product);
  }
  return dots;
}
// [/region]

struct Squares {
  double signal = 0, weights = 0, inputs = 0, accumulator = 0;
};

double Square(double x) { return x * x; }

void PrintExecution() {
  wbm::random::Generator rng = wbm::random::DefaultRng(42);
  Squares sum;
  for (int i = 0; i < kProducts; ++i) {
    const Vector w = rng.Normal(0, 0.02, kTerms);
    const Vector x = rng.StandardNormal(kTerms);
    const Dots d = Dot(w, x);
    sum.signal += Square(d.exact);
    sum.weights += Square(d.weights - d.exact);
    sum.inputs += Square(d.inputs - d.exact);
    sum.accumulator += Square(d.accumulator - d.exact);
  }
  const double weights = std::sqrt(sum.weights / sum.signal);
  const double inputs = std::sqrt(sum.inputs / sum.signal);
  const double accumulator = std::sqrt(sum.accumulator / sum.signal);
  std::printf("in float16\trelative error\n");
  std::printf("the weights\t%s\n", Scientific(weights).c_str());
  std::printf("weights and inputs\t%s\n", Scientific(inputs).c_str());
  std::printf("weights, inputs, products and the sum\t%s\n",
              Scientific(accumulator).c_str());
  Value("execution.weights", weights);
  Value("execution.inputs", inputs);
  Value("execution.accumulator", accumulator);
  Value("execution.times", accumulator / weights);
  Value("execution.terms", kTerms);
  Value("execution.products", kProducts);
  Holds(inputs > 1.2 * weights, "rounded inputs add their own error");
  Holds(accumulator > 5 * weights, "a float16 accumulator costs far more");
}

// Why norms are taken in double.
void PrintNorms() {
  const float large = 2e19f;
  float in_float = 0;
  double in_double = 0;
  for (int i = 0; i < 4; ++i) {
    in_float += large * large;
    in_double += static_cast<double>(large) * large;
  }
  std::printf("four elements of %g\n  squares in float32: norm %g\n",
              static_cast<double>(large),
              static_cast<double>(std::sqrt(in_float)));
  std::printf("  squares in double:  norm %g\n", std::sqrt(in_double));
  Holds(in_float == std::numeric_limits<float>::infinity(),
        "squares of float32 overflow");
}

}  // namespace

int main() {
  wbm::theory::Part("execution");
  PrintExecution();
  wbm::theory::Part("norms");
  PrintNorms();
}
