// std::numeric_limits against what counting the codes finds, every member; and
// the machine's float and double as the judge of ours.
#include "common/formats/limits.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>
#include <vector>

#include "common/formats/codes.h"
#include "common/formats/format_list.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

// What a walk over all codes finds, by their values alone.
struct Census {
  std::vector<double> positive;  // finite, > 0, in order
  std::vector<double> negative;
  std::map<int, int> binades;  // exponent e -> numbers in [2^e, 2^(e+1))
  int infinities = 0;
  int nans = 0;
};

template <FormatType T>
Census Count() {
  Census census;
  for (const T x : AllCodes<T>()) {
    const double value = ToDouble(x);
    if (std::isnan(value)) ++census.nans;
    if (std::isinf(value)) ++census.infinities;
    if (!std::isfinite(value) || value == 0) continue;
    (value > 0 ? census.positive : census.negative).push_back(value);
    if (value > 0) ++census.binades[std::ilogb(value)];
  }
  std::sort(census.positive.begin(), census.positive.end());
  return census;
}

// Numbers in a full binade; a binade with fewer holds subnormals, or is cut
// short by the specials at the top.
int FullBinade(const Census& census) { return census.binades.at(0); }

int LeastNormalExponent(const Census& census) {
  for (const auto& [exponent, count] : census.binades) {
    if (count == FullBinade(census)) return exponent;
  }
  return 0;
}

template <FormatType T>
void CheckValues(const Census& census) {
  using L = std::numeric_limits<T>;
  const auto& positive = census.positive;
  EXPECT_EQ(ToDouble(L::max()), positive.back());
  EXPECT_EQ(ToDouble(L::min()), std::ldexp(1, LeastNormalExponent(census)));
  EXPECT_EQ(ToDouble(L::denorm_min()), positive.front());
  const double lowest =
      census.negative.empty()
          ? positive.front()
          : *std::min_element(census.negative.begin(), census.negative.end());
  EXPECT_EQ(ToDouble(L::lowest()), lowest);
  const auto one = std::find(positive.begin(), positive.end(), 1.0);
  ASSERT_NE(one, positive.end());
  EXPECT_EQ(ToDouble(L::epsilon()), *(one + 1) - *one);
  EXPECT_EQ(ToDouble(L::round_error()), 0.5);  // of an ulp, to nearest
}

template <FormatType T>
void CheckExponents(const Census& census) {
  using L = std::numeric_limits<T>;
  EXPECT_EQ(L::radix, 2);
  EXPECT_EQ(1 << (L::digits - 1), FullBinade(census));
  EXPECT_EQ(L::min_exponent, LeastNormalExponent(census) + 1);
  EXPECT_EQ(L::max_exponent, std::ilogb(census.positive.back()) + 1);
  const auto power = [](int n) {
    char text[16];
    std::snprintf(text, sizeof text, "1e%d", n);
    return std::strtod(text, nullptr);
  };
  EXPECT_LE(power(L::max_exponent10), census.positive.back());
  EXPECT_GT(power(L::max_exponent10 + 1), census.positive.back());
  EXPECT_GE(power(L::min_exponent10), ToDouble(L::min()));
  EXPECT_LT(power(L::min_exponent10 - 1), ToDouble(L::min()));
}

template <FormatType T>
void CheckSpecials(const Census& census) {
  using L = std::numeric_limits<T>;
  EXPECT_EQ(L::is_signed, !census.negative.empty());
  EXPECT_EQ(L::has_infinity, census.infinities > 0);
  EXPECT_EQ(L::has_quiet_NaN, census.nans > 0);
  EXPECT_EQ(L::has_denorm == std::denorm_present,
            census.positive.front() < ToDouble(L::min()));
  EXPECT_EQ(IsInfinite(L::infinity()), L::has_infinity);
  EXPECT_TRUE(L::has_infinity || L::infinity() == T{});
  EXPECT_EQ(IsNan(L::quiet_NaN()), census.nans > 0);
  // A signalling NaN is one that a conversion to the same format changes.
  int signalling = 0;
  for (const T x : AllCodes<T>()) signalling += Encode<T>(x) != x ? 1 : 0;
  EXPECT_EQ(L::has_signaling_NaN, signalling > 0);
  if (L::has_signaling_NaN) {
    EXPECT_TRUE(IsNan(L::signaling_NaN()));
    EXPECT_NE(Encode<T>(L::signaling_NaN()), L::signaling_NaN());
  }
}

template <FormatType T>
void CheckConstants() {
  using L = std::numeric_limits<T>;
  EXPECT_TRUE(L::is_specialized && L::is_bounded);
  EXPECT_FALSE(L::is_integer || L::is_exact || L::is_iec559 || L::is_modulo ||
               L::traps || L::tinyness_before || L::has_denorm_loss);
  EXPECT_EQ(L::round_style, std::round_to_nearest);
  const double gap = ToDouble(L::epsilon());
  EXPECT_EQ(ToDouble(Encode<T>(1 + 0.49 * gap)), 1) << "rounds to nearest";
  EXPECT_EQ(ToDouble(Encode<T>(1 + 0.51 * gap)), 1 + gap);
}

// Prints `value` with so many significant digits and reads it back.
template <FormatType T>
T ThroughDecimal(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
  return Encode<T>(std::strtod(text, nullptr));
}

template <FormatType T>
void CheckDigits(const Census& census) {
  using L = std::numeric_limits<T>;
  // max_digits10 tells all numbers apart. The least such count over all
  // ranges is the standard's formula; a narrow range may need fewer.
  for (const double x : census.positive) {
    ASSERT_EQ(ToDouble(ThroughDecimal<T>(x, L::max_digits10)), x);
  }
  EXPECT_EQ(L::max_digits10,
            static_cast<int>(std::ceil(1 + L::digits * std::log10(2.0))));
  EXPECT_EQ(L::digits10,
            static_cast<int>(std::floor((L::digits - 1) * std::log10(2.0))));
  // digits10 digits survive in every decade that the normal numbers hold.
  const int count = static_cast<int>(std::pow(10, L::digits10));
  for (int n = L::min_exponent10; n <= L::max_exponent10; ++n) {
    for (int d = count / 10; L::digits10 > 0 && d < count; ++d) {
      char text[40], back[40];
      std::snprintf(text, sizeof text, "%d.e%d", d, n - L::digits10 + 1);
      const double x = std::strtod(text, nullptr);
      if (x < ToDouble(L::min()) || x > ToDouble(L::max())) continue;
      std::snprintf(text, sizeof text, "%.*e", L::digits10 - 1, x);
      std::snprintf(back, sizeof back, "%.*e", L::digits10 - 1,
                    ToDouble(Encode<T>(x)));
      ASSERT_STREQ(text, back);
    }
  }
}

TEST(NumericLimits, EveryMemberEqualsWhatEnumerationFinds) {
  ForEachFormat([]<FormatType T>(T, const Oracle& oracle) {
    SCOPED_TRACE(oracle.spec().name);
    const Census census = Count<T>();
    CheckValues<T>(census);
    CheckExponents<T>(census);
    CheckSpecials<T>(census);
    CheckConstants<T>();
    CheckDigits<T>(census);
  });
}

// float32 and float64 are the machine's own types, so all must agree but
// is_iec559 (ours have no arithmetic).
template <FormatType T, typename Machine>
void ExpectLikeTheMachine() {
  using Ours = std::numeric_limits<T>;
  using M = std::numeric_limits<Machine>;
  const auto same = [](T ours, Machine theirs) {
    return ToDouble(ours) == static_cast<double>(theirs);
  };
  EXPECT_EQ(Ours::digits, M::digits);
  EXPECT_EQ(Ours::digits10, M::digits10);
  EXPECT_EQ(Ours::max_digits10, M::max_digits10);
  EXPECT_EQ(Ours::min_exponent, M::min_exponent);
  EXPECT_EQ(Ours::max_exponent, M::max_exponent);
  EXPECT_EQ(Ours::min_exponent10, M::min_exponent10);
  EXPECT_EQ(Ours::max_exponent10, M::max_exponent10);
  EXPECT_EQ(Ours::has_denorm, M::has_denorm);
  EXPECT_EQ(Ours::has_signaling_NaN, M::has_signaling_NaN);
  EXPECT_TRUE(same(Ours::min(), M::min()));
  EXPECT_TRUE(same(Ours::max(), M::max()));
  EXPECT_TRUE(same(Ours::lowest(), M::lowest()));
  EXPECT_TRUE(same(Ours::denorm_min(), M::denorm_min()));
  EXPECT_TRUE(same(Ours::epsilon(), M::epsilon()));
  EXPECT_TRUE(same(Ours::round_error(), M::round_error()));
  EXPECT_TRUE(same(Ours::infinity(), M::infinity()));
  EXPECT_EQ(Ours::quiet_NaN(), Encode<T>(M::quiet_NaN()));
}

TEST(NumericLimits, Float32AndFloat64EqualTheMachines) {
  ExpectLikeTheMachine<float32, float>();
  ExpectLikeTheMachine<float64, double>();
}

}  // namespace
}  // namespace wbm::formats
