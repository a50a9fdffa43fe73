// Every code of a format, to be walked through.
//
//   for (const float4_e2m1fn x : AllCodes<float4_e2m1fn>()) …  // 0x0 … 0xf
//   FiniteInOrder(kFloat4E2M1Fn)   // -6, -4, …, -0, +0, 0.5, …, 6 as codes
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/formats/float.h"
#include "common/formats/format.h"

namespace wbm::formats {

// A range over all 2^Bits() codes in order of the code.
template <FormatType T>
class AllCodes {
 public:
  static_assert(T::kFormat.Bits() < 64);

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = T;
    using pointer = const T*;
    constexpr explicit Iterator(uint64_t code) : code_(code) {}
    constexpr T operator*() const { return FromBits<T>(code_); }
    constexpr Iterator& operator++() {
      ++code_;
      return *this;
    }
    friend constexpr bool operator==(const Iterator&,
                                     const Iterator&) = default;

   private:
    uint64_t code_;
  };

  constexpr Iterator begin() const { return Iterator(0); }
  constexpr Iterator end() const { return Iterator(size()); }
  constexpr uint64_t size() const { return T::kFormat.CodeMask() + 1; }
};

// The finite codes from the lowest number to the greatest, -0 before +0. For
// formats of up to about 20 bits: it holds them all.
inline std::vector<uint64_t> FiniteInOrder(const Format& format) {
  std::vector<uint64_t> codes;
  const uint64_t greatest = format.MaxFiniteCode();
  if (format.is_signed) {
    const uint64_t least = format.signed_zero ? 0 : 1;
    for (uint64_t magnitude = greatest + 1; magnitude-- > least;) {
      codes.push_back(format.SignMask() | magnitude);
    }
  }
  for (uint64_t magnitude = 0; magnitude <= greatest; ++magnitude) {
    codes.push_back(magnitude);
  }
  return codes;
}

}  // namespace wbm::formats
