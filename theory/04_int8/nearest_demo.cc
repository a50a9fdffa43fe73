// How is a length in steps made an integer? Five ways that look alike,
// the difference between a cast and a clip, and a division saved.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "common/quant/round_half_even.h"
#include "common/random/generator.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::RoundHalfEven;
using wbm::theory::Holds;
using wbm::theory::Value;

// [region ways]
struct Ways {
  long to_even, away, half_added, cut;
};

Ways Round(float steps) {
  return {.to_even = static_cast<long>(RoundHalfEven(double{steps})),
          .away = static_cast<long>(std::round(steps)),
          .half_added = static_cast<long>(std::floor(steps + 0.5f)),
          .cut = static_cast<long>(steps)};
}
// [/region]

void FourWays() {
  constexpr float kBelowHalf = 0.49999997f;
  std::printf(
      "steps\tnearest, ties to even\tstd::round\tfloor(x + "
      "0.5f)\tcast\n");
  for (const float x :
       {0.5f, 1.5f, 2.5f, -2.5f, 2.7f, -2.7f, kBelowHalf}) {
    const Ways w = Round(x);
    std::printf("%.8g\t%ld\t%ld\t%ld\t%ld\n", double{x}, w.to_even,
                w.away, w.half_added, w.cut);
  }
  Value("nearest.below_half", double{kBelowHalf});
  Holds(Round(kBelowHalf).half_added == 1,
        "adding a half rounds up to 1");
}

// What four ties, two of each sign, add up to.
void Halves() {
  long to_even = 0;
  long upward = 0;
  std::printf("steps\tto even\tupward\n");
  for (const float x : {-1.5f, -0.5f, 0.5f, 1.5f}) {
    const Ways w = Round(x);
    std::printf("%g\t%ld\t%ld\n", double{x}, w.to_even, w.half_added);
    to_even += w.to_even;
    upward += w.half_added;
  }
  std::printf("sum\t%ld\t%ld\n", to_even, upward);
  Value("halves.to_even", static_cast<double>(to_even));
  Value("halves.upward", static_cast<double>(upward));
}

// 300 steps, made a code in two orders.
void CastAndClip() {
  const std::int64_t steps = 300;
  const auto cast_first = static_cast<std::int8_t>(steps);
  const auto clipped =
      static_cast<std::int8_t>(steps > 127 ? 127 : steps);
  std::printf("cast to int8            %d\n", cast_first);
  std::printf("clipped, then cast      %d\n", clipped);
  Value("cast.steps", static_cast<double>(steps));
}

// [region reciprocal]
// One division a number, or one for all and a product each?
int CodesThatDiffer(const std::vector<float>& x, float scale) {
  const float reciprocal = 1 / scale;
  int different = 0;
  for (const float v : x) {
    const float divided = v / scale;
    const float multiplied = v * reciprocal;
    different += RoundHalfEven(double{divided}) !=
                 RoundHalfEven(double{multiplied});
  }
  return different;
}
// [/region]

void Reciprocal() {
  wbm::random::Generator rng = wbm::random::DefaultRng(7);
  constexpr int kNumbers = 4'000'000;
  std::vector<float> x;
  x.reserve(kNumbers);
  for (int i = 0; i < kNumbers; ++i)
    x.push_back(rng.StandardNormalFloat());
  const int different = CodesThatDiffer(x, 4.1f / 127);
  std::printf("%d of %d codes differ\n", different, kNumbers);
  Value("reciprocal.different", different);
  Value("reciprocal.numbers", kNumbers / 1e6);
  Holds(different > 0 && different < kNumbers / 100'000,
        "a product with the reciprocal differs rarely, but it does");
}

}  // namespace

int main() {
  wbm::theory::Part("ways");
  FourWays();
  wbm::theory::Part("halves");
  Halves();
  wbm::theory::Part("cast");
  CastAndClip();
  wbm::theory::Part("reciprocal");
  Reciprocal();
}
