// Twins of public tests of lab 11, tasks 11.6 to 11.8: the same property on
// other inputs, which are drawn. A refusal stands beside a value in each, so
// that refusing everything is not right.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Passes = std::vector<ForwardPass>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kRefuse[] = "this has to be refused";

// Task 11.6. Doubles, and the 1e-12 of the definition.

constexpr double kRoom = 1e-11;

// A right triangle in whole numbers, all small enough for floats.
struct Triangle {
  float a, b, c;
};

Triangle DrawTriangle(HiddenDraw& draw) {
  const Triangle t = draw.OneOf<Triangle>(
      {{3, 4, 5}, {5, 12, 13}, {8, 15, 17}, {7, 24, 25}, {20, 21, 29}});
  const auto size = static_cast<float>(draw.Int(1, 9));
  return {size * t.a, size * t.b, size * t.c};
}

void ExpectError(const Floats& a, const Floats& b, double right) {
  Given("reference", a);
  Given("other", b);
  const absl::StatusOr<double> error = RelativeError(a, b);
  ASSERT_TRUE(error.ok()) << error.status();
  ASSERT_NEAR(*error, right, kRoom * (1 + right));
}

TEST(RelativeErrorTwin, OtherQuotientsOfNorms) {
  HiddenDraw draw("RelativeErrorTwin.OtherQuotientsOfNorms");
  for (int i = 0; i < 3; ++i) {
    // Away from zero, so that the two norms differ, and by less than the norm;
    // and where the reference is zero: that element has no quotient.
    Triangle r = DrawTriangle(draw), d = DrawTriangle(draw);
    for (float* side : {&r.a, &r.b, &r.c}) *side *= 64;
    ExpectError({r.a, 0, r.b}, {r.a + d.a, d.b, r.b}, double{d.c} / r.c);
    if (HasFatalFailure()) return;
  }
  const Triangle r = DrawTriangle(draw);
  ExpectError({r.a, r.b}, {0, 0}, 1);
}

TEST(RelativeErrorTwin, OtherZeros) {
  HiddenDraw draw("RelativeErrorTwin.OtherZeros");
  const Triangle t = DrawTriangle(draw);
  ExpectError({-t.c, t.a, t.b}, {-t.c, t.a, t.b}, 0);
  if (HasFatalFailure()) return;
  ExpectError({0, 0, -0.0f}, {0, 0, 0}, 0);
  if (HasFatalFailure()) return;
  ExpectError({0, 0}, {t.a, t.b}, double{t.c} / 1e-12);
  if (HasFatalFailure()) return;
  const float step = static_cast<float>(draw.Int(1, 99));
  ExpectError({4 * step}, {5 * step}, 0.25);
}

TEST(RelativeErrorTwin, OtherSumsThatNeedDoubles) {
  // 2^70 squared is no float32; 2^-20 beside 1, thousands of times.
  HiddenDraw draw("RelativeErrorTwin.OtherSumsThatNeedDoubles");
  const Triangle t = DrawTriangle(draw);
  const float huge = std::ldexp(1.0f, draw.Int(70, 100));
  ExpectError({huge * t.a, huge * t.b}, {huge * t.a, 0}, double{t.b} / t.c);
  if (HasFatalFailure()) return;
  const auto n = static_cast<std::size_t>(draw.Between(5000, 15000));
  ExpectError(Floats(n, 1.0f), Floats(n, 1.0f + 0x1p-20f), 0x1p-20);
}

TEST(RelativeErrorTwin, OthersThatHaveNoError) {
  HiddenDraw draw("RelativeErrorTwin.OthersThatHaveNoError");
  const float step = static_cast<float>(draw.Int(1, 99));
  ExpectError({2 * step, 0}, {2 * step, step}, 0.5);
  if (HasFatalFailure()) return;
  const Floats two = {2 * step, step};
  for (const Floats& bad :
       {Floats{}, Floats{2}, Floats{2, 1, 0}, Floats{2, kNan}, Floats{kInf, 1},
        Floats{2, -kInf}}) {
    Given("one of reference, other", bad);
    ASSERT_EQ(RelativeError(two, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(RelativeError(bad, two).status().code(), kInvalid) << kRefuse;
  }
}

// A pass whose layers are one element each.
ForwardPass Pass(const Floats& elements) {
  ForwardPass pass;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    pass.captures.push_back(
        {"layer" + std::to_string(i), Array{{1, 1}, {elements[i]}, {}}});
  }
  return pass;
}

void ExpectDrift(const Passes& a, const Passes& b, bool grows, bool below) {
  const absl::StatusOr<Drift> drift = MeasureDrift(a, b);
  ASSERT_TRUE(drift.ok()) << drift.status();
  ASSERT_EQ(drift->layers.size(), a[0].captures.size());
  ASSERT_EQ(drift->monotonic_growth_with_depth, grows);
  ASSERT_EQ(drift->max_error_below_5pct, below);
}

// `n` different elements beyond 100, by `least` to `most` eighths of a per
// cent, in ascending order.
Floats Beyond100(HiddenDraw& draw, std::size_t n, int least, int most) {
  Floats elements;
  for (std::int64_t eighths : draw.Different(n, least, most)) {
    elements.push_back(100 + static_cast<float>(eighths) / 8);
  }
  std::sort(elements.begin(), elements.end());
  return elements;
}

TEST(MeasureDriftTwin, OtherGrowth) {
  HiddenDraw draw("MeasureDriftTwin.OtherGrowth");
  const Passes a = {Pass({100, 100, 100, 100})};
  const Floats b = Beyond100(draw, 4, 1, 39);
  ExpectDrift(a, {Pass(b)}, true, true);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({b[0], b[1], b[1], b[3]})}, false, true);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({b[0], b[2], b[3], b[1]})}, false, true);
}

// No mean reaches five per cent, where the error of one prompt does.
TEST(MeasureDriftTwin, OtherErrorsAboveFivePerCent) {
  HiddenDraw draw("MeasureDriftTwin.OtherErrorsAboveFivePerCent");
  const Passes a = {Pass({100, 100}), Pass({100, 100})};
  const Floats b = Beyond100(draw, 2, 1, 16);
  const float below = Beyond100(draw, 1, 36, 39)[0];
  const float above = Beyond100(draw, 1, 41, 60)[0];
  ExpectDrift(a, {Pass({b[0], b[1]}), Pass({b[0], below})}, true, true);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({b[0], b[1]}), Pass({b[0], above})}, true, false);
  if (HasFatalFailure()) return;
  ExpectDrift(a, {Pass({above, b[0]}), Pass({b[1], b[0]})}, false, false);
}

TEST(MeasureDriftTwin, OtherPassesThatDoNotMatch) {
  HiddenDraw draw("MeasureDriftTwin.OtherPassesThatDoNotMatch");
  const Floats two = {static_cast<float>(draw.Int(1, 99)),
                      static_cast<float>(draw.Int(1, 99))};
  const Passes a = {Pass(two)};
  ExpectDrift(a, a, false, true);
  if (HasFatalFailure()) return;
  ForwardPass renamed = Pass(two);
  renamed.captures[1].name = "another";
  for (const Passes& other :
       {Passes{}, Passes{a[0], a[0]}, Passes{Pass({two[0]})}, Passes{renamed},
        Passes{Pass({two[0], kNan})}, Passes{ForwardPass{}}}) {
    Given("passes", other.size());
    ASSERT_EQ(MeasureDrift(a, other).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(MeasureDrift(other, a).status().code(), kInvalid) << kRefuse;
  }
}

// Task 11.7.

// By 1 to 4 the first model prefers one id, by 5 to 9 the other another.
TEST(CompareArgmaxTwin, OthersThatCannotBeCompared) {
  HiddenDraw draw("CompareArgmaxTwin.OthersThatCannotBeCompared");
  const int margin = draw.Int(1, 4), top = draw.Int(-9, 9);
  const std::vector<std::int64_t> ids = draw.Different(3, 0, 2);
  Array a = {{1, 3}, Floats(3), {}};
  const auto logit = [](Array& x, std::int64_t id) -> float& {
    return x.values[static_cast<std::size_t>(id)];
  };
  logit(a, ids[0]) = static_cast<float>(top);
  logit(a, ids[1]) = static_cast<float>(top - margin);
  logit(a, ids[2]) = static_cast<float>(top - margin - 1);
  Array b = a;
  logit(b, ids[2]) = static_cast<float>(top + draw.Int(5, 9));
  const absl::StatusOr<Flips> flips = CompareArgmax(a, b);
  ASSERT_TRUE(flips.ok()) << flips.status();
  ASSERT_EQ(
      flips->flips,
      (std::vector<Flip>{{0, ids[0], ids[2], static_cast<double>(margin)}}));
  const Floats& values = a.values;
  for (const Array& bad :
       {Array{{3, 1}, values, {}}, Array{{3}, values, {}},
        Array{{1, 3}, {1, 5}, {}}, Array{{1, 3}, {1, kNan, 2}, {}},
        Array{{1, 3}, {1, 5, -kInf}, {}}, Array{{0, 3}, {}, {}}}) {
    Given("shape", bad.shape);
    ASSERT_EQ(CompareArgmax(a, bad).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareArgmax(bad, a).status().code(), kInvalid) << kRefuse;
    ASSERT_EQ(CompareArgmax(bad, bad).status().code(), kInvalid) << kRefuse;
  }
}

// Task 11.8.

TEST(QuadratureRatioTwin, OtherTriangles) {
  HiddenDraw draw("QuadratureRatioTwin.OtherTriangles");
  const Triangle t = DrawTriangle(draw);
  const absl::StatusOr<double> one = QuadratureRatio(Doubles{t.a, t.b}, t.c);
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_NEAR(*one, 1, kRoom);
  const double size = draw.Int(1, 99);
  const Doubles box =
      draw.Shuffled<double>({size, 2 * size, 2 * size, 0});  // of norm 3
  const absl::StatusOr<double> half = QuadratureRatio(box, 6 * size);
  ASSERT_TRUE(half.ok()) << half.status();
  ASSERT_NEAR(*half, 0.5, kRoom);
}

TEST(QuadratureRatioTwin, OthersThatAreNoContributions) {
  HiddenDraw draw("QuadratureRatioTwin.OthersThatAreNoContributions");
  const Triangle t = DrawTriangle(draw);
  const Doubles legs = {t.a, t.b};
  const absl::StatusOr<double> ratio = QuadratureRatio(legs, t.c / 2);
  ASSERT_TRUE(ratio.ok()) << ratio.status();
  ASSERT_NEAR(*ratio, 2, kRoom);
  for (const Doubles& none : {Doubles{}, Doubles{t.a, -t.b}, Doubles{kNan, t.b},
                              Doubles{t.a, kInf}}) {
    Given("contributions", none);
    ASSERT_EQ(QuadratureRatio(none, 5).status().code(), kInvalid) << kRefuse;
  }
  Given("contributions", legs);
  for (double total : {0.0, double{-t.c}, double{kNan}, double{kInf}}) {
    Given("total", total);
    ASSERT_EQ(QuadratureRatio(legs, total).status().code(), kInvalid)
        << kRefuse;
  }
}

}  // namespace
}  // namespace drift_lab
