// Digits to the right of the point: which fractions come to an end?

#include <cstdint>
#include <cstdio>
#include <string>

#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// A fraction below one.
struct Fraction {
  int64_t numerator;
  int64_t denominator;
};

// [region doubling]
// The first `count` binary digits of x: double it, and take off what
// comes to stand before the point.
std::string BinaryFraction(Fraction x, int count) {
  std::string digits = "0.";
  for (int i = 0; i < count && x.numerator != 0; ++i) {
    x.numerator *= 2;
    digits += x.numerator >= x.denominator ? '1' : '0';
    x.numerator %= x.denominator;
  }
  return digits;
}
// [/region]

void Trace(Fraction x, int count) {
  for (int i = 0; i < count && x.numerator != 0; ++i) {
    const int64_t twice = 2 * x.numerator;
    std::printf("2 · %lld/%lld = %lld + %lld/%lld\n",
                static_cast<long long>(x.numerator),
                static_cast<long long>(x.denominator),
                static_cast<long long>(twice / x.denominator),
                static_cast<long long>(twice % x.denominator),
                static_cast<long long>(x.denominator));
    x.numerator = twice % x.denominator;
  }
}

// Digits that 1/d has in `base`, or 0 when they never end. A remainder below
// d comes back after at most d steps.
int DigitsOf(int64_t d, int64_t base) {
  int64_t rest = 1;
  for (int count = 1; count <= d; ++count) {
    rest = rest * base % d;
    if (rest == 0) return count;
  }
  return 0;
}

std::string Ends(int digits) {
  if (digits == 0) return "never";
  return "after " + std::to_string(digits) +
         (digits == 1 ? " digit" : " digits");
}

void Table() {
  Part("ends");
  std::printf("fraction\tin base ten it ends\tin base two it ends\tbinary\n");
  for (int64_t d = 2; d <= 9; ++d) {
    std::printf("1/%lld\t%s\t%s\t%s%s\n", static_cast<long long>(d),
                Ends(DigitsOf(d, 10)).c_str(), Ends(DigitsOf(d, 2)).c_str(),
                BinaryFraction({1, d}, 12).c_str(),
                DigitsOf(d, 2) == 0 ? "…" : "");
  }
}

}  // namespace

int main() {
  Part("eighths");
  Trace({5, 8}, 8);
  std::printf("5/8 = %s\n", BinaryFraction({5, 8}, 8).c_str());
  Part("fifth");
  Trace({1, 5}, 5);
  std::printf("1/5 = %s…\n", BinaryFraction({1, 5}, 16).c_str());
  Table();

  Value("fifth.decimal", 1.0 / 5);
  Value("eighths.decimal", 5.0 / 8);
  constexpr int64_t kTested = 4096;
  bool two_needs_a_power = true;
  bool two_ends_ten_ends = true;
  for (int64_t d = 2; d <= kTested; ++d) {
    const bool power_of_two = (d & (d - 1)) == 0;
    two_needs_a_power &= (DigitsOf(d, 2) != 0) == power_of_two;
    two_ends_ten_ends &= DigitsOf(d, 2) == 0 || DigitsOf(d, 10) != 0;
  }
  Value("ends.tested", static_cast<double>(kTested));
  Holds(two_needs_a_power, "1/d ends in base two only for powers of two");
  Holds(two_ends_ten_ends, "what ends in base two ends in base ten");
  Holds(BinaryFraction({5, 8}, 8) == "0.101", "5/8 is 0.101");
  return 0;
}
