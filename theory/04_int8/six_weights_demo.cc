// What do six weights lose? The whole round trip by hand, the last code
// of the symmetric ruler, and a tensor of zeros.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <span>
#include <vector>

#include "common/numerics/error_stats.h"
#include "common/quant/affine.h"
#include "common/quant/distortion.h"
#include "theory/04_int8/round_trip.h"
#include "theory/weave/record.h"

namespace {

namespace wq = wbm::quant;
using int8_chapter::RoundTrip;
using int8_chapter::There;
using wbm::theory::Holds;
using wbm::theory::Value;

const std::vector<float> kWeights = {-0.45f, 0.12f,  -0.03f,
                                     0.67f,  -0.89f, 0.34f};

void SixWeights() {
  const RoundTrip trip = There(kWeights, wq::kSymmetricInt8);
  const float scale = trip.ruler.scale;
  std::printf("weight\tsteps\tcode\tback\terror\n");
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    const double w = double{kWeights[i]};
    const double back = double{trip.back[i]};
    std::printf("%.2f\t%.3f\t%d\t%.5f\t%.5f\n", w, w / double{scale},
                trip.codes[i], back, std::abs(w - back));
  }
  Value("six.scale", double{scale});
  Value("six.half_step", double{scale} / 2);
  Value("six.max_error",
        wbm::numerics::MaxAbsoluteError(kWeights, trip.back));
  Value("six.mse", wq::MeanSquaredError(kWeights, trip.back));
  Value("six.bytes_before", 4.0 * static_cast<double>(kWeights.size()));
  Value("six.bytes_after", static_cast<double>(trip.codes.size()));
  float largest = 0;
  for (const float w : kWeights) largest = std::max(largest, std::abs(w));
  Value("six.largest", double{largest});
  const RoundTrip again = There(trip.back, trip.ruler);
  Holds(again.codes == trip.codes && again.back == trip.back,
        "a second round trip on the same ruler changes nothing");
}

// [region last_code]
// max|x| / 127 against max|x| / 128, the latter with all 256 codes.
void LastCode() {
  const std::vector<float> x = {-0.89f, 0.89f};
  const wq::AffineParams by_127 = {0.89f / 127, 0, -127, 127};
  const wq::AffineParams by_128 = {0.89f / 128, 0, -128, 127};
  std::printf("divisor\tnumber\tcode\tback\terror in steps\n");
  for (const wq::AffineParams& ruler : {by_127, by_128}) {
    const RoundTrip trip = There(x, ruler);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double steps =
          (double{x[i]} - double{trip.back[i]}) / double{ruler.scale};
      std::printf("%d\t%.2f\t%d\t%.5f\t%.2f\n", -ruler.lowest,
                  double{x[i]}, trip.codes[i], double{trip.back[i]},
                  std::abs(steps));
    }
  }
}
// [/region]

// How far float32's division moves a position, in steps. 127 steps at most:
// half of the distance between float32 numbers below 2^7.
void Quotients() {
  constexpr double kBound = 64 * 0x1p-24;
  constexpr float kScale = 0.89f / 127;
  double worst = 0;
  for (int i = 0; i < 1000000; ++i) {
    const float x = 0.89f * static_cast<float>(i) / 1000000;
    const float quotient = x / kScale;
    const double exact = static_cast<double>(x) / double{kScale};
    worst = std::max(worst, std::abs(static_cast<double>(quotient) - exact));
  }
  Value("bound.half_over_quotient", 0.5 / kBound);
  Value("bound.worst_over_bound", worst / kBound);
  Holds(worst <= kBound, "the quotient moves by 64 * 2^-24 at most");
}

void LastCodeValues() {
  Quotients();
  Value("last.gain", 1.0 - 127.0 / 128.0);
}

// A thousand elements between -1 and 1, and one of 64: the codes of the
// thousand.
void OneOutlier() {
  std::vector<float> x;
  for (int i = 0; i < 1000; ++i) {
    x.push_back(static_cast<float>(i) / 499.5f - 1);
  }
  x.push_back(64);
  std::vector<std::int8_t> codes = There(x, wq::kSymmetricInt8).codes;
  codes.pop_back();
  const auto [least, most] =
      std::minmax_element(codes.begin(), codes.end());
  Value("outlier.least", *least);
  Value("outlier.most", *most);
  Value("outlier.codes",
        static_cast<double>(wbm::numerics::UniqueCodes(codes)));
}

void Zeros() {
  const std::vector<float> zeros(4, 0.0f);
  const float by_formula =
      *std::max_element(zeros.begin(), zeros.end()) / 127;
  const float position = zeros[0] / by_formula;
  Holds(by_formula == 0 && std::isnan(position), "0 / 0 is NaN");
  std::printf("scale by the formula        %g\n", double{by_formula});
  std::printf("0 in steps of that scale    %s\n",
              std::isnan(position) ? "NaN" : "a number");
  const RoundTrip trip = There(zeros, wq::kSymmetricInt8);
  std::printf("scale of the library        %g\n",
              double{trip.ruler.scale});
  std::printf("code of 0 on that ruler     %d\n", trip.codes[0]);
}

}  // namespace

int main() {
  wbm::theory::Part("six");
  SixWeights();
  wbm::theory::Part("last_code");
  LastCode();
  LastCodeValues();
  OneOutlier();
  wbm::theory::Part("zeros");
  Zeros();
}
