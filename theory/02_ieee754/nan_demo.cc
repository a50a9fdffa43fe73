// The arithmetic of infinities and NaNs, and how a NaN gets lost.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

const char* Shown(float x) {
  static char text[32];
  if (std::isnan(x)) return "NaN";
  std::snprintf(text, sizeof text, "%g", static_cast<double>(x));
  return text;
}

const char* Truth(bool b) { return b ? "true" : "false"; }

void Arithmetic() {
  // The processor computes, not the compiler.
  const volatile float inf = kInfinity, one = 1, zero = 0, minus = -1;
  Part("arithmetic");
  std::printf("expression\tresult\n");
  std::printf("inf + 1\t%s\n", Shown(inf + one));
  std::printf("inf + inf\t%s\n", Shown(inf + inf));
  std::printf("inf * 2\t%s\n", Shown(inf * 2));
  std::printf("1 / 0\t%s\n", Shown(one / zero));
  std::printf("1 / -0\t%s\n", Shown(one / -zero));
  std::printf("0 / 0\t%s\n", Shown(zero / zero));
  std::printf("sqrt(-1)\t%s\n", Shown(std::sqrt(minus)));
  Holds(std::isnan(zero / zero) && one / -zero == -kInfinity,
        "0/0 is NaN, and the sign of zero counts");
  Holds(zero == -zero, "the two zeros are equal");
}

void Comparisons() {
  const volatile float nan = std::numeric_limits<float>::quiet_NaN();
  const volatile float one = 1;
  Part("comparisons");
  std::printf("nan + 1 is %s, nan * 0 is %s\n", Shown(nan + one),
              Shown(nan * 0));
  std::printf("nan < 1   %s\n", Truth(nan < one));
  std::printf("nan > 1   %s\n", Truth(nan > one));
  std::printf("nan == nan   %s\n", Truth(nan == nan));
  std::printf("nan != nan   %s\n", Truth(nan != nan));
  Holds(!(nan < one) && !(nan > one) && !(nan == nan),
        "every comparison but != is false");
}

// [region relu]
// Two ways to write max(x, 0). For numbers they are the same.
float ReluA(float x) { return x > 0 ? x : 0; }
float ReluB(float x) { return x < 0 ? 0 : x; }
// [/region]

void Relus() {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Part("relus");
  std::printf("x\tx > 0 ? x : 0\tx < 0 ? 0 : x\tfmax(x, 0)\n");
  for (const float x : {2.0f, -2.0f, nan}) {
    std::printf("%s", Shown(x));
    std::printf("\t%s", Shown(ReluA(x)));
    std::printf("\t%s", Shown(ReluB(x)));
    std::printf("\t%s\n", Shown(std::fmax(x, 0.0f)));
  }
  Holds(ReluA(nan) == 0 && std::isnan(ReluB(nan)),
        "one keeps it, one drops it");
}

// [region loss]
// Squared error of sum(relu(h)) against a target.
template <typename Relu>
float Loss(std::array<float, 4> hidden, float target, Relu relu) {
  float sum = 0;
  for (const float h : hidden) sum += relu(h);
  return (sum - target) * (sum - target);
}
// [/region]

void Losses() {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::array<float, 4> healthy = {0.5f, 1.0f, 1.5f, -1.0f};
  const std::array<float, 4> broken = {0.5f, 1.0f, nan, -1.0f};
  Part("losses");
  std::printf("hidden layer\tx > 0 ? x : 0\tx < 0 ? 0 : x\n");
  std::printf("healthy\t%s", Shown(Loss(healthy, 3, ReluA)));
  std::printf("\t%s\n", Shown(Loss(healthy, 3, ReluB)));
  std::printf("one NaN\t%s", Shown(Loss(broken, 3, ReluA)));
  std::printf("\t%s\n", Shown(Loss(broken, 3, ReluB)));
  Value("losses.dropped", static_cast<double>(Loss(broken, 3, ReluA)));
  Holds(std::isfinite(Loss(broken, 3, ReluA)) &&
            std::isnan(Loss(broken, 3, ReluB)),
        "the same NaN is seen or not");
}

}  // namespace

int main() {
  Arithmetic();
  Comparisons();
  Relus();
  Losses();
  return 0;
}
