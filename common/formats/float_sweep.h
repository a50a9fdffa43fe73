// A walk through the floats in order beside a format's sorted values: for each
// stretch between two thresholds the oracle says one code, and every float in
// it is converted and compared. No search, so all 2^32 take seconds a format.
//
//   SweepFloats(oracle, RoundingMode::kNearestEven, Saturation::kSatNone,
//               {.stride = 257}, [](float x) { return Encode<…>(x).bits; })
//
// With a stride, the floats at every threshold and one step to either side are
// taken besides, so that a subset still meets every tie and every boundary.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "common/formats/oracle.h"

namespace wbm::formats {

struct SweepResult {
  uint64_t tried = 0;
  uint64_t wrong = 0;
  uint32_t first_wrong = 0;  // bits of the first float that went wrong
  uint64_t expected = 0;
};

struct SweepRange {
  uint32_t stride = 1;
  // Magnitudes from `first` on, for what only overflow can change.
  uint32_t first = 0;
};

namespace sweep_internal {

inline constexpr uint32_t kInfinityBits = 0x7f800000;

// The first float, as bits, whose value is at least x >= 0.
inline uint32_t FirstAtLeast(double x) {
  if (x > std::numeric_limits<float>::max()) return kInfinityBits;
  const float nearest = static_cast<float>(x);
  const uint32_t bits = std::bit_cast<uint32_t>(nearest);
  return static_cast<double>(nearest) < x ? bits + 1 : bits;
}

template <typename Convert>
class Walker {
 public:
  Walker(SweepRange range, const Convert& convert)
      : range_(range), convert_(convert) {}

  // Floats [begin, end) and the sign go to `expected`.
  void Stretch(uint32_t begin, uint32_t end, uint32_t sign, uint64_t expected) {
    begin = std::max(begin, range_.first);
    if (begin >= end) return;
    if (range_.stride == 1) {
      for (uint32_t bits = begin; bits < end; ++bits) {
        Try(bits | sign, expected);
      }
      return;
    }
    for (uint32_t edge = 0; edge < 2; ++edge) {
      if (end - begin > edge) Try((begin + edge) | sign, expected);
      if (end - begin > edge) Try((end - 1 - edge) | sign, expected);
    }
    const uint32_t past = begin % range_.stride;
    uint64_t bits = past == 0 ? begin : uint64_t{begin} + range_.stride - past;
    for (; bits < end; bits += range_.stride) {
      Try(static_cast<uint32_t>(bits) | sign, expected);
    }
  }

  const SweepResult& result() const { return result_; }

  void Try(uint32_t bits, uint64_t expected) {
    ++result_.tried;
    if (convert_(std::bit_cast<float>(bits)) == expected) return;
    if (result_.wrong++ == 0) {
      result_.first_wrong = bits;
      result_.expected = expected;
    }
  }

 private:
  SweepRange range_;
  const Convert& convert_;
  SweepResult result_;
};

}  // namespace sweep_internal

template <typename Convert>
SweepResult SweepFloats(const Oracle& oracle, RoundingMode mode,
                        Saturation saturation, SweepRange range,
                        const Convert& convert) {
  using sweep_internal::FirstAtLeast;
  using sweep_internal::kInfinityBits;
  sweep_internal::Walker<Convert> walker(range, convert);
  for (const bool negative : {false, true}) {
    const uint32_t sign = negative ? 0x80000000u : 0;
    const auto code = [&](size_t lower, Position position) {
      return oracle.Expect({lower, position}, mode, saturation, negative);
    };
    for (size_t i = 0; i <= oracle.Last(); ++i) {
      // Every value and midpoint of these formats is a float, or past them.
      const uint32_t at = FirstAtLeast(oracle.values()[i]);
      const uint32_t middle = FirstAtLeast(oracle.Middle(i));
      const uint32_t next = FirstAtLeast(oracle.values()[i + 1]);
      walker.Stretch(at, at + 1, sign, code(i, Position::kAt));
      walker.Stretch(at + 1, middle, sign, code(i, Position::kBelowMiddle));
      walker.Stretch(middle, middle + 1, sign, code(i, Position::kAtMiddle));
      walker.Stretch(middle + 1, next, sign, code(i, Position::kAboveMiddle));
    }
    const size_t over = oracle.Last() + 1;
    walker.Stretch(FirstAtLeast(oracle.values()[over]), kInfinityBits, sign,
                   code(over, Position::kAboveMiddle));
    walker.Try(kInfinityBits | sign,
               oracle.ExpectInfinity(saturation, negative));
    for (uint32_t f = 1; f < 0x800000; f += range.stride) {
      walker.Try(kInfinityBits | sign | f, oracle.ExpectNan(negative, f));
    }
  }
  return walker.result();
}

}  // namespace wbm::formats
