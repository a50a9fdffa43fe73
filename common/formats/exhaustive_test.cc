// All 2^32 floats into every format, in every deterministic mode, against the
// oracle. Saturation can change only what overflows, underflows an E8M0 or is
// special, so the two saturating policies walk the floats from the format's
// last gap on (all of them for E8M0). Minutes: tagged large and manual.
#include <chrono>
#include <cstdio>

#include "common/formats/float_sweep.h"
#include "common/formats/format_list.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

constexpr uint64_t kAllFloats = uint64_t{1} << 32;

// Flattened, so that the constants reach every branch: four times as fast.
template <FormatType T, RoundingMode kMode, Saturation kSaturation>
[[gnu::flatten]] uint64_t Convert(float x) {
  constexpr Conversion kHow = {.rounding = {kMode}, .saturation = kSaturation};
  return Encode<T>(x, kHow).bits;
}

template <FormatType T, RoundingMode kMode, Saturation kSaturation>
SweepResult Sweep(const Oracle& oracle, SweepRange range) {
  return SweepFloats(oracle, kMode, kSaturation, range,
                     [](float x) { return Convert<T, kMode, kSaturation>(x); });
}

void ExpectNoneWrong(const SweepResult& result) {
  EXPECT_EQ(result.wrong, 0u)
      << "of " << result.tried << "; first: float bits 0x" << std::hex
      << result.first_wrong << ", expected 0x" << result.expected;
}

template <FormatType T, RoundingMode kMode>
void SweepAll(const Oracle& oracle) {
  const auto start = std::chrono::steady_clock::now();
  const SweepResult all = Sweep<T, kMode, Saturation::kSatNone>(oracle, {});
  EXPECT_EQ(all.tried, kAllFloats);
  ExpectNoneWrong(all);
  SweepRange tail;
  if (oracle.spec().specials != Specials::kScale) {
    tail.first =
        sweep_internal::FirstAtLeast(oracle.values()[oracle.Last() - 1]);
  }
  ExpectNoneWrong(Sweep<T, kMode, Saturation::kSatFinite>(oracle, tail));
  ExpectNoneWrong(Sweep<T, kMode, Saturation::kSatPropagate>(oracle, tail));
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - start;
  std::printf("%-16s mode %d: %.1f s\n", oracle.spec().name.c_str(),
              static_cast<int>(kMode), took.count());
  std::fflush(stdout);
}

template <typename T>
class Exhaustive : public testing::Test {};
using Formats =
    testing::Types<tf32, float16, bfloat16, float8_e5m2, float8_e4m3fn,
                   float8_e4m3, float8_e5m2fnuz, float8_e4m3fnuz,
                   float8_e8m0fnu, float6_e3m2fn, float6_e2m3fn, float4_e2m1fn>;
TYPED_TEST_SUITE(Exhaustive, Formats);

TYPED_TEST(Exhaustive, EveryFloatInEveryMode) {
  for (const Spec& spec : Specs()) {
    if (spec.name != TypeParam::kFormat.name) continue;
    const Oracle oracle(spec);
    ForEachMode([&](auto mode) { SweepAll<TypeParam, mode.value>(oracle); });
  }
}

}  // namespace
}  // namespace wbm::formats
