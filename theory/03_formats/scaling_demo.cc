// The same byte under two rules, and a scale that looks back.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <deque>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/facts.h"
#include "common/formats/print.h"
#include "theory/03_formats/typeset.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
using formats_chapter::Decimal;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;
using wf::kFloat8E4M3Fn;
using wf::kFloat8E4M3Fnuz;
using wf::ToDouble;

void SameByte() {
  Part("fnuz");
  std::printf("code\tfloat8_e4m3fn\tfloat8_e4m3fnuz\n");
  for (const std::uint64_t code :
       {0x00, 0x01, 0x38, 0x40, 0x7e, 0x7f, 0x80, 0xff}) {
    std::printf("%s\t%s\t%s\n",
                wf::HexCode(kFloat8E4M3Fn, code).c_str(),
                Decimal(ToDouble(kFloat8E4M3Fn, code)).c_str(),
                Decimal(ToDouble(kFloat8E4M3Fnuz, code)).c_str());
  }
  int halves = 0;
  for (std::uint64_t code = 0; code < 256; ++code) {
    const double ocp = ToDouble(kFloat8E4M3Fn, code);
    const double fnuz = ToDouble(kFloat8E4M3Fnuz, code);
    if (std::isnan(ocp) || std::isnan(fnuz)) continue;
    Holds(fnuz == ocp / 2, "the same code is half as large in FNUZ");
    ++halves;
  }
  Holds(halves == 253, "all but 0x7f, 0x80 and 0xff");
  Holds(std::isnan(ToDouble(kFloat8E4M3Fnuz, 0x80)),
        "FNUZ has its one NaN where minus zero would be");
  Value("fnuz.max", ToDouble(kFloat8E4M3Fnuz, 0x7f));
  Value("fnuz.halves", halves);
}

// [region delayed]
// A scale from the largest magnitudes of the last few steps.
class DelayedScale {
 public:
  explicit DelayedScale(std::size_t steps) : steps_(steps) {}

  // What to multiply with before the cast. Nothing seen yet: one.
  double Factor() const {
    if (seen_.empty()) return 1;
    const double most = *std::max_element(seen_.begin(), seen_.end());
    return wf::FactsOf(kFloat8E4M3Fn).max_finite / most;
  }
  void Saw(double largest) {
    seen_.push_back(largest);
    if (seen_.size() > steps_) seen_.pop_front();
  }

 private:
  std::size_t steps_;
  std::deque<double> seen_;
};
// [/region]

void Delayed() {
  Part("delayed");
  std::printf(
      "step\tlargest of the tensor\tafter the old scale\tin E4M3\n");
  DelayedScale scale(4);
  int saturated = 0;
  const double largest[] = {3, 3, 3, 24, 20, 3, 3, 3, 3};
  scale.Saw(3);
  int step = 0;
  for (const double most : largest) {
    const double scaled = most * scale.Factor();
    const bool over = scaled > 464;  // half a step beyond 448
    saturated += over ? 1 : 0;
    std::printf("%d\t%g\t%.4g\t%s\n", ++step, most, scaled,
                over ? "saturated" : "fits");
    scale.Saw(most);
  }
  Value("delayed.saturated", saturated);
  Value("delayed.factor", 24 / 3.0);
  Holds(saturated == 1, "only the step of the jump saturates");
}

}  // namespace

int main() {
  SameByte();
  Delayed();
}
