// NVIDIA's own conversions, as its headers run them on the CPU, beside ours:
// the same code for every float but where ours is meant to differ, and each
// such difference has a name, a rule and a count here.
//
// Quick: a strided subset of the floats. With --all_floats: every one.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp4.h>
#include <cuda_fp6.h>
#include <cuda_fp8.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "common/formats/float.h"
#include "gtest/gtest.h"

namespace wbm::formats {
namespace {

uint64_t stride = 4093;  // prime; 1 for all floats

// A difference that is meant: where it applies, and why.
struct Divergence {
  const char* name;
  std::function<bool(float)> applies;
};

// Zero differences without a name; every name really occurs.
template <typename Ours, typename Theirs>
void Compare(const char* what, const Ours& ours, const Theirs& theirs,
             const std::vector<Divergence>& divergences = {}) {
  std::vector<uint64_t> counts(divergences.size());
  uint64_t unnamed = 0;
  for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += stride) {
    const float x = std::bit_cast<float>(static_cast<uint32_t>(bits));
    if (ours(x) == theirs(x)) continue;
    bool named = false;
    for (size_t i = 0; i < divergences.size() && !named; ++i) {
      named = divergences[i].applies(x);
      counts[i] += named ? 1 : 0;
    }
    if (!named && unnamed++ == 0) {
      ADD_FAILURE() << what << ": float 0x" << std::hex << bits << " = " << x
                    << ": ours 0x" << ours(x) << ", theirs 0x" << theirs(x);
    }
  }
  EXPECT_EQ(unnamed, 0u) << what;
  for (size_t i = 0; i < divergences.size(); ++i) {
    std::printf("%-28s %-36s %10llu floats\n", what, divergences[i].name,
                static_cast<unsigned long long>(counts[i]));
    EXPECT_GT(counts[i], 0u) << what << ": " << divergences[i].name;
  }
}

template <FormatType T>
auto Ours(RoundingMode mode, Saturation saturation = Saturation::kSatNone) {
  return [=](float x) -> unsigned {
    const Conversion how = {.rounding = {mode}, .saturation = saturation};
    return Encode<T>(x, how).bits;
  };
}

bool IsNotANumber(float x) { return std::isnan(x); }

constexpr RoundingMode kNearest = RoundingMode::kNearestEven;
constexpr Saturation kSatFinite = Saturation::kSatFinite;

// ---- fp8 ----

auto Fp8(__nv_saturation_t saturation, __nv_fp8_interpretation_t kind) {
  return [=](float x) -> unsigned {
    return __nv_cvt_float_to_fp8(x, saturation, kind);
  };
}

TEST(Nvidia, Fp8) {
  const Divergence no_sign = {"NaN loses its sign", [](float x) {
                                return std::isnan(x) && std::signbit(x);
                              }};
  const Divergence all_ones = {"NaN is 7f, without sign or payload",
                               IsNotANumber};
  Compare("e4m3 satfinite", Ours<float8_e4m3fn>(kNearest, kSatFinite),
          Fp8(__NV_SATFINITE, __NV_E4M3), {no_sign});
  Compare("e4m3 nosat", Ours<float8_e4m3fn>(kNearest),
          Fp8(__NV_NOSAT, __NV_E4M3), {no_sign});
  Compare("e5m2 satfinite", Ours<float8_e5m2>(kNearest, kSatFinite),
          Fp8(__NV_SATFINITE, __NV_E5M2), {all_ones});
  Compare("e5m2 nosat", Ours<float8_e5m2>(kNearest), Fp8(__NV_NOSAT, __NV_E5M2),
          {all_ones});
}

// ---- fp6 and fp4: NaN to the greatest number, as ours by default ----

TEST(Nvidia, Fp6AndFp4) {
  for (const auto& [theirs, ours] :
       {std::pair{cudaRoundNearest, kNearest},
        std::pair{cudaRoundZero, RoundingMode::kTowardZero}}) {
    Compare("e2m3", Ours<float6_e2m3fn>(ours), [mode = theirs](float x) {
      return unsigned{__nv_cvt_float_to_fp6(x, __NV_E2M3, mode)};
    });
    Compare("e3m2", Ours<float6_e3m2fn>(ours), [mode = theirs](float x) {
      return unsigned{__nv_cvt_float_to_fp6(x, __NV_E3M2, mode)};
    });
    Compare("e2m1", Ours<float4_e2m1fn>(ours), [mode = theirs](float x) {
      return unsigned{__nv_cvt_float_to_fp4(x, __NV_E2M1, mode)};
    });
  }
}

// ---- E8M0 ----

TEST(Nvidia, E8m0) {
  const Divergence magnitude = {"a negative number counts as |x|",
                                [](float x) { return std::signbit(x); }};
  for (const auto& [theirs, ours] :
       {std::pair{cudaRoundZero, RoundingMode::kTowardZero},
        std::pair{cudaRoundPosInf, RoundingMode::kUp}}) {
    Compare("e8m0 satfinite", Ours<float8_e8m0fnu>(ours, kSatFinite),
            [mode = theirs](float x) {
              return unsigned{__nv_cvt_float_to_e8m0(x, __NV_SATFINITE, mode)};
            },
            {magnitude});
  }
}

// ---- half and bfloat16, in four modes ----

template <typename Convert>
auto Bits(Convert convert) {
  return
      [=](float x) -> unsigned { return std::bit_cast<uint16_t>(convert(x)); };
}

const Divergence kCanonicalNan = {"NaN is 7fff, without sign or payload",
                                  IsNotANumber};

TEST(Nvidia, Half) {
  Compare("half rn", Ours<float16>(kNearest),
          Bits([](float x) { return __half_raw(__float2half_rn(x)); }),
          {kCanonicalNan});
  Compare("half rz", Ours<float16>(RoundingMode::kTowardZero),
          Bits([](float x) { return __half_raw(__float2half_rz(x)); }),
          {kCanonicalNan});
  Compare("half ru", Ours<float16>(RoundingMode::kUp),
          Bits([](float x) { return __half_raw(__float2half_ru(x)); }),
          {kCanonicalNan});
  Compare("half rd", Ours<float16>(RoundingMode::kDown),
          Bits([](float x) { return __half_raw(__float2half_rd(x)); }),
          {kCanonicalNan});
}

TEST(Nvidia, BFloat16) {
  const auto raw = [](__nv_bfloat16 x) { return __nv_bfloat16_raw(x); };
  Compare("bfloat16 rn", Ours<bfloat16>(kNearest),
          Bits([=](float x) { return raw(__float2bfloat16_rn(x)); }),
          {kCanonicalNan});
  Compare("bfloat16 rz", Ours<bfloat16>(RoundingMode::kTowardZero),
          Bits([=](float x) { return raw(__float2bfloat16_rz(x)); }),
          {kCanonicalNan});
  Compare("bfloat16 ru", Ours<bfloat16>(RoundingMode::kUp),
          Bits([=](float x) { return raw(__float2bfloat16_ru(x)); }),
          {kCanonicalNan});
  Compare("bfloat16 rd", Ours<bfloat16>(RoundingMode::kDown),
          Bits([=](float x) { return raw(__float2bfloat16_rd(x)); }),
          {kCanonicalNan});
}

}  // namespace
}  // namespace wbm::formats

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--all_floats") == 0) wbm::formats::stride = 1;
  }
  return RUN_ALL_TESTS();
}
