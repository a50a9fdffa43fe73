// What C++ does with numbers that do not fit, and in which order bytes
// lie.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

// [region check]
// Three ways to ask whether a + b has a code. None of them overflows.
bool FitsByAskingFirst(int32_t a, int32_t b) {
  constexpr int32_t kMost = std::numeric_limits<int32_t>::max();
  constexpr int32_t kLeast = std::numeric_limits<int32_t>::min();
  return b > 0 ? a <= kMost - b : a >= kLeast - b;
}
bool FitsByGoingWider(int32_t a, int32_t b) {
  const int64_t sum = int64_t{a} + b;
  return sum == static_cast<int32_t>(sum);
}
bool FitsByTheFlag(int32_t a, int32_t b) {  // of gcc and clang
  int32_t sum = 0;
  return !__builtin_add_overflow(a, b, &sum);
}
// [/region]

void Check() {
  constexpr int32_t kMost = std::numeric_limits<int32_t>::max();
  constexpr int32_t kLeast = std::numeric_limits<int32_t>::min();
  const auto answer = [](bool fits) {
    return fits ? "fits" : "does not fit";
  };
  Part("check");
  std::printf("sum\tasking first\tin int64\tthe machine's flag\n");
  const auto row = [&](const char* sum, int32_t a, int32_t b) {
    std::printf(
        "%s\t%s\t%s\t%s\n", sum, answer(FitsByAskingFirst(a, b)),
        answer(FitsByGoingWider(a, b)), answer(FitsByTheFlag(a, b)));
    Holds(FitsByAskingFirst(a, b) == FitsByTheFlag(a, b) &&
              FitsByGoingWider(a, b) == FitsByTheFlag(a, b),
          "the three agree");
  };
  row("largest + 0", kMost, 0);
  row("largest + 1", kMost, 1);
  row("least + −1", kLeast, -1);
  row("largest + least", kMost, kLeast);
  Holds(!FitsByTheFlag(kMost, 1) && FitsByTheFlag(kMost, kLeast),
        "the largest and one do not fit, the largest and the least do");
  const uint32_t wrapped = uint32_t{0} - 1;
  Holds(wrapped == std::numeric_limits<uint32_t>::max(),
        "unsigned integers go round the wheel");
}

// [region promoted]
struct Negated {
  int in_int;      // what the minus sign gives: an int
  int by_abs;      // what abs gives: an int, too
  int8_t in_int8;  // what is left when it is stored
};
Negated NegatedOf(int8_t x) {
  return {-x, std::abs(x), static_cast<int8_t>(-x)};
}
// [/region]

void Promoted() {
  constexpr int8_t kLeast = std::numeric_limits<int8_t>::min();
  const Negated negated = NegatedOf(kLeast);
  Part("promoted");
  std::printf("x\t-x\tabs(x)\t-x stored as int8_t\n");
  std::printf("%d\t%d\t%d\t%d\n", kLeast, negated.in_int,
              negated.by_abs, negated.in_int8);
  Value("promoted.least", kLeast);
  Value("promoted.negated", negated.in_int);
  Value("promoted.stored", negated.in_int8);
  Holds(negated.in_int == 128 && negated.by_abs == 128,
        "the minus sign and abs work in int, where 128 has a code");
  Holds(negated.in_int8 == kLeast, "stored, it is the least again");
  const int8_t hundred = 100;
  Value("promoted.hundred", hundred);
  Value("promoted.sum", hundred + hundred);
  Holds(static_cast<int8_t>(hundred + hundred) == -56,
        "200 - 256 = -56");
}

// [region bytes]
using TwoBytes = std::array<uint8_t, 2>;

TwoBytes LittleEnd(int16_t x) {
  const auto bits = static_cast<uint16_t>(x);
  return {static_cast<uint8_t>(bits), static_cast<uint8_t>(bits >> 8)};
}
TwoBytes BigEnd(int16_t x) {
  return {LittleEnd(x)[1], LittleEnd(x)[0]};
}

int16_t ReadLittleEnd(TwoBytes bytes) {
  return static_cast<int16_t>(bytes[0] | bytes[1] << 8);
}
// [/region]

void Bytes() {
  constexpr int16_t kNumber = -42;
  const TwoBytes little = LittleEnd(kNumber), big = BigEnd(kNumber);
  Part("bytes");
  std::printf(
      "order\tfirst byte\tsecond byte\tread as little-endian\n");
  std::printf("little-endian\t%02X\t%02X\t%d\n", little[0], little[1],
              ReadLittleEnd(little));
  std::printf("big-endian\t%02X\t%02X\t%d\n", big[0], big[1],
              ReadLittleEnd(big));
  Value("bytes.number", kNumber);
  Value("bytes.wrong", ReadLittleEnd(big));
  Holds(ReadLittleEnd(little) == kNumber, "read as it was written");
}

}  // namespace

int main() {
  Check();
  Promoted();
  Bytes();
  return 0;
}
