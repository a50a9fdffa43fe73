// Where may zero lie? Three asymmetric rulers for five positive
// numbers, and the order of rounding and adding.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "common/numerics/error_stats.h"
#include "common/quant/affine.h"
#include "common/quant/round_half_even.h"
#include "theory/04_int8/round_trip.h"
#include "theory/04_int8/tensors.h"
#include "theory/weave/record.h"

namespace {

namespace wq = wbm::quant;
using int8_chapter::RoundTrip;
using int8_chapter::There;
using wbm::theory::Holds;
using wbm::theory::Value;
using wq::AffineParams;
using wq::RoundHalfEven;

const std::vector<float> kLogits = int8_chapter::TenseLogits();

// [region three]
// The ruler from the least number to the greatest.
AffineParams FromMinToMax(float min, float max) {
  const float scale = (max - min) / 255;
  const auto zero = static_cast<std::int32_t>(
      -128 - RoundHalfEven(double{min / scale}));
  return {scale, zero, -128, 127};
}

// The same, its zero point forced to be a code.
AffineParams ZeroPointClipped(float min, float max) {
  AffineParams ruler = FromMinToMax(min, max);
  ruler.zero_point = std::clamp(ruler.zero_point, -128, 127);
  return ruler;
}

// The range widened first, so that zero is in it.
AffineParams RangeWithZero(float min, float max) {
  return FromMinToMax(std::min(min, 0.0f), std::max(max, 0.0f));
}
// [/region]

void Report(const char* name, const std::string& key,
            const AffineParams& ruler) {
  const RoundTrip trip = There(kLogits, ruler);
  const float zero = There(std::vector<float>{0.0f}, ruler).back[0];
  const double worst =
      wbm::numerics::MaxAbsoluteError(kLogits, trip.back);
  std::printf("%s\t%.6f\t%d\t%.4f\t%.4f\n", name, double{ruler.scale},
              ruler.zero_point, worst, double{zero});
  Value(key + ".scale", double{ruler.scale});
  Value(key + ".zero_point", ruler.zero_point);
  Value(key + ".max_error", worst);
  Value(key + ".zero", double{zero});
}

void ThreeRulers() {
  const float min = *std::min_element(kLogits.begin(), kLogits.end());
  const float max = *std::max_element(kLogits.begin(), kLogits.end());
  std::printf(
      "ruler\tscale\tzero point\tlargest error\t0.0 comes back as\n");
  Report("from min to max", "three.plain", FromMinToMax(min, max));
  Report("zero point clipped", "three.clipped",
         ZeroPointClipped(min, max));
  Report("range with zero", "three.widened", RangeWithZero(min, max));
  Holds(RangeWithZero(min, max) ==
            wq::ChooseAffine(kLogits, wq::kAsymmetricInt8),
        "the library widens the range");
  Value("three.widening", double{RangeWithZero(min, max).scale /
                                 FromMinToMax(min, max).scale} -
                              1);
  const RoundTrip clipped = There(kLogits, ZeroPointClipped(min, max));
  Value("three.clipped.largest", double{clipped.back[1]});
  for (std::size_t i = 0; i < kLogits.size(); ++i) {
    Value("scores." + std::to_string(i), double{kLogits[i]});
  }
}

// [region order]
std::int64_t RoundThenAdd(float steps, std::int64_t zero_point) {
  return RoundHalfEven(double{steps}) + zero_point;
}
std::int64_t AddThenRound(float steps, std::int64_t zero_point) {
  const float sum = steps + static_cast<float>(zero_point);
  return RoundHalfEven(double{sum});
}
// [/region]

void Order() {
  std::printf("steps\tzero point\tround, then add\tadd, then round\n");
  for (const auto& [steps, zero] :
       {std::pair{2.5f, 0}, {2.5f, 1}, {1.5f, 1}, {2.5000002f, 100}}) {
    std::printf("%.8g\t%d\t%lld\t%lld\n", double{steps}, zero,
                static_cast<long long>(RoundThenAdd(steps, zero)),
                static_cast<long long>(AddThenRound(steps, zero)));
  }
  Holds(RoundThenAdd(2.5f, 1) != AddThenRound(2.5f, 1),
        "an odd zero point moves ties");
  Holds(AddThenRound(2.5000002f, 100) == 102,
        "the float32 sum loses what was above the tie");
}

}  // namespace

int main() {
  wbm::theory::Part("three");
  ThreeRulers();
  wbm::theory::Part("order");
  Order();
}
