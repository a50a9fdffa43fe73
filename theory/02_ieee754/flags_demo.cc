// What the processor remembers of an operation, and the two kinds of
// NaN.

#include <bit>
#include <cfenv>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>

#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;

constexpr float kLargest = std::numeric_limits<float>::max();

std::string Raised() {
  std::string names;
  const auto add = [&](int flag, const char* name) {
    if (std::fetestexcept(flag) == 0) return;
    names += (names.empty() ? "" : ", ") + std::string(name);
  };
  add(FE_INVALID, "invalid");
  add(FE_DIVBYZERO, "division by zero");
  add(FE_OVERFLOW, "overflow");
  add(FE_UNDERFLOW, "underflow");
  add(FE_INEXACT, "inexact");
  return names.empty() ? "none" : names;
}

// [region flags]
// Which flags an operation raises. volatile: the processor computes, at
// this place, and not the compiler somewhere else.
template <typename Operation>
std::string FlagsOf(Operation operation) {
  std::feclearexcept(FE_ALL_EXCEPT);
  const volatile float result = operation();
  static_cast<void>(result);
  return Raised();
}
// [/region]

void Flags() {
  const volatile float zero = 0, one = 1, three = 3, large = kLargest;
  const volatile float least = std::numeric_limits<float>::min();
  Part("flags");
  std::printf("operation\tflags\n");
  const auto row = [](const char* name, const std::string& flags) {
    std::printf("%s\t%s\n", name, flags.c_str());
  };
  row("1 + 1", FlagsOf([&] { return one + one; }));
  row("1 / 3", FlagsOf([&] { return one / three; }));
  row("1 / 0", FlagsOf([&] { return one / zero; }));
  row("0 / 0", FlagsOf([&] { return zero / zero; }));
  row("largest * 3", FlagsOf([&] { return large * three; }));
  row("least normal / 3", FlagsOf([&] { return least / three; }));
  Holds(FlagsOf([&] { return one + one; }) == "none",
        "an exact sum is silent");
  Holds(FlagsOf([&] { return zero / zero; }) == "invalid",
        "0/0 is invalid");
  Holds(FlagsOf([&] { return one / zero; }) == "division by zero",
        "1/0 is not inexact");
}

// [region signalling]
// The first fraction bit says which kind of NaN a pattern is.
constexpr uint32_t kSignalling = 0x7f800001;  // first fraction bit 0
constexpr uint32_t kQuiet = 0x7fc00001;       // first fraction bit 1

uint32_t PlusOne(uint32_t pattern) {
  const volatile float x = std::bit_cast<float>(pattern);
  const volatile float sum = x + 1;
  const float stored = sum;
  return std::bit_cast<uint32_t>(stored);
}
// [/region]

void Kinds() {
  Part("nan_kinds");
  std::printf("operand\tpattern\toperand + 1\tflags\n");
  const auto row = [](const char* name, uint32_t pattern) {
    std::feclearexcept(FE_ALL_EXCEPT);
    const uint32_t sum = PlusOne(pattern);
    const std::string flags = Raised();
    std::printf("%s\t%08x\t%08x\t%s\n", name, pattern, sum,
                flags.c_str());
    return flags;
  };
  const std::string quiet = row("quiet NaN", kQuiet);
  const std::string signalling = row("signalling NaN", kSignalling);
  Holds(quiet == "none" && signalling == "invalid",
        "only the signalling one raises a flag");
  Holds(PlusOne(kSignalling) == kQuiet, "and comes out quiet");
}

}  // namespace

int main() {
  Flags();
  Kinds();
  return 0;
}
