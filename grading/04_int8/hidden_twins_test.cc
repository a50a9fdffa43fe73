// Twins of public tests of lab 04, tasks 4.1 to 4.6: the same property on other
// inputs, which are drawn. A refusal stands beside a value in each, so that
// refusing everything is not right. Scales are powers of two and values whole
// steps: nothing rounds, for how it rounds is another check's.

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/boundary/hidden_draw.h"
#include "grading/boundary/spoilt.h"
#include "gtest/gtest.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::boundary::Spoilt;
using ::wbm::lab::Given;

using Codes = std::vector<std::int8_t>;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Scales that are none.
Floats NoScales(HiddenDraw& draw) {
  const auto some = static_cast<float>(draw.Int(1, 9));
  return {-some, -1e-30f * some, -kInf, -kNan, 0.0f, -0.0f};
}

float PowerOfTwo(HiddenDraw& draw, int least, int most) {
  return std::ldexp(1.0f, draw.Int(least, most));
}

// `n` whole numbers, as floats.
Floats Whole(HiddenDraw& draw, std::int64_t n, int least, int most) {
  Floats x;
  for (; n > 0; --n) x.push_back(static_cast<float>(draw.Int(least, most)));
  return x;
}

// Task 4.1.

TEST(ChooseSymmetricTwin, OtherZerosGiveScaleOne) {
  HiddenDraw draw("ChooseSymmetricTwin.OtherZerosGiveScaleOne");
  for (std::int64_t n : {draw.Between(2, 9), draw.Between(10, 400)}) {
    Floats x(static_cast<std::size_t>(n));
    x.back() = -0.0f;
    Given("x", x);
    const absl::StatusOr<float> one = ChooseSymmetric(x);
    ASSERT_TRUE(one.ok()) << one.status();
    ASSERT_EQ(*one, 1.0f);
    const float scale = PowerOfTwo(draw, 1, 9);
    x.front() = 127 * scale;
    Given("x", x);
    const absl::StatusOr<float> other = ChooseSymmetric(x);
    ASSERT_TRUE(other.ok()) << other.status();
    ASSERT_EQ(*other, scale);
  }
}

TEST(ChooseSymmetricTwin, OthersThatAreNotFinite) {
  HiddenDraw draw("ChooseSymmetricTwin.OthersThatAreNotFinite");
  const float scale = PowerOfTwo(draw, -4, 4);
  Floats x = Whole(draw, 4, -126, 126);
  x.insert(x.begin(), 127);
  for (float& v : x) v *= scale;
  Given("x", x);
  const absl::StatusOr<float> right = ChooseSymmetric(x);
  ASSERT_TRUE(right.ok()) << right.status();
  ASSERT_EQ(*right, scale);
  for (float bad : {kNan, -kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(ChooseSymmetric(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
}

// Task 4.2.

TEST(NearestStepTwin, EveryKindOfNan) {
  HiddenDraw draw("NearestStepTwin.EveryKindOfNan");
  const int steps = draw.Int(-100, 100);
  Given("steps", static_cast<float>(steps));
  ASSERT_EQ(NearestStep(static_cast<float>(steps)), steps);
  for (int i = 0; i < 4; ++i) {
    // Any of the 22 bits of a quiet NaN's payload.
    const std::string payload = std::to_string(draw.Between(1, 0x3FFFFF));
    for (float nan :
         {std::nanf(payload.c_str()), -std::nanf(payload.c_str())}) {
      Given("steps", nan);
      ASSERT_EQ(NearestStep(nan), 0);
    }
  }
}

// Tasks 4.3 and 4.6.

TEST(QuantizeSymmetricTwin, OtherUselessScalesAndNans) {
  HiddenDraw draw("QuantizeSymmetricTwin.OtherUselessScalesAndNans");
  const float scale = PowerOfTwo(draw, -3, 3);
  const Floats steps = Whole(draw, 4, -127, 127);
  Floats x = steps;
  for (float& v : x) v *= scale;
  Given("x", x);
  Given("scale", scale);
  const absl::StatusOr<Codes> codes = QuantizeSymmetric(x, scale);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, Codes(steps.begin(), steps.end()));
  for (const Floats& spoilt : Spoilt(x, kNan)) {
    Given("x", spoilt);
    ASSERT_EQ(QuantizeSymmetric(spoilt, scale).status().code(), kInvalid)
        << kRefuse;
  }
  Given("x", x);
  for (float none : NoScales(draw)) {
    Given("scale", none);
    ASSERT_EQ(QuantizeSymmetric(x, none).status().code(), kInvalid) << kRefuse;
  }
}

TEST(QuantizeAsymmetricTwin, ClipsWithOtherZeroPoints) {
  HiddenDraw draw("QuantizeAsymmetricTwin.ClipsWithOtherZeroPoints");
  for (std::int32_t zero_point :
       {-128, draw.Int(-127, -2), draw.Int(1, 50), draw.Int(51, 126), 127}) {
    const Affine ruler = {.scale = 0.5f, .zero_point = zero_point};
    Given("scale", ruler.scale);
    Given("zero_point", zero_point);
    // 256 steps leave the codes from any zero point; the others leave int32.
    const auto far = static_cast<float>(draw.Int(128, 999));
    const Floats x = {0, far, 4e8f, kMax, kInf, -far, -4e8f, -kMax, -kInf};
    Given("x", x);
    const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
    ASSERT_TRUE(codes.ok()) << codes.status();
    ASSERT_EQ(*codes, (Codes{static_cast<std::int8_t>(zero_point), 127, 127,
                             127, 127, -128, -128, -128, -128}));
  }
}

TEST(QuantizeAsymmetricTwin, OtherUselessRulersAndNans) {
  HiddenDraw draw("QuantizeAsymmetricTwin.OtherUselessRulersAndNans");
  const Affine ruler = {.scale = PowerOfTwo(draw, -3, 3),
                        .zero_point = draw.Int(-40, -1)};
  const Floats steps = Whole(draw, 4, -87, 87);
  Floats x = steps;
  for (float& v : x) v *= ruler.scale;
  Given("x", x);
  Given("scale", ruler.scale);
  Given("zero_point", ruler.zero_point);
  Codes right;
  for (float v : steps) {
    right.push_back(
        static_cast<std::int8_t>(static_cast<int>(v) + ruler.zero_point));
  }
  const absl::StatusOr<Codes> codes = QuantizeAsymmetric(x, ruler);
  ASSERT_TRUE(codes.ok()) << codes.status();
  ASSERT_EQ(*codes, right);
  for (const Floats& spoilt : Spoilt(x, -kNan)) {
    Given("x", spoilt);
    ASSERT_EQ(QuantizeAsymmetric(spoilt, ruler).status().code(), kInvalid)
        << kRefuse;
  }
  Given("x", x);
  std::vector<Affine> none = {{ruler.scale, draw.Int(-999, -129)},
                              {ruler.scale, draw.Int(128, 999)},
                              {ruler.scale, 1 << 20}};
  for (float scale : NoScales(draw)) none.push_back({scale, -9});
  for (const Affine& useless : none) {
    Given("scale", useless.scale);
    Given("zero_point", useless.zero_point);
    ASSERT_EQ(QuantizeAsymmetric(x, useless).status().code(), kInvalid)
        << kRefuse;
  }
}

// Task 4.5. Powers of two times 255 divide without a remainder.

void ExpectRuler(const Floats& x, float scale, std::int32_t zero_point) {
  Given("x", x);
  const absl::StatusOr<Affine> ruler = ChooseAsymmetric(x);
  ASSERT_TRUE(ruler.ok()) << ruler.status();
  ASSERT_EQ(ruler->scale, scale);
  ASSERT_EQ(ruler->zero_point, zero_point);
}

TEST(ChooseAsymmetricTwin, OneSidedTensorsIncludeZero) {
  HiddenDraw draw("ChooseAsymmetricTwin.OneSidedTensorsIncludeZero");
  for (int i = 0; i < 3; ++i) {
    const float step = PowerOfTwo(draw, -4, 8);
    const Floats inside = Whole(draw, 2, 1, 254);
    ExpectRuler({inside[0] * step, 255 * step, inside[1] * step}, step, -128);
    if (HasFatalFailure()) return;
    ExpectRuler({-inside[0] * step, -255 * step, -inside[1] * step}, step, 127);
    if (HasFatalFailure()) return;
  }
}

TEST(ChooseAsymmetricTwin, LowEndsOfOtherRanges) {
  HiddenDraw draw("ChooseAsymmetricTwin.LowEndsOfOtherRanges");
  for (int below : {1, draw.Int(2, 90), draw.Int(91, 253), 254}) {
    for (int i = 0; i < 3; ++i) {
      const float step = PowerOfTwo(draw, -4, 8);
      const float lo = -step * static_cast<float>(below);
      ExpectRuler({lo / 2, lo, lo + 255 * step}, step, -128 + below);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(ChooseAsymmetricTwin, OtherZerosGiveScaleOne) {
  HiddenDraw draw("ChooseAsymmetricTwin.OtherZerosGiveScaleOne");
  for (std::int64_t n :
       {std::int64_t{1}, draw.Between(2, 9), draw.Between(10, 400)}) {
    Floats x(static_cast<std::size_t>(n));
    x.back() = -0.0f;
    ExpectRuler(x, 1.0f, -128);
    if (HasFatalFailure()) return;
    const float step = PowerOfTwo(draw, 1, 9);
    x.front() = 255 * step;
    ExpectRuler(x, step, -128);
    if (HasFatalFailure()) return;
  }
}

TEST(ChooseAsymmetricTwin, OthersThatHaveNoRuler) {
  HiddenDraw draw("ChooseAsymmetricTwin.OthersThatHaveNoRuler");
  const float step = PowerOfTwo(draw, -4, 4);
  Floats x = Whole(draw, 4, 1, 254);
  x.insert(x.begin(), 255);
  for (float& v : x) v *= step;
  ExpectRuler(x, step, -128);
  if (HasFatalFailure()) return;
  for (float bad : {kNan, -kNan, kInf, -kInf}) {
    for (const Floats& spoilt : Spoilt(x, bad)) {
      Given("x", spoilt);
      ASSERT_EQ(ChooseAsymmetric(spoilt).status().code(), kInvalid) << kRefuse;
    }
  }
  // Both ends are floats, and their distance is beyond the largest.
  const auto lo = static_cast<float>(-1e37 * draw.Int(18, 33));
  const auto hi = static_cast<float>(1e37 * draw.Int(18, 33));
  for (const Floats& wide : {Floats{lo, 1, hi}, Floats{0, kMax, lo}}) {
    Given("x", wide);
    ASSERT_EQ(ChooseAsymmetric(wide).status().code(), kInvalid) << kRefuse;
  }
}

}  // namespace
}  // namespace int8_lab
