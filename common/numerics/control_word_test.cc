// The modes do what their names say, to arithmetic that the processor does.
#include "common/numerics/control_word.h"

#include <cfenv>
#include <limits>

#include "gtest/gtest.h"

namespace wbm::numerics {
namespace {

// What `f` gives under `mode`; the mode is put back.
template <typename F>
float Under(ControlWord mode, F f) {
  const ControlWord before = ReadControlWord();
  WriteControlWord((before & ~kAltering) | mode);
  const volatile float result = f();
  WriteControlWord(before);
  return result;
}

float HalfOfTheLeastNormal() {
  const volatile float least = std::numeric_limits<float>::min(), two = 2;
  return least / two;
}

float LeastTimes2To24() {
  const volatile float least = std::numeric_limits<float>::denorm_min();
  const volatile float large = 0x1p24f;
  return least * large;
}

float Third(float one) {
  const volatile float dividend = one, three = 3;
  return dividend / three;
}

TEST(ControlWord, ByDefaultSubnormalsAreComputed) {
  EXPECT_EQ(ReadControlWord() & kAltering, 0u);
  EXPECT_EQ(Under(0, HalfOfTheLeastNormal), 0x1p-127f);
  EXPECT_EQ(Under(0, LeastTimes2To24), 0x1p-125f);
}

TEST(ControlWord, FlushToZeroActsOnResults) {
  EXPECT_EQ(Under(kFlushToZero, HalfOfTheLeastNormal), 0);
  EXPECT_EQ(Under(kFlushToZero, LeastTimes2To24),
            kOneBitFlushesBoth ? 0 : 0x1p-125f);
}

TEST(ControlWord, DenormalsAreZeroActsOnOperands) {
  EXPECT_EQ(Under(kDenormalsAreZero, HalfOfTheLeastNormal),
            kOneBitFlushesBoth ? 0 : 0x1p-127f);
  EXPECT_EQ(Under(kDenormalsAreZero, LeastTimes2To24), 0);
}

TEST(ControlWord, DirectionsOfRounding) {
  const auto third = [] { return Third(1); };
  const auto minus_third = [] { return Third(-1); };
  const float below = 0x1.555554p-2f, above = 0x1.555556p-2f;
  EXPECT_EQ(Under(0, third), above);
  EXPECT_EQ(Under(kRoundTowardZero, third), below);
  EXPECT_EQ(Under(kRoundTowardZero, minus_third), -below);
  EXPECT_EQ(Under(kRoundUpward, third), above);
  EXPECT_EQ(Under(kRoundUpward, minus_third), -below);
}

// The C library's modes are in the same word.
TEST(ControlWord, ReadsWhatTheLibraryWrote) {
  std::fesetround(FE_UPWARD);
  const ControlWord upward = ReadControlWord();
  std::fesetround(FE_TONEAREST);
  EXPECT_EQ(upward & kAltering, kRoundUpward);
}

}  // namespace
}  // namespace wbm::numerics
