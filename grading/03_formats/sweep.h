// One conversion over many floats or over all of them, in batches that cross
// the boundary as a message each.
//
//   SweepEncode<&EncodeFloat16>(kFloat16, Overflow::kInfinity, {4093, 7});
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <ios>
#include <vector>

#include "common/lab/each.h"
#include "common/lab/given.h"
#include "grading/03_formats/oracle.h"
#include "gtest/gtest.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {

inline constexpr std::uint64_t kFloats = std::uint64_t{1} << 32;
inline constexpr std::size_t kBatch = std::size_t{1} << 20;

// Whether NaNs take part. They have checks of their own.
enum class Nans { kLeftOut, kAlone };

// Every `stride`-th float in order of the bits, beginning with `first`.
struct Every {
  std::uint64_t stride = 1;
  std::uint64_t first = 0;
};

// Calls judge(x, bits of x, result) for each of them. Stops at the first fatal
// failure.
template <auto F, class Judge>
void Sweep(Every every, Nans nans, const Judge& judge) {
  std::vector<float> x;
  for (std::uint64_t next = every.first; next < kFloats;) {
    x.clear();
    for (; next < kFloats && x.size() < kBatch; next += every.stride) {
      const auto bits = static_cast<std::uint32_t>(next);
      const bool nan = (bits & 0x7fffffff) > 0x7f800000;
      if (nan == (nans == Nans::kAlone))
        x.push_back(std::bit_cast<float>(bits));
    }
    const auto results = wbm::lab::Each<F>(x);
    ASSERT_EQ(results.size(), x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      judge(x[i], std::bit_cast<std::uint32_t>(x[i]), results[i]);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

// F(x) is the code of the number nearest to x.
template <auto F>
void SweepEncode(Format format, Overflow overflow, Every every,
                 Nans nans = Nans::kLeftOut) {
  oracle::Walk walk(format, overflow);
  Sweep<F>(every, nans, [&](float x, std::uint32_t bits, auto code) {
    const std::uint32_t expected = walk.CodeOf(bits);
    if (code == expected) return;
    wbm::lab::Given("x", x);
    wbm::lab::Given("bits of x", bits);
    FAIL() << "gives code 0x" << std::hex << +code << " in place of 0x"
           << expected;
  });
}

// The same of RoundToTf32, whose result is a float32: the code of a tf32
// number is the upper 19 of its 32 bits.
inline void SweepTf32(Every every, Nans nans = Nans::kLeftOut) {
  oracle::Walk walk(kTf32, Overflow::kInfinity);
  Sweep<&RoundToTf32>(
      every, nans, [&](float x, std::uint32_t bits, float result) {
        const std::uint32_t expected = walk.CodeOf(bits) << 13;
        const auto got = std::bit_cast<std::uint32_t>(result);
        if (got == expected) return;
        wbm::lab::Given("x", x);
        wbm::lab::Given("bits of x", bits);
        FAIL() << "gives " << result << std::hex << " (bits 0x" << got
               << ") in place of " << std::bit_cast<float>(expected)
               << " (bits 0x" << expected << ")";
      });
}

// F(code) is the number that the code stands for, for every code. All NaNs are
// alike.
template <auto F, class Code>
void SweepDecode(Format format) {
  const std::size_t codes = std::size_t{1} << (8 * sizeof(Code));
  std::vector<Code> all(codes);
  for (std::size_t i = 0; i < codes; ++i) all[i] = static_cast<Code>(i);
  const std::vector<float> results = wbm::lab::Each<F>(all);
  ASSERT_EQ(results.size(), codes);
  for (std::size_t i = 0; i < codes; ++i) {
    const double expected = oracle::Value(all[i], format);
    const bool same =
        expected != expected
            ? results[i] != results[i]
            : std::bit_cast<std::uint32_t>(results[i]) ==
                  std::bit_cast<std::uint32_t>(static_cast<float>(expected));
    if (same) continue;
    wbm::lab::Given("code", all[i]);
    FAIL() << "gives " << results[i] << " in place of " << expected;
  }
}

}  // namespace formats_lab
