// The hidden tests of tasks 3.6 and 3.7: every code of the five formats, and
// every 4093rd float (a prime, so that all low bits change) from one that is
// drawn: 2^20 of them.
// //grading/03_formats:exhaustive_test takes all 2^32.

#include <bit>
#include <cstdint>
#include <vector>

#include "common/lab/each.h"
#include "common/lab/given.h"
#include "grading/03_formats/oracle.h"
#include "grading/03_formats/sweep.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Each;
using ::wbm::lab::Given;

Every Some() {
  constexpr std::uint64_t kStride = 4093;
  return {kStride, HiddenSeed("sweep") % kStride};
}

// The middles between neighbours: where ties are. `step` is the distance of
// neighbours in the bits of a float32.
std::vector<float> Middles(std::uint32_t step) {
  std::vector<float> x;
  const std::uint64_t first = HiddenSeed("middles") % 37 * step + step / 2;
  for (std::uint64_t bits = first; bits < kFloats; bits += 37 * step) {
    if ((bits & 0x7fffffff) < 0x7f800000) {
      x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    }
  }
  return x;
}

TEST(BFloat16Hidden, FloatsOfEverySize) {
  SweepEncode<&EncodeBFloat16>(kBFloat16, Overflow::kInfinity, Some());
}

TEST(BFloat16Hidden, TiesOfEverySize) {
  const std::vector<float> x = Middles(1u << 16);
  const std::vector<std::uint16_t> codes = Each<&EncodeBFloat16>(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    Given("x", x[i]);
    ASSERT_EQ(codes[i], oracle::Code(x[i], kBFloat16, Overflow::kInfinity));
  }
}

TEST(BFloat16Hidden, EveryKindOfNan) {
  SweepEncode<&EncodeBFloat16>(kBFloat16, Overflow::kInfinity, Some(),
                               Nans::kAlone);
  // Low payload bits alone, and all of them: cut or carried away.
  std::vector<float> x;
  for (std::uint32_t low = 1; low < 0x10000; low = 2 * low + 1) {
    for (std::uint32_t high : {0x7f800000u, 0x7fff0000u, 0xffff0000u}) {
      x.push_back(std::bit_cast<float>(high | low));
    }
  }
  const std::vector<std::uint16_t> codes = Each<&EncodeBFloat16>(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    Given("bits of x", std::bit_cast<std::uint32_t>(x[i]));
    ASSERT_EQ(codes[i], oracle::Code(x[i], kBFloat16, Overflow::kInfinity));
  }
}

TEST(BFloat16Hidden, EveryCodeDecodes) {
  SweepDecode<&DecodeBFloat16, std::uint16_t>(kBFloat16);
}

TEST(Tf32Hidden, FloatsOfEverySize) { SweepTf32(Some()); }

TEST(Tf32Hidden, TiesOfEverySize) {
  const std::vector<float> x = Middles(1u << 13);
  const std::vector<float> rounded = Each<&RoundToTf32>(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    Given("x", x[i]);
    ASSERT_EQ(std::bit_cast<std::uint32_t>(rounded[i]),
              oracle::Code(x[i], kTf32, Overflow::kInfinity) << 13);
  }
}

TEST(Tf32Hidden, EveryKindOfNan) { SweepTf32(Some(), Nans::kAlone); }

TEST(Float16Hidden, FloatsOfEverySize) {
  SweepEncode<&EncodeFloat16>(kFloat16, Overflow::kInfinity, Some());
}

TEST(Float16Hidden, EveryCodeDecodes) {
  SweepDecode<&DecodeFloat16, std::uint16_t>(kFloat16);
}

TEST(Float8Hidden, FloatsOfEverySizeToE4m3fn) {
  SweepEncode<&EncodeFloat8E4M3Fn>(kFloat8E4M3Fn, Overflow::kSaturate, Some());
}

TEST(Float8Hidden, FloatsOfEverySizeToE5m2) {
  SweepEncode<&EncodeFloat8E5M2>(kFloat8E5M2, Overflow::kInfinity, Some());
}

TEST(Float8Hidden, EveryCodeDecodes) {
  ASSERT_NO_FATAL_FAILURE(
      (SweepDecode<&DecodeFloat8E4M3Fn, std::uint8_t>(kFloat8E4M3Fn)));
  SweepDecode<&DecodeFloat8E5M2, std::uint8_t>(kFloat8E5M2);
}

}  // namespace
}  // namespace formats_lab
