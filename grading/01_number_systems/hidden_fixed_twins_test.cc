// Twins of public tests of lab 01, tasks 1.9 to 1.11: the same property on
// other inputs, which are drawn. A refusal stands beside a value in each, so
// that refusing everything is not right.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "common/lab/given.h"
#include "grading/01_number_systems/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr char kRefuse[] = "this has to be refused";

// Either part negative in 32 bits or fewer; one bit too many; many.
std::vector<QFormat> NoFormats(HiddenDraw& draw) {
  const std::int32_t m = draw.Int(1, 31);
  return {{draw.Int(-4, -1), draw.Int(5, 20)},
          {draw.Int(5, 20), draw.Int(-4, -1)},
          {m, 32 - m},
          {draw.Int(33, 60), draw.Int(1, 9)}};
}

void GivenFormat(QFormat q) {
  Given("integer_bits", q.integer_bits);
  Given("fraction_bits", q.fraction_bits);
}

TEST(FactsOfTwin, OtherFormats) {
  HiddenDraw draw("FactsOfTwin.OtherFormats");
  for (std::int32_t m : {0, draw.Int(1, 8), draw.Int(9, 16)}) {
    const QFormat q = {m, draw.Int(1, 15)};
    GivenFormat(q);
    const std::optional<QFacts> facts = FactsOf(q);
    ASSERT_TRUE(facts.has_value());
    const double step = std::ldexp(1.0, -q.fraction_bits);
    const double end = std::ldexp(1.0, q.integer_bits);
    ASSERT_EQ(facts->bits, 1 + q.integer_bits + q.fraction_bits);
    ASSERT_EQ(facts->resolution, step);
    ASSERT_EQ(facts->least, -end);
    ASSERT_EQ(facts->most, end - step);
  }
}

TEST(FactsOfTwin, OthersThatAreNoFormat) {
  HiddenDraw draw("FactsOfTwin.OthersThatAreNoFormat");
  const QFormat q = {draw.Int(1, 15), draw.Int(1, 15)};
  GivenFormat(q);
  const std::optional<QFacts> facts = FactsOf(q);
  ASSERT_TRUE(facts.has_value());
  ASSERT_EQ(facts->bits, 1 + q.integer_bits + q.fraction_bits);
  for (const QFormat& none : NoFormats(draw)) {
    GivenFormat(none);
    ASSERT_FALSE(FactsOf(none).has_value()) << kRefuse;
  }
}

TEST(DecodeQTwin, OtherRawIntegers) {
  HiddenDraw draw("DecodeQTwin.OtherRawIntegers");
  const std::int32_t n = draw.Int(6, 11);
  const QFormat q = {15 - n, n};
  GivenFormat(q);
  // The ends, and odd ones, which no whole number has.
  std::vector<std::int32_t> raws = {-32768, 32767};
  for (int i = 0; i < 8; ++i) raws.push_back(2 * draw.Int(-9999, 9999) + 1);
  for (std::int32_t raw : raws) {
    Given("raw", raw);
    ASSERT_EQ(DecodeQ({.raw = raw, .format = q}), std::ldexp(raw, -n));
  }
}

TEST(EncodeQTwin, SaturatesInOtherFormats) {
  HiddenDraw draw("EncodeQTwin.SaturatesInOtherFormats");
  for (int i = 0; i < 3; ++i) {
    const QFormat q = {draw.Int(1, 5), draw.Int(2, 6)};
    GivenFormat(q);
    const auto end = static_cast<std::int32_t>(
        oracle::Power(q.integer_bits + q.fraction_bits));
    // In steps even, so that the low bits are never those of the last code.
    const double beyond = draw.Int(65, 1000);
    for (double x : {beyond, 1e3 * beyond, 1e200 * beyond, kInf}) {
      Given("x", x);
      ASSERT_EQ(EncodeQ(x, q), end - 1);
      Given("x", -x);
      ASSERT_EQ(EncodeQ(-x, q), -end);
    }
    Given("x", 1);
    ASSERT_EQ(EncodeQ(1, q), 1 << q.fraction_bits);
  }
}

TEST(EncodeQTwin, NanAndOthersThatAreNoFormat) {
  HiddenDraw draw("EncodeQTwin.NanAndOthersThatAreNoFormat");
  for (std::int32_t m : {0, draw.Int(1, 9), draw.Int(1, 9)}) {
    const QFormat q = {m, draw.Int(2, 9)};
    GivenFormat(q);
    Given("x", 0.5);
    ASSERT_EQ(EncodeQ(0.5, q), 1 << (q.fraction_bits - 1));
    const double payload =
        std::nan(std::to_string(draw.Between(1, 1 << 20)).c_str());
    for (double x : {kNan, payload, -payload}) {
      Given("x", x);
      ASSERT_EQ(EncodeQ(x, q), std::nullopt) << kRefuse;
    }
  }
  for (const QFormat& none : NoFormats(draw)) {
    GivenFormat(none);
    Given("x", 0.5);
    ASSERT_EQ(EncodeQ(0.5, none), std::nullopt) << kRefuse;
  }
}

// Numbers that have a code: what becomes of others is another check's.
TEST(EncodeAllTwin, EachInItsPlace) {
  HiddenDraw draw("EncodeAllTwin.EachInItsPlace");
  const QFormat q = {4, draw.Int(3, 6)};
  std::vector<std::int32_t> raw;
  std::vector<double> x;
  for (std::int64_t i = draw.Between(6, 12); i > 0; --i) {
    const std::int32_t most = (8 << q.fraction_bits) - 1;
    raw.push_back(draw.Int(-most, most));
    x.push_back(std::ldexp(raw.back(), -q.fraction_bits));
  }
  raw.push_back(raw.back());
  x.push_back(x.back());
  GivenFormat(q);
  Given("x", x);
  const std::optional<FixedArray> array = EncodeAll(x, q);
  ASSERT_TRUE(array.has_value());
  EXPECT_EQ(array->raw, raw);
  EXPECT_EQ(array->saturated, 0);
}

TEST(EncodeAllTwin, OneNanAnywhere) {
  HiddenDraw draw("EncodeAllTwin.OneNanAnywhere");
  const QFormat q = {4, 3};
  GivenFormat(q);
  std::vector<double> x;
  for (int i = 0; i < 5; ++i) x.push_back(draw.Int(1, 7));
  Given("x", x);
  const std::optional<FixedArray> array = EncodeAll(x, q);
  ASSERT_TRUE(array.has_value() && array->raw.size() == x.size());
  ASSERT_EQ(array->raw[2], 8 * x[2]);
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::vector<double> spoilt = x;
    spoilt[i] = kNan;
    Given("x", spoilt);
    ASSERT_FALSE(EncodeAll(spoilt, q).has_value()) << kRefuse;
  }
  Given("x", x);
  for (const QFormat& none : NoFormats(draw)) {
    GivenFormat(none);
    ASSERT_FALSE(EncodeAll(x, none).has_value()) << kRefuse;
  }
}

}  // namespace
}  // namespace bits_lab
