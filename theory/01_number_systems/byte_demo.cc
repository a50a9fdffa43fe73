// One byte, read by six rules.

#include <cstdint>
#include <cstdio>
#include <string>

#include "common/formats/fixed_point.h"
#include "common/formats/formats.h"
#include "common/formats/twos_complement.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::BinaryDigits;
using wbm::formats::FixedToDouble;
using wbm::formats::FromTwosComplement;
using wbm::formats::kFloat8E4M3Fn;
using wbm::formats::Q;
using wbm::formats::ToDouble;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

struct Readings {
  int64_t plain, sign_magnitude, twos, high, low;
  double fixed, tiny_float;
};

// [region readings]
Readings ReadInEveryWay(uint8_t byte) {
  Readings r;
  r.plain = byte;
  // First bit: the sign. The other seven: the size.
  r.sign_magnitude = (byte & 0x80) != 0 ? -(byte & 0x7f) : byte;
  r.twos = FromTwosComplement(byte, 8);
  // Two small integers in one byte.
  r.high = FromTwosComplement(byte >> 4, 4);
  r.low = FromTwosComplement(byte, 4);
  // The same integer, counting sixteenths.
  r.fixed = FixedToDouble(Q(3, 4), r.twos);
  r.tiny_float = ToDouble(kFloat8E4M3Fn, byte);
  return r;
}
// [/region]

}  // namespace

int main() {
  constexpr uint8_t kByte = 0b11010110;
  const Readings r = ReadInEveryWay(kByte);
  Part("readings");
  std::printf("rule\twhat %s is\n", BinaryDigits(kByte, 8).c_str());
  std::printf("unsigned integer\t%d\n", static_cast<int>(r.plain));
  std::printf("sign-magnitude\t%d\n", static_cast<int>(r.sign_magnitude));
  std::printf("two's complement (int8)\t%d\n", static_cast<int>(r.twos));
  std::printf("two int4 side by side\t%d and %d\n", static_cast<int>(r.high),
              static_cast<int>(r.low));
  std::printf("fixed point Q3.4\t%g\n", r.fixed);
  std::printf("float8_e4m3fn\t%g\n", r.tiny_float);

  Value("byte.plain", static_cast<double>(r.plain));
  Value("byte.twos", static_cast<double>(r.twos));
  Value("byte.fixed", r.fixed);
  Value("byte.float", r.tiny_float);
  Holds(r.fixed == static_cast<double>(r.twos) / 16,
        "Q3.4 is the int8 number counted in sixteenths");
  return 0;
}
