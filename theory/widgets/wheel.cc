#include "theory/widgets/wheel.h"

#include "common/formats/twos_complement.h"

namespace {

using wbm::formats::Add;
using wbm::formats::FromTwosComplement;
using wbm::formats::IntegerSum;

IntegerSum SumOf(int32_t a, int32_t b, int32_t bits) {
  return Add(static_cast<uint64_t>(a), static_cast<uint64_t>(b), bits);
}

}  // namespace

extern "C" {

int32_t WbmWheelSigned(int32_t code, int32_t bits) {
  return static_cast<int32_t>(
      FromTwosComplement(static_cast<uint64_t>(code), bits));
}

int32_t WbmWheelSum(int32_t a, int32_t b, int32_t bits) {
  return static_cast<int32_t>(SumOf(a, b, bits).code);
}

int32_t WbmWheelCarry(int32_t a, int32_t b, int32_t bits) {
  return SumOf(a, b, bits).carry ? 1 : 0;
}

int32_t WbmWheelOverflow(int32_t a, int32_t b, int32_t bits) {
  return SumOf(a, b, bits).overflow ? 1 : 0;
}

}  // extern "C"
