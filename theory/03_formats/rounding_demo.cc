// Which neighbour? Six rules on five numbers, what each rule costs on
// average, and the rule that throws dice.

#include <cstdint>
#include <cstdio>
#include <string>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/names.h"
#include "common/formats/rounding.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Encode;
using wbm::formats::Exactly;
using wbm::formats::kFloat8E4M3Fn;
using wbm::formats::kModeNames;
using wbm::formats::Rounding;
using wbm::formats::RoundingMode;
using wbm::formats::ShiftRight;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Value;

double InE4m3(double x, RoundingMode mode) {
  return ToDouble(kFloat8E4M3Fn, Encode(kFloat8E4M3Fn, Exactly(x),
                                        wbm::formats::Mode(mode)));
}

void SixRules() {
  constexpr double kInputs[] = {16.5, 17, 17.5, 19, -17};
  std::printf("rule");
  for (const double x : kInputs) std::printf("\t%g", x);
  std::printf("\n");
  for (const auto& [name, mode] : kModeNames) {
    std::printf("%s", std::string(name).c_str());
    for (const double x : kInputs) std::printf("\t%g", InE4m3(x, mode));
    std::printf("\n");
  }
  Value("rounding.seventeen", InE4m3(17, RoundingMode::kNearestEven));
  Value("rounding.nineteen", InE4m3(19, RoundingMode::kNearestEven));
  Value("rounding.twenty_one", InE4m3(21, RoundingMode::kNearestEven));
  Value("rounding.twenty_seven",
        InE4m3(27, RoundingMode::kNearestEven));
  Value("rounding.step", InE4m3(18, RoundingMode::kDown) -
                             InE4m3(17, RoundingMode::kDown));
}

// [region bias]
// Cuts four bits off every number of eight bits: how far is the result
// from the exact quotient, on average over all 256, in steps?
double MeanError(RoundingMode mode) {
  double sum = 0;
  for (std::uint64_t n = 0; n < 256; ++n) {
    const std::uint64_t rounded = ShiftRight(n, 4, {mode}, false);
    sum += static_cast<double>(rounded) - static_cast<double>(n) / 16;
  }
  return sum / 256;
}
// [/region]

void Bias() {
  std::printf("rule\tmean error, steps\n");
  for (const auto& [name, mode] : kModeNames) {
    std::printf("%s\t%+.5f\n", std::string(name).c_str(),
                MeanError(mode));
    Value("bias." + std::string(name), MeanError(mode));
  }
  Holds(MeanError(RoundingMode::kNearestEven) == 0,
        "ties to even have no bias at all");
  Holds(MeanError(RoundingMode::kNearestAway) == 1.0 / 32,
        "ties away cost a thirty-second of a step");
}

// [region dice]
// 17.25 lies five eighths of the way from 16 to 18. With a random byte
// for the decision: how many of the 256 bytes send it up?
int BytesThatGoUp(double x) {
  int up = 0;
  for (std::uint64_t byte = 0; byte < 256; ++byte) {
    const Rounding dice = {RoundingMode::kStochasticA, 8, byte};
    const std::uint64_t code =
        Encode(kFloat8E4M3Fn, Exactly(x), {.rounding = dice});
    if (ToDouble(kFloat8E4M3Fn, code) > x) ++up;
  }
  return up;
}
// [/region]

void Dice() {
  constexpr double kX = 17.25;
  const int up = BytesThatGoUp(kX);
  const double below = InE4m3(kX, RoundingMode::kDown);
  const double above = InE4m3(kX, RoundingMode::kUp);
  const double mean = below + (above - below) * up / 256.0;
  std::printf("bytes that go up    %d of 256\n", up);
  std::printf("mean of all results %g\n", mean);
  Value("dice.nearest", InE4m3(kX, RoundingMode::kNearestEven));
  Value("dice.x", kX);
  Holds(mean == kX, "stochastic rounding is right on average");
}

}  // namespace

int main() {
  wbm::theory::Part("rules");
  SixRules();
  wbm::theory::Part("bias");
  Bias();
  wbm::theory::Part("dice");
  Dice();
}
