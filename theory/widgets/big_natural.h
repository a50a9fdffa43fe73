// Natural numbers of up to 10 240 bits, with the few operations that reading
// and writing exact decimals take. No heap: a module stays small.
//
//   BigNatural n(12);
//   n.MultiplyAdd(10, 3);    // 123
//   n.DivideBy(100);         // 23 is returned, 1 is left
//
// Callers keep within the bound; a result beyond it ends the program.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>

namespace wbm::widgets {

class BigNatural {
 public:
  static constexpr int kLimbs = 320;

  BigNatural() = default;
  explicit BigNatural(uint64_t value) {
    limbs_[0] = static_cast<uint32_t>(value);
    limbs_[1] = static_cast<uint32_t>(value >> 32);
    used_ = 2;
    Trim();
  }

  bool IsZero() const { return used_ == 0; }

  // Position of the highest bit that is set, plus one; 0 for zero.
  int BitLength() const {
    if (used_ == 0) return 0;
    return 32 * used_ - std::countl_zero(limbs_[Last()]);
  }

  void MultiplyAdd(uint32_t factor, uint32_t addend) {
    uint64_t carry = addend;
    for (int i = 0; i < used_; ++i) {
      carry += uint64_t{factor} * limbs_[At(i)];
      limbs_[At(i)] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) Append(static_cast<uint32_t>(carry));
    Trim();
  }

  // Divides by `divisor` and returns the remainder.
  uint32_t DivideBy(uint32_t divisor) {
    uint64_t rest = 0;
    for (int i = used_ - 1; i >= 0; --i) {
      rest = rest << 32 | limbs_[At(i)];
      limbs_[At(i)] = static_cast<uint32_t>(rest / divisor);
      rest %= divisor;
    }
    Trim();
    return static_cast<uint32_t>(rest);
  }

  void ShiftLeft(int bits) {
    if (IsZero()) return;
    for (; bits >= 32; bits -= 32) ShiftLeftByALimb();
    MultiplyAdd(uint32_t{1} << bits, 0);
  }

  // `other` is at most this number.
  void Subtract(const BigNatural& other) {
    uint64_t borrow = 0;
    for (int i = 0; i < used_; ++i) {
      const uint64_t take = uint64_t{other.limbs_[At(i)]} + borrow;
      borrow = limbs_[At(i)] < take ? 1 : 0;
      limbs_[At(i)] -= static_cast<uint32_t>(take);
    }
    Trim();
  }

  friend bool operator>=(const BigNatural& a, const BigNatural& b) {
    if (a.used_ != b.used_) return a.used_ > b.used_;
    for (int i = a.used_ - 1; i >= 0; --i) {
      if (a.limbs_[At(i)] != b.limbs_[At(i)]) {
        return a.limbs_[At(i)] > b.limbs_[At(i)];
      }
    }
    return true;
  }

 private:
  static size_t At(int i) { return static_cast<size_t>(i); }
  size_t Last() const { return At(used_ - 1); }

  void Append(uint32_t limb) {
    if (used_ == kLimbs) std::abort();
    limbs_[At(used_++)] = limb;
  }

  void ShiftLeftByALimb() {
    Append(0);
    for (int i = used_ - 1; i > 0; --i) limbs_[At(i)] = limbs_[At(i - 1)];
    limbs_[0] = 0;
  }

  // Limbs from `used_` on are zero.
  void Trim() {
    while (used_ > 0 && limbs_[Last()] == 0) --used_;
  }

  std::array<uint32_t, kLimbs> limbs_ = {};
  int used_ = 0;
};

}  // namespace wbm::widgets
