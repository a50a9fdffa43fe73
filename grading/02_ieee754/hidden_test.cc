// The hidden tests of lab 02, tasks 2.2 to 2.6: all 65536 codes of float16 and
// of bfloat16, and every 40093rd of float32, from one that is drawn, with the
// ends of its binades.

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "common/lab/each.h"
#include "common/lab/given.h"
#include "grading/02_ieee754/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/02_ieee754/floats.h"

namespace ieee_lab {
namespace {

using ::wbm::lab::Each;
using ::wbm::lab::Given;

constexpr double kInf = std::numeric_limits<double>::infinity();

void GivenCode(Code code) {
  Given("bits", code.bits);
  Given("format", code.format == Format::kFloat32   ? "float32"
                  : code.format == Format::kFloat16 ? "float16"
                                                    : "bfloat16");
}

std::vector<Code> HalfCodes() {
  std::vector<Code> codes;
  for (Format format : {Format::kFloat16, Format::kBfloat16}) {
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
      codes.push_back({bits, format});
    }
  }
  return codes;
}

// A prime stride meets every exponent and, in turn, every low bit pattern.
constexpr std::uint64_t kStride = 40093;

std::vector<Code> FloatCodes() {
  std::vector<Code> codes;
  const std::uint64_t first = wbm::boundary::HiddenSeed("floats") % kStride;
  for (std::uint64_t bits = first; bits < (1ull << 32); bits += kStride) {
    codes.push_back({static_cast<std::uint32_t>(bits), Format::kFloat32});
  }
  for (std::uint32_t row = 0; row < 512; ++row) {  // sign and exponent
    for (std::uint32_t fraction : {0u, 1u, 0x400000u, 0x7FFFFEu, 0x7FFFFFu}) {
      codes.push_back({row << 23 | fraction, Format::kFloat32});
    }
  }
  return codes;
}

std::vector<Code> AllCodes() {
  std::vector<Code> codes = HalfCodes();
  for (const Code& code : FloatCodes()) codes.push_back(code);
  return codes;
}

bool Same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b && std::signbit(a) == std::signbit(b);
}

// Task 2.2. The fields, read as one number again, are the code.
TEST(SplitHidden, EveryCode) {
  const std::vector<Code> codes = AllCodes();
  const std::vector<Fields> got = Each<&Split>(codes);
  ASSERT_EQ(got.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Code c = codes[i];
    // Widths as the standard has them: 23, 10 and 7 bits of fraction.
    const int f = c.format == Format::kFloat32   ? 23
                  : c.format == Format::kFloat16 ? 10
                                                 : 7;
    const int e = c.format == Format::kFloat16 ? 5 : 8;
    const std::uint64_t ones = 1;
    const bool narrow = got[i].sign < 2 && got[i].exponent < ones << e &&
                        got[i].fraction < ones << f;
    const std::uint64_t joined = (std::uint64_t{got[i].sign} << (e + f)) +
                                 (std::uint64_t{got[i].exponent} << f) +
                                 got[i].fraction;
    if (narrow && joined == c.bits) continue;
    GivenCode(c);
    FAIL() << "Split gives sign " << got[i].sign << ", exponent "
           << got[i].exponent << ", fraction " << got[i].fraction;
  }
}

// Task 2.3.
TEST(ClassifyHidden, EveryCode) {
  const std::vector<Code> codes = AllCodes();
  const std::vector<Kind> got = Each<&Classify>(codes);
  ASSERT_EQ(got.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Kind right = oracle::KindOf(codes[i]);
    if (got[i] == right) continue;
    GivenCode(codes[i]);
    FAIL() << "Classify gives kind " << static_cast<int>(got[i])
           << " in place of " << static_cast<int>(right);
  }
}

// Task 2.4.
void ExpectDecoded(std::span<const Code> codes) {
  const std::vector<Decoded> got = Each<&Decode>(codes);
  ASSERT_EQ(got.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Decoded right = oracle::Decoded(codes[i]);
    if (got[i].kind == right.kind && got[i].exponent == right.exponent &&
        Same(got[i].significand, right.significand) &&
        Same(got[i].value, right.value)) {
      continue;
    }
    GivenCode(codes[i]);
    FAIL() << "Decode gives kind " << static_cast<int>(got[i].kind)
           << ", exponent " << got[i].exponent << ", significand "
           << got[i].significand << ", value " << got[i].value
           << " in place of kind " << static_cast<int>(right.kind)
           << ", exponent " << right.exponent << ", significand "
           << right.significand << ", value " << right.value;
  }
}

std::vector<Code> OnlyKind(const std::vector<Code>& codes,
                           std::initializer_list<Kind> kinds) {
  std::vector<Code> chosen;
  for (const Code& code : codes) {
    for (Kind kind : kinds) {
      if (oracle::KindOf(code) == kind) chosen.push_back(code);
    }
  }
  return chosen;
}

TEST(DecodeHidden, EveryNormalNumber) {
  ExpectDecoded(OnlyKind(AllCodes(), {Kind::kNormal}));
}

TEST(DecodeHidden, EverySubnormalNumber) {
  ExpectDecoded(OnlyKind(AllCodes(), {Kind::kSubnormal}));
}

// After a normal number, of which nothing may be left behind.
TEST(DecodeHidden, EveryZeroInfinityAndNan) {
  Decode(OnlyKind(FloatCodes(), {Kind::kNormal}).back());
  ExpectDecoded(
      OnlyKind(AllCodes(), {Kind::kZero, Kind::kInfinity, Kind::kNan}));
}

// Task 2.5. The values come from the oracle, not from the student's Decode.
TEST(EncodeHidden, EveryCodeComesBackFromItsValue) {
  std::vector<Code> codes =
      OnlyKind(AllCodes(),
               {Kind::kZero, Kind::kSubnormal, Kind::kNormal, Kind::kInfinity});
  std::vector<Real> values;
  for (const Code& c : codes) values.push_back({oracle::Value(c), c.format});
  const std::vector<std::optional<std::uint32_t>> got = Each<&Encode>(values);
  ASSERT_EQ(got.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (got[i] == codes[i].bits) continue;
    GivenCode(codes[i]);
    Given("value", values[i].value);
    ASSERT_EQ(got[i], codes[i].bits);
  }
}

// Between any two neighbours no number has a code; neither has one beyond the
// ends. Half-way, and as close to either as a double can be.
TEST(EncodeHidden, NothingBetweenTwoNeighboursHasACode) {
  std::vector<Real> values;
  for (const Code& c :
       OnlyKind(AllCodes(), {Kind::kZero, Kind::kSubnormal, Kind::kNormal})) {
    const double here = oracle::Value(c);
    const double out = std::signbit(here) ? -kInf : kInf;
    // Half a gap outwards; beyond the largest number, too, it is half-way to
    // the next power of two.
    values.push_back(
        {here + std::copysign(oracle::Gap(c) / 2, here), c.format});
    values.push_back({std::nextafter(here, out), c.format});
  }
  for (Format format :
       {Format::kFloat32, Format::kFloat16, Format::kBfloat16}) {
    for (double big : {65536.0 * 65536, 1e300, -1e39}) {
      if (format == Format::kFloat16 || std::abs(big) > 1e38) {
        values.push_back({big, format});
      }
    }
    values.push_back({5e-324, format});
    values.push_back({-1e-300, format});
  }
  const std::vector<std::optional<std::uint32_t>> got = Each<&Encode>(values);
  ASSERT_EQ(got.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!got[i].has_value()) continue;
    Given("value", values[i].value);
    Given("format", values[i].format);
    FAIL() << "Encode gives " << *got[i] << " for a number without a code";
  }
}

// Task 2.6.
TEST(UlpHidden, EveryCode) {
  const std::vector<Code> codes = AllCodes();
  const std::vector<double> got = Each<&Ulp>(codes);
  ASSERT_EQ(got.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const double right = oracle::Gap(codes[i]);
    if (Same(got[i], right)) continue;
    GivenCode(codes[i]);
    FAIL() << "Ulp gives " << got[i] << " in place of " << right;
  }
}

void ExpectNext(const std::map<std::uint32_t, std::uint32_t>& next,
                Format format) {
  std::vector<Code> codes;
  for (const auto& [bits, above] : next) codes.push_back({bits, format});
  const std::vector<std::uint32_t> got = Each<&NextUp>(codes);
  ASSERT_EQ(got.size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::uint32_t right = next.at(codes[i].bits);
    if (got[i] == right) continue;
    GivenCode(codes[i]);
    ASSERT_EQ(got[i], right);
  }
}

// By sorting all values: the next code of a larger value.
TEST(NextUpHidden, EveryCodeOfTwoFormats) {
  for (Format format : {Format::kFloat16, Format::kBfloat16}) {
    const std::vector<std::uint32_t> order = oracle::Ascending(format);
    std::map<std::uint32_t, std::uint32_t> next;
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) next[bits] = bits;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      // -0 and +0 are one number; what lies above it lies above both.
      const bool negative_zero = order[i] == 0x8000;
      next[order[i]] = order[i + (negative_zero ? 2 : 1)];
    }
    ExpectNext(next, format);
  }
}

TEST(NextUpHidden, FloatsAgainstTheLibrary) {
  std::map<std::uint32_t, std::uint32_t> next;
  const float inf = std::numeric_limits<float>::infinity();
  for (const Code& c : FloatCodes()) {
    const float x = std::bit_cast<float>(c.bits);
    next[c.bits] = std::isnan(x)
                       ? c.bits
                       : std::bit_cast<std::uint32_t>(std::nextafter(x, inf));
  }
  ExpectNext(next, Format::kFloat32);
}

}  // namespace
}  // namespace ieee_lab
