// Twins of public tests of lab 03: the same property of formats that are drawn.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "common/lab/given.h"
#include "grading/03_formats/oracle.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

constexpr float kInf = std::numeric_limits<float>::infinity();

Format Ieee(std::int32_t exponent_bits, std::int32_t mantissa_bits) {
  return {exponent_bits, mantissa_bits, (1 << (exponent_bits - 1)) - 1};
}

// Five of other widths than the public tests': coarse and fine, narrow and
// wide.
std::vector<Format> IeeeFormats(HiddenDraw& draw) {
  return {Ieee(3, draw.Int(2, 3)), Ieee(4, draw.Int(4, 6)),
          Ieee(5, draw.Int(6, 8)), Ieee(6, draw.Int(6, 9)),
          Ieee(7, draw.Int(4, 6))};
}
std::vector<Format> FnFormats(HiddenDraw& draw) {
  return {{5, draw.Int(3, 4), 15, Specials::kAllOnes},
          {3, draw.Int(3, 5), 3, Specials::kAllOnes},
          {4, draw.OneOf<std::int32_t>({2, 4, 5}), 7, Specials::kAllOnes}};
}

void GivenFormat(Format f) {
  Given("exponent_bits", f.exponent_bits);
  Given("mantissa_bits", f.mantissa_bits);
  Given("bias", f.bias);
}

std::uint32_t Last(std::int32_t bits) { return (1u << bits) - 1; }

// A code of positive sign from its fields.
std::uint32_t Code(Format f, std::uint32_t exponent, std::uint32_t fraction) {
  return exponent << f.mantissa_bits | fraction;
}

std::uint32_t Negative(Format f, std::uint32_t code) {
  return code | 1u << (f.exponent_bits + f.mantissa_bits);
}

// Task 3.1.

// Both signs of the codes whose exponent fields are `first` … `last`.
void ExpectDecoded(Format f, std::uint32_t first, std::uint32_t last) {
  GivenFormat(f);
  const std::uint32_t stride = f.mantissa_bits > 5 ? 7 : 1;
  for (std::uint32_t e = first; e <= last; ++e) {
    for (std::uint32_t m = 0; m <= Last(f.mantissa_bits); m += stride) {
      for (std::uint32_t code : {Code(f, e, m), Negative(f, Code(f, e, m))}) {
        Given("code", code);
        const double got = Decode(code, f);
        ASSERT_EQ(got, oracle::Value(code, f));
        ASSERT_EQ(std::signbit(got), code != Code(f, e, m));
      }
    }
  }
}

TEST(DecodeTwin, NormalNumbersOfOtherFormats) {
  HiddenDraw draw("DecodeTwin.NormalNumbersOfOtherFormats");
  for (const Format& f : IeeeFormats(draw)) {
    ExpectDecoded(f, 1, Last(f.exponent_bits) - 1);
    if (HasFatalFailure()) return;
  }
}

TEST(DecodeTwin, SubnormalNumbersOfOtherFormats) {
  HiddenDraw draw("DecodeTwin.SubnormalNumbersOfOtherFormats");
  for (const Format& f : IeeeFormats(draw)) {
    ExpectDecoded(f, 0, 0);
    if (HasFatalFailure()) return;
  }
}

TEST(DecodeTwin, InfinitiesAndNansOfOtherIeeeFormats) {
  HiddenDraw draw("DecodeTwin.InfinitiesAndNansOfOtherIeeeFormats");
  for (const Format& f : IeeeFormats(draw)) {
    GivenFormat(f);
    const std::uint32_t top = Last(f.exponent_bits);
    Given("code", Code(f, top, 0));
    ASSERT_EQ(Decode(Code(f, top, 0), f), kInf);
    ASSERT_EQ(Decode(Negative(f, Code(f, top, 0)), f), -kInf);
    for (std::uint32_t m : {1u, 2u, Last(f.mantissa_bits)}) {
      Given("code", Code(f, top, m));
      ASSERT_TRUE(std::isnan(Decode(Code(f, top, m), f)));
    }
  }
}

TEST(DecodeTwin, OtherFnFormatsSpendTheirTopExponentOnNumbers) {
  HiddenDraw draw("DecodeTwin.OtherFnFormatsSpendTheirTopExponentOnNumbers");
  for (const Format& f : FnFormats(draw)) {
    GivenFormat(f);
    const std::uint32_t top = Last(f.exponent_bits);
    for (std::uint32_t m = 0; m < Last(f.mantissa_bits); ++m) {
      Given("code", Code(f, top, m));
      ASSERT_EQ(Decode(Code(f, top, m), f), oracle::Value(Code(f, top, m), f));
    }
    const std::uint32_t nan = Code(f, top, Last(f.mantissa_bits));
    Given("code", nan);
    ASSERT_TRUE(std::isnan(Decode(nan, f)));
    ASSERT_TRUE(std::isnan(Decode(Negative(f, nan), f)));
  }
}

// Task 3.2.

void ExpectRange(Format f) {
  GivenFormat(f);
  const Facts got = FactsOf(f), right = oracle::FactsOf(f);
  ASSERT_EQ(got.min_exponent, right.min_exponent);
  ASSERT_EQ(got.max_exponent, right.max_exponent);
  ASSERT_EQ(got.max_finite, right.max_finite);
  ASSERT_EQ(got.min_normal, right.min_normal);
  ASSERT_EQ(got.max_subnormal, right.max_subnormal);
  ASSERT_EQ(got.min_subnormal, right.min_subnormal);
}

TEST(FactsOfTwin, RangeOfOtherIeeeFormats) {
  HiddenDraw draw("FactsOfTwin.RangeOfOtherIeeeFormats");
  for (const Format& f : IeeeFormats(draw)) {
    ExpectRange(f);
    if (HasFatalFailure()) return;
  }
}

TEST(FactsOfTwin, RangeOfOtherFnFormats) {
  HiddenDraw draw("FactsOfTwin.RangeOfOtherFnFormats");
  for (const Format& f : FnFormats(draw)) {
    ExpectRange(f);
    if (HasFatalFailure()) return;
  }
}

// Task 3.3.

TEST(FiniteValuesTwin, PartsOfOtherFormats) {
  HiddenDraw draw("FiniteValuesTwin.PartsOfOtherFormats");
  for (const Format& f : IeeeFormats(draw)) {
    GivenFormat(f);
    // Powers of two are numbers of every format, so that both ends count.
    const double end = std::ldexp(1.0, draw.Int(0, 2));
    for (const auto& [low, high] :
         {std::pair{end, 2 * end}, {-end, -end / 2}}) {
      std::vector<double> right;
      for (double v : oracle::Finite(f)) {
        if (v >= low && v < high) right.push_back(v);
      }
      Given("low", low);
      Given("high", high);
      ASSERT_EQ(FiniteValues(f, low, high), right);
    }
  }
}

// Task 3.5.

void ExpectCode(float x, Format f) {
  GivenFormat(f);
  Given("x", x);
  ASSERT_EQ(Encode(x, f, Overflow::kInfinity),
            oracle::Code(x, f, Overflow::kInfinity));
}

TEST(EncodeTwin, NumbersOfOtherFormatsKeepTheirValue) {
  HiddenDraw draw("EncodeTwin.NumbersOfOtherFormatsKeepTheirValue");
  for (const Format& f : IeeeFormats(draw)) {
    for (std::uint32_t e = 1; e < Last(f.exponent_bits); ++e) {
      const std::uint32_t last = Last(f.mantissa_bits);
      const auto inner = static_cast<std::uint32_t>(draw.Between(1, last));
      for (std::uint32_t m : {0u, 1u, last, inner}) {
        const auto x = static_cast<float>(oracle::Value(Code(f, e, m), f));
        ExpectCode(x, f);
        if (!HasFatalFailure()) ExpectCode(-x, f);
        if (HasFatalFailure()) return;
      }
    }
  }
}

// A fraction of ones and more than half a step: up to a power of two.
TEST(EncodeTwin, CarriesOfOtherFormats) {
  HiddenDraw draw("EncodeTwin.CarriesOfOtherFormats");
  for (const Format& f : IeeeFormats(draw)) {
    for (std::uint32_t e = 1; e + 1 < Last(f.exponent_bits); ++e) {
      const double part = draw.Int(5, 7) / 8.0;
      const double below = oracle::Value(Code(f, e, Last(f.mantissa_bits)), f);
      const double above = oracle::Value(Code(f, e + 1, 0), f);
      ExpectCode(static_cast<float>(below + part * (above - below)), f);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace formats_lab
