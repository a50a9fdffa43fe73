// The order of a sum decides what it is.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>

#include "common/formats/formats.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::Format;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr Format kSix{
    .name = "six bits", .exponent_bits = 3, .mantissa_bits = 2, .bias = 3};

double Six(double x) { return ToDouble(kSix, Encode(kSix, Exactly(x))); }

void SixBits() {
  const double left = Six(Six(4 + 0.5) + 0.5);
  const double right = Six(4 + Six(0.5 + 0.5));
  Part("six");
  std::printf("(4 + 0.5) + 0.5  ->  %g + 0.5  ->  %g\n", Six(4 + 0.5), left);
  std::printf("4 + (0.5 + 0.5)  ->  4 + %g    ->  %g\n", Six(0.5 + 0.5), right);
  Holds(left == 4 && right == 5, "the order decides");
}

// [region triple]
// The triple that is often shown as the proof.
struct BothOrders {
  float left, right;  // (a + b) + c and a + (b + c)
};
float LargeOnesFirst(float a, float b, float c) { return (a + c) + b; }

BothOrders Try(float a, float b, float c) {
  const float left = (a + b) + c;
  const float right = a + (b + c);
  return {left, right};
}
// [/region]

void Popular() {
  const BothOrders sums = Try(1e8f, 1.0f, -1e8f);
  Part("popular");
  std::printf("(1e8 + 1) + -1e8 = %g\n", static_cast<double>(sums.left));
  std::printf("1e8 + (1 + -1e8) = %g\n", static_cast<double>(sums.right));
  const float swapped = LargeOnesFirst(1e8f, 1.0f, -1e8f);
  std::printf("(1e8 + -1e8) + 1 = %g\n", static_cast<double>(swapped));
  Holds(swapped == 1, "with the large ones first the one survives");
  Value("triple.right", static_cast<double>(sums.right));
  const float step = std::nextafter(1e8f, 2e8f) - 1e8f;
  Value("triple.step", static_cast<double>(step));
  Holds(sums.left == 0 && sums.right == 0, "both orders give 0");
  Holds(std::nextafter(-1e8f, -2e8f) + 1e8f == -step,
        "the step is the same on the negative side");
}

// [region share]
// The share of random triples from [0, 1) for which the two orders
// differ in float32.
double ShareThatDiffers(int triples) {
  std::mt19937 bits(1);
  const auto draw = [&] {
    const auto numerator = static_cast<float>(bits() >> 8);
    return numerator * 0x1p-24f;
  };
  int differ = 0;
  for (int i = 0; i < triples; ++i) {
    const float a = draw(), b = draw(), c = draw();
    const BothOrders sums = Try(a, b, c);
    differ += sums.left != sums.right ? 1 : 0;
  }
  return static_cast<double>(differ) / triples;
}
// [/region]

// [region harmonic]
// 1 + 1/2 + … + 1/n in float32, from either end.
float FromTheLargest(int n) {
  float sum = 0;
  for (int k = 1; k <= n; ++k) sum += 1.0f / static_cast<float>(k);
  return sum;
}
float FromTheSmallest(int n) {
  float sum = 0;
  for (int k = n; k >= 1; --k) sum += 1.0f / static_cast<float>(k);
  return sum;
}
// [/region]

// The first term that leaves the sum as it was.
int FirstAbsorbed() {
  float sum = 0;
  for (int k = 1;; ++k) {
    const float next = sum + 1.0f / static_cast<float>(k);
    if (next == sum) return k;
    sum = next;
  }
}

void Harmonic() {
  const int n = 10000000;
  double exact = 0;
  for (int k = n; k >= 1; --k) exact += 1.0 / k;
  const auto forward = static_cast<double>(FromTheLargest(n));
  const auto backward = static_cast<double>(FromTheSmallest(n));
  Part("harmonic");
  std::printf("from the largest term    %.6f\n", forward);
  std::printf("from the smallest term   %.6f\n", backward);
  std::printf("in float64               %.6f\n", exact);
  const int stops = FirstAbsorbed();
  Value("harmonic.stops", stops);
  Holds(FromTheLargest(stops) == FromTheLargest(n),
        "from there on every term is absorbed");
  Holds(stops == 1 << 21, "the sum stops growing at 2^21");
}

}  // namespace

int main() {
  SixBits();
  Popular();
  const double share = ShareThatDiffers(1000000);
  Part("share");
  std::printf("triples from [0, 1): %.1f %% differ\n", 100 * share);
  Value("share", share);
  Harmonic();
  return 0;
}
