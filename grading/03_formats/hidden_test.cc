// The hidden tests of tasks 3.1 to 3.5: every code, formats without a name,
// every middle between two numbers and the floats beside it.
//
// Encode rests on RoundShift. Inputs are divided up so that a fault of the
// inner function costs as few checks as it can: ties stand in checks of their
// own, and so do subnormal results, overflow and NaN.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "common/lab/given.h"
#include "grading/03_formats/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

using oracle::EveryFormat;
using oracle::Named;
using oracle::NamedFormats;
using oracle::NamelessFormats;
using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr Overflow kBoth[] = {Overflow::kInfinity, Overflow::kSaturate};

std::uint64_t CodesOf(Format f) {
  return std::uint64_t{2} << (f.exponent_bits + f.mantissa_bits);
}

// The least magnitude that is an infinity or a NaN.
std::uint32_t EndOf(Format f) {
  const auto all = static_cast<std::uint32_t>(CodesOf(f) / 2 - 1);
  return f.specials == Specials::kAllOnes
             ? all
             : all & ~((1u << f.mantissa_bits) - 1);
}

// All codes of a small format; of a large one about `most`, from one that is
// drawn, and the first and last of each binade.
std::vector<std::uint32_t> SomeCodes(Format f, std::uint64_t most) {
  const std::uint64_t codes = CodesOf(f);
  const std::uint64_t stride = codes <= 256 ? 1 : codes / most | 1;
  std::vector<std::uint32_t> some;
  for (std::uint64_t c = HiddenSeed("codes") % stride; c < codes; c += stride) {
    some.push_back(static_cast<std::uint32_t>(c));
  }
  if (stride == 1) return some;
  const std::uint64_t binade = std::uint64_t{1} << f.mantissa_bits;
  for (std::uint64_t c = 0; c < codes; c += binade) {
    some.push_back(static_cast<std::uint32_t>(c));
    some.push_back(static_cast<std::uint32_t>(c + binade - 1));
  }
  return some;
}

// The same number or both NaN; -0 is not +0.
bool Same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b && std::signbit(a) == std::signbit(b);
}

void ExpectDecodes(const Named& named, std::uint32_t code) {
  const double expected = oracle::Value(code, named.format);
  const double value = Decode(code, named.format);
  if (Same(value, expected)) return;
  Given("format", named.name);
  Given("code", code);
  FAIL() << "Decode gives " << value << " in place of " << expected;
}

// Task 3.1. Finite codes and the others have tests of their own.

TEST(DecodeHidden, EveryFiniteCode) {
  for (const Named& named : NamedFormats()) {
    for (const std::uint32_t code : SomeCodes(named.format, 1000)) {
      if (std::isfinite(oracle::Value(code, named.format))) {
        ASSERT_NO_FATAL_FAILURE(ExpectDecodes(named, code));
      }
    }
  }
}

TEST(DecodeHidden, InfinitiesAndNans) {
  for (const Named& named : EveryFormat()) {
    for (const std::uint32_t code : SomeCodes(named.format, 1000)) {
      if (!std::isfinite(oracle::Value(code, named.format))) {
        ASSERT_NO_FATAL_FAILURE(ExpectDecodes(named, code));
      }
    }
  }
}

TEST(DecodeHidden, FormatsWithoutAName) {
  for (const Named& named : NamelessFormats()) {
    for (const std::uint32_t code : SomeCodes(named.format, 500)) {
      if (std::isfinite(oracle::Value(code, named.format))) {
        ASSERT_NO_FATAL_FAILURE(ExpectDecodes(named, code));
      }
    }
  }
}

// Task 3.2. A NaN in a field fails: it equals nothing.

std::vector<Named> EveryFormatAndFloat64() {
  std::vector<Named> all = EveryFormat();
  all.push_back({"float64", kFloat64});
  return all;
}

TEST(FactsOfHidden, RangeOfEveryFormat) {
  for (const Named& named : EveryFormatAndFloat64()) {
    Given("format", named.name);
    const Facts facts = FactsOf(named.format);
    const Facts expected = oracle::FactsOf(named.format);
    ASSERT_EQ(facts.bits, expected.bits);
    ASSERT_EQ(facts.min_exponent, expected.min_exponent);
    ASSERT_EQ(facts.max_exponent, expected.max_exponent);
    ASSERT_EQ(facts.max_finite, expected.max_finite);
    ASSERT_EQ(facts.min_normal, expected.min_normal);
    ASSERT_EQ(facts.max_subnormal, expected.max_subnormal);
    ASSERT_EQ(facts.min_subnormal, expected.min_subnormal);
  }
}

TEST(FactsOfHidden, PrecisionOfEveryFormat) {
  for (const Named& named : EveryFormatAndFloat64()) {
    Given("format", named.name);
    const Facts facts = FactsOf(named.format);
    const Facts expected = oracle::FactsOf(named.format);
    ASSERT_EQ(facts.precision_bits, expected.precision_bits);
    ASSERT_EQ(facts.epsilon, expected.epsilon);
    ASSERT_EQ(facts.unit_roundoff, expected.unit_roundoff);
    ASSERT_EQ(facts.digits10, expected.digits10);
    // At most 53 · 0.301 = 16, and a handful of roundings of 2^-53 each.
    ASSERT_NEAR(facts.decimal_digits, expected.decimal_digits, 1e-13);
  }
}

TEST(FactsOfHidden, BothEndsOfEveryFormat) {
  for (const Named& named : EveryFormatAndFloat64()) {
    Given("format", named.name);
    const Facts facts = FactsOf(named.format);
    const Facts expected = oracle::FactsOf(named.format);
    ASSERT_EQ(facts.overflow_above, expected.overflow_above);
    ASSERT_EQ(facts.zero_up_to, expected.zero_up_to);
  }
}

// Every width from 4 to 32 bits, and 64.
TEST(FactsOfHidden, StorageOfEveryFormat) {
  std::vector<Format> formats = {kFloat64};
  for (std::int32_t e = 2; e <= 8; ++e) {
    for (std::int32_t m = 1; m <= 23; ++m) {
      formats.push_back({e, m, (1 << (e - 1)) - 1});
    }
  }
  for (const Format& f : formats) {
    const std::int32_t bits = 1 + f.exponent_bits + f.mantissa_bits;
    Given("exponent_bits", f.exponent_bits);
    Given("mantissa_bits", f.mantissa_bits);
    ASSERT_EQ(FactsOf(f).storage_bytes, bits <= 8    ? 1
                                        : bits <= 16 ? 2
                                        : bits <= 32 ? 4
                                                     : 8);
  }
}

// Task 3.3.

void ExpectValues(const Named& named, const std::vector<double>& all,
                  double low, double high) {
  std::vector<double> expected;
  for (double v : all) {
    if (low <= v && v < high) expected.push_back(v);
  }
  Given("format", named.name);
  Given("low", low);
  Given("high", high);
  const std::vector<double> values = FiniteValues(named.format, low, high);
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    ASSERT_TRUE(Same(values[i], expected[i]))
        << "element " << i << " is " << values[i] << " in place of "
        << expected[i];
  }
}

TEST(FiniteValuesHidden, EveryFormatAsAWholeAndInParts) {
  for (const Named& named : EveryFormat()) {
    if (CodesOf(named.format) > std::uint64_t{1} << 19) continue;
    const std::vector<double> all = oracle::Finite(named.format);
    // Infinite bounds ask for all; tf32's numbers are 4 MB.
    ASSERT_NO_FATAL_FAILURE(ExpectValues(named, all, -kInf, kInf));
    if (all.size() > 100'000) continue;
    const double least = all[all.size() / 2 + 1];  // the least above zero
    const double some = all[all.size() / 4];       // below zero
    for (const auto& [low, high] :
         std::vector<std::pair<double, double>>{{1, 2},
                                                {0, kInf},
                                                {-0.0, least},
                                                {least, all.back()},
                                                {some, -some},
                                                {all.front(), all.back()},
                                                {all.back(), kInf},
                                                {2, 1},
                                                {1, 1},
                                                {kNan, 1},
                                                {0, kNan}}) {
      ASSERT_NO_FATAL_FAILURE(ExpectValues(named, all, low, high));
    }
  }
}

TEST(CountCodesHidden, EveryFormat) {
  for (const Named& named : EveryFormat()) {
    Given("format", named.name);
    const CodeCounts counts = CountCodes(named.format);
    // float32's codes are known without walking through them.
    const CodeCounts expected =
        named.format == kFloat32
            ? CodeCounts{2, 16777214, 4261412864, 2, 16777214}
        : CodesOf(named.format) > std::uint64_t{1} << 24
            ? CodeCounts{2, 8388606, 251658240, 2, 8388606}
            : oracle::Count(named.format);
    if (CodesOf(named.format) > std::uint64_t{1} << 24 &&
        named.format != kFloat32) {
      ASSERT_EQ(named.name, "1-5-22 bias 15");
    }
    ASSERT_EQ(counts.zeros, expected.zeros);
    ASSERT_EQ(counts.subnormals, expected.subnormals);
    ASSERT_EQ(counts.normals, expected.normals);
    ASSERT_EQ(counts.infinities, expected.infinities);
    ASSERT_EQ(counts.nans, expected.nans);
  }
}

// Task 3.4. The quotient is exact in a double and std::nearbyint rounds it to
// even in the default mode.

void ExpectShift(std::uint32_t n, std::int32_t shift) {
  const double quotient = std::ldexp(static_cast<double>(n), -shift);
  const double expected = std::nearbyint(quotient);
  const std::uint32_t result = RoundShift(n, shift);
  if (static_cast<double>(result) == expected) return;
  Given("n", n);
  Given("shift", shift);
  FAIL() << "RoundShift gives " << result << " in place of " << expected;
}

bool IsTie(std::uint32_t n, std::int32_t shift) {
  double whole;
  return std::modf(std::ldexp(static_cast<double>(n), -shift), &whole) == 0.5;
}

TEST(RoundShiftHidden, EveryTieOfTwelveBits) {
  for (std::int32_t shift = 1; shift <= 12; ++shift) {
    for (std::uint32_t n = 0; n < 4096; ++n) {
      if (!IsTie(n, shift)) continue;
      ASSERT_NO_FATAL_FAILURE(ExpectShift(n, shift));
    }
  }
}

TEST(RoundShiftHidden, NeverMoreThanAHalfAway) {
  for (std::int32_t shift = 0; shift <= 8; ++shift) {
    for (std::uint32_t n = 0; n < 600; ++n) {
      if (IsTie(n, shift)) continue;
      ASSERT_NO_FATAL_FAILURE(ExpectShift(n, shift));
    }
  }
  std::mt19937 random(HiddenSeed("NeverMoreThanAHalfAway"));
  for (int i = 0; i < 3000; ++i) {
    const auto n = static_cast<std::uint32_t>(random());
    const auto shift = static_cast<std::int32_t>(random() % 32);
    if (IsTie(n, shift)) continue;
    ASSERT_NO_FATAL_FAILURE(ExpectShift(n, shift));
  }
}

TEST(RoundShiftHidden, EveryShiftFrom32On) {
  for (std::int32_t shift : {32, 33, 34, 40, 63, 64, 65, 96, 127, 128, 150,
                             1 << 20, std::numeric_limits<int>::max()}) {
    for (std::uint32_t n : {0u, 1u, 0xffffffu, 0x800000u, 0x7fffffffu,
                            0x80000001u, 0xffffffffu}) {
      ASSERT_NO_FATAL_FAILURE(ExpectShift(n, shift));
    }
  }
}

// Task 3.5.

void ExpectCode(const Named& named, float x, Overflow overflow) {
  const std::uint32_t expected = oracle::Code(x, named.format, overflow);
  const std::uint32_t code = Encode(x, named.format, overflow);
  if (code == expected) return;
  Given("format", named.name);
  Given("x", x);
  Given("overflow",
        overflow == Overflow::kInfinity ? "kInfinity" : "kSaturate");
  FAIL() << "Encode gives " << std::hex << "0x" << code << " in place of 0x"
         << expected;
}

// What lies between the number `code` and the next: the middle, and the floats
// beside it.
struct Gap {
  float below;
  float middle;
  float above;
};

Gap GapAfter(std::uint32_t code, Format format) {
  const double low = oracle::Value(code, format);
  const double high = oracle::Value(code + 1, format);
  const auto middle = static_cast<float>(low + (high - low) / 2);
  return {std::nextafterf(middle, 0), middle,
          std::nextafterf(middle, std::numeric_limits<float>::max())};
}

enum class Part { kSubnormal, kNormal };

// Every gap of a small format between finite numbers of the part, some of a
// large one, drawn; both signs in turn.
template <class Visit>
void ForGaps(const Named& named, Part part, std::uint64_t most,
             const Visit& visit) {
  const std::uint32_t normal = 1u << named.format.mantissa_bits;
  const std::uint32_t end = EndOf(named.format) - 1;
  const std::uint32_t first = part == Part::kSubnormal ? 0 : normal;
  const std::uint32_t last = part == Part::kSubnormal ? normal : end;
  const auto stride = static_cast<std::uint32_t>((last - first) / most | 1);
  const auto drawn = static_cast<std::uint32_t>(HiddenSeed("gaps") % stride);
  for (std::uint32_t code = first + drawn; code < last; code += stride) {
    const Gap gap = GapAfter(code, named.format);
    const float sign = (code / stride) % 3 == 1 ? -1.0f : 1.0f;
    visit(gap, sign);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

// Formats with fewer fraction bits than float32, so that middles are floats.
std::vector<Named> NarrowFormats() {
  std::vector<Named> narrow = EveryFormat();
  std::erase_if(narrow,
                [](const Named& n) { return n.format.mantissa_bits > 22; });
  return narrow;
}

TEST(EncodeHidden, EveryTieGoesToTheEvenCode) {
  for (const Named& named : NarrowFormats()) {
    ForGaps(named, Part::kNormal, 256, [&](const Gap& gap, float sign) {
      ExpectCode(named, sign * gap.middle, Overflow::kInfinity);
    });
    if (HasFatalFailure()) return;
  }
}

TEST(EncodeHidden, BothSidesOfEveryMiddle) {
  for (const Named& named : NarrowFormats()) {
    ForGaps(named, Part::kNormal, 256, [&](const Gap& gap, float sign) {
      ExpectCode(named, sign * gap.below, Overflow::kSaturate);
      ExpectCode(named, sign * gap.above, Overflow::kInfinity);
    });
    if (HasFatalFailure()) return;
  }
}

TEST(EncodeHidden, SubnormalResultsAndSubnormalFloats) {
  for (const Named& named : NarrowFormats()) {
    ForGaps(named, Part::kSubnormal, 128, [&](const Gap& gap, float sign) {
      ExpectCode(named, sign * gap.below, Overflow::kInfinity);
      ExpectCode(named, sign * gap.above, Overflow::kInfinity);
    });
    if (HasFatalFailure()) return;
  }
  for (const Named& named : EveryFormat()) {
    for (std::uint32_t bits = 1; bits < 0x1000000; bits = 2 * bits + 1) {
      ASSERT_NO_FATAL_FAILURE(
          ExpectCode(named, std::bit_cast<float>(bits), Overflow::kSaturate));
    }
  }
}

TEST(EncodeHidden, SubnormalTies) {
  for (const Named& named : NarrowFormats()) {
    ForGaps(named, Part::kSubnormal, 256, [&](const Gap& gap, float sign) {
      ExpectCode(named, sign * gap.middle, Overflow::kSaturate);
    });
    if (HasFatalFailure()) return;
  }
}

std::vector<float> BeyondTheEnd(Format format) {
  const Facts facts = oracle::FactsOf(format);
  const auto middle = static_cast<float>(facts.overflow_above);
  std::vector<float> x = {std::numeric_limits<float>::infinity(),
                          std::numeric_limits<float>::max()};
  if (format.mantissa_bits > 22) x.pop_back();  // float32's own greatest
  for (float v : {middle, std::nextafterf(middle, HUGE_VALF), 1.25f * middle,
                  2 * middle, 1e5f * middle}) {
    if (format.mantissa_bits <= 22) x.push_back(v);
  }
  return x;
}

TEST(EncodeHidden, BeyondTheGreatestNumber) {
  for (const Named& named : EveryFormat()) {
    for (float x : BeyondTheEnd(named.format)) {
      ASSERT_NO_FATAL_FAILURE(ExpectCode(named, x, Overflow::kInfinity));
      ASSERT_NO_FATAL_FAILURE(ExpectCode(named, -x, Overflow::kInfinity));
    }
  }
}

TEST(EncodeHidden, SaturatesAtTheGreatestNumber) {
  for (const Named& named : EveryFormat()) {
    for (float x : BeyondTheEnd(named.format)) {
      ASSERT_NO_FATAL_FAILURE(ExpectCode(named, x, Overflow::kSaturate));
      ASSERT_NO_FATAL_FAILURE(ExpectCode(named, -x, Overflow::kSaturate));
    }
  }
}

// Not yet overflow: between the greatest number and the middle above it.
TEST(EncodeHidden, RoundsBackToTheGreatestNumber) {
  for (const Named& named : NarrowFormats()) {
    const Facts facts = oracle::FactsOf(named.format);
    const auto greatest = static_cast<float>(facts.max_finite);
    const auto middle = static_cast<float>(facts.overflow_above);
    for (float x : {greatest, std::nextafterf(greatest, HUGE_VALF),
                    std::nextafterf(middle, 0)}) {
      if (x >= middle) continue;  // of 22 fraction bits: a neighbour
      for (Overflow overflow : kBoth) {
        ASSERT_NO_FATAL_FAILURE(ExpectCode(named, x, overflow));
        ASSERT_NO_FATAL_FAILURE(ExpectCode(named, -x, overflow));
      }
    }
  }
}

TEST(EncodeHidden, EveryKindOfNan) {
  for (const Named& named : EveryFormat()) {
    for (std::uint32_t bits :
         {0x7fc00000u, 0xffc00000u, 0x7f800001u, 0xff800001u, 0x7fffffffu,
          0xffffffffu, 0x7f801000u, 0xffbfffffu}) {
      for (Overflow overflow : kBoth) {
        Given("bits of x", bits);
        ASSERT_NO_FATAL_FAILURE(
            ExpectCode(named, std::bit_cast<float>(bits), overflow));
      }
    }
  }
}

}  // namespace
}  // namespace formats_lab
