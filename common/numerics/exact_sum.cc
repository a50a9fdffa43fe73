#include "common/numerics/exact_sum.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace wbm::numerics {
namespace {

// A fixed-point number that holds every finite double, and every product of
// two floats, exactly: one long integer in units of 2^-1074, in digits of 32
// bits that carry late. (U. Kulisch's long accumulator; unlike a list of
// partial sums it needs no case for intermediate overflow.)
class LongAccumulator {
 public:
  void Add(double x) {
    if (!std::isfinite(x)) {
      special_ += x;  // inf, or NaN once both infinities met
      has_special_ = true;
      return;
    }
    only_negative_zeros_ &= x == 0 && std::signbit(x);
    any_ = true;
    if (x == 0) return;
    AddFinite(x);
    // Each Add puts less than 2^33 on a digit; 2^29 of them fit into int64.
    if (++pending_ == 1 << 29) Carry();
  }

  double Rounded() {
    if (has_special_) return special_;
    Carry();
    const bool negative = digits_.back() < 0;
    if (negative) Negate();
    size_t top = kDigits;
    while (top > 0 && digits_[top - 1] == 0) --top;
    if (top == 0) return any_ && only_negative_zeros_ ? -0.0 : 0.0;
    const double magnitude = RoundFrom(top - 1);
    return negative ? -magnitude : magnitude;
  }

 private:
  // 2^-1074 .. 2^1024, 64 bits of headroom for the count, a digit of sign.
  static constexpr size_t kDigits = (1074 + 1024 + 64) / 32 + 2;
  static constexpr int kLowest = -1074;

  void AddFinite(double x) {
    const uint64_t bits = std::bit_cast<uint64_t>(x);
    const int field = static_cast<int>(bits >> 52 & 0x7ff);
    uint64_t significand = bits & ((uint64_t{1} << 52) - 1);
    if (field != 0) significand |= uint64_t{1} << 52;
    const int shift = field == 0 ? 0 : field - 1;  // above 2^-1074
    const size_t digit = static_cast<size_t>(shift / 32);
    __extension__ using Wide = unsigned __int128;
    Wide wide = static_cast<Wide>(significand) << (shift % 32);
    const int64_t sign = (bits >> 63) != 0 ? -1 : 1;
    for (size_t i = digit; wide != 0; ++i, wide >>= 32) {
      digits_[i] += sign * static_cast<int64_t>(wide & 0xffffffffu);
    }
  }

  // Brings every digit but the top one into [0, 2^32).
  void Carry() {
    for (size_t i = 0; i + 1 < kDigits; ++i) {
      const int64_t carry = digits_[i] >> 32;  // rounds toward -inf
      digits_[i] -= carry * (int64_t{1} << 32);
      digits_[i + 1] += carry;
    }
    pending_ = 0;
  }

  void Negate() {
    for (int64_t& digit : digits_) digit = -digit;
    Carry();
  }

  // The digits from `top` down to nearest even: the upper 64 bits, with all
  // that lies below folded into the lowest of them.
  double RoundFrom(size_t top) const {
    const auto digit = [&](size_t back) {
      return back > top ? uint64_t{0}
                        : static_cast<uint64_t>(digits_[top - back]);
    };
    const int zeros = std::countl_zero(digit(0)) - 32;
    const uint64_t upper = digit(0) << 32 | digit(1);
    uint64_t head = upper << zeros;
    const uint64_t next = digit(2) << zeros;
    head |= next >> 32;
    bool rest = (next & 0xffffffffu) != 0;
    for (size_t i = 3; i <= top; ++i) rest |= digit(i) != 0;
    const int exponent = 32 * (static_cast<int>(top) - 1) - zeros + kLowest;
    return RoundHead(head, rest, exponent);
  }

  // head * 2^exponent (plus a little if `rest`), head's top bit set.
  static double RoundHead(uint64_t head, bool rest, int exponent) {
    // A subnormal result keeps fewer than 53 bits; units are never below
    // 2^-1074, so nothing is lost there.
    if (exponent + 11 < kLowest) {
      return std::ldexp(static_cast<double>(head >> (kLowest - exponent)),
                        kLowest);
    }
    uint64_t kept = head >> 11;
    const uint64_t dropped = head & 0x7ff;
    const bool up =
        dropped > 0x400 || (dropped == 0x400 && (rest || (kept & 1) != 0));
    kept += up;
    return std::ldexp(static_cast<double>(kept), exponent + 11);
  }

  std::array<int64_t, kDigits> digits_ = {};
  int64_t pending_ = 0;
  double special_ = 0;
  bool has_special_ = false;
  bool any_ = false;
  bool only_negative_zeros_ = true;
};

template <typename T>
double Exact(std::span<const T> values) {
  LongAccumulator sum;
  for (T value : values) sum.Add(static_cast<double>(value));
  return sum.Rounded();
}

}  // namespace

double ExactSum(std::span<const double> values) { return Exact(values); }
double ExactSum(std::span<const float> values) { return Exact(values); }

double ExactDot(std::span<const float> x, std::span<const float> y) {
  if (x.size() != y.size()) return std::numeric_limits<double>::quiet_NaN();
  LongAccumulator sum;
  for (size_t i = 0; i < x.size(); ++i) {
    // 24 + 24 bits fit into 53: the product is exact.
    sum.Add(static_cast<double>(x[i]) * static_cast<double>(y[i]));
  }
  return sum.Rounded();
}

}  // namespace wbm::numerics
