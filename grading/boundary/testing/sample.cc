#include "grading/boundary/testing/sample.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace boundary_sample {

int Seven() { return 7; }
float EchoFloat(float x) { return x; }
double EchoDouble(double x) { return x; }
Half NextHalf(Half x) { return {static_cast<std::uint16_t>(x.bits + 1)}; }
bool IsOdd(std::int32_t x) { return x % 2 != 0; }

absl::StatusOr<float> Reciprocal(float x) {
  if (x == 0) return absl::InvalidArgumentError("zero has no reciprocal");
  return 1 / x;
}

Numbers EchoNumbers(const Numbers& numbers) { return numbers; }
Everything EchoEverything(Everything everything) { return everything; }
std::vector<std::vector<std::string>> EchoNested(
    const std::vector<std::vector<std::string>>& nested) {
  return nested;
}

absl::Status MakeStatus(int code, std::string message) {
  return absl::Status(static_cast<absl::StatusCode>(code), message);
}

absl::StatusOr<std::vector<float>> Reciprocals(std::span<const float> x) {
  std::vector<float> y;
  for (const float value : x) {
    const absl::StatusOr<float> reciprocal = Reciprocal(value);
    if (!reciprocal.ok()) return reciprocal.status();
    y.push_back(*reciprocal);
  }
  return y;
}

std::size_t TotalLength(std::span<const std::string> words,
                        std::string_view more) {
  std::size_t total = more.size();
  for (const std::string& word : words) total += word.size();
  return total;
}

void Negate(std::span<float> x) {
  for (float& value : x) value = -value;
}

float AddTo(std::span<double> sums, std::span<const float> x) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] += static_cast<double>(x[i]);
  }
  return x.empty() ? 0 : x.back();
}

int Weigh(int a, int b, int c, int d, int e, int f, int g, int h) {
  return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
}

std::vector<float> Quantize(std::span<const float> x, Affine affine) {
  std::vector<float> codes(x.size());
  std::transform(x.begin(), x.end(), codes.begin(), [&](float value) {
    return std::nearbyint(value / affine.scale) +
           static_cast<float>(affine.zero_point);
  });
  return codes;
}

int CallsSoFar() {
  static int calls = 0;
  return ++calls;
}

}  // namespace boundary_sample
