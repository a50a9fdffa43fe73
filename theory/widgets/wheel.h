// The wheel of two's complement: what a pattern means in two readings, and
// what becomes of a sum.
//
//   WbmWheelSigned(0b1101, 4);            // -3
//   WbmWheelSum(0b0101, 0b0110, 4);       // 0b1011: 11, or -5
//   WbmWheelOverflow(0b0101, 0b0110, 4);  // 1: the signed sum has no code
//
// Patterns of 2 … 8 bits; higher bits are ignored.
#pragma once

#include <cstdint>

#include "theory/widgets/export.h"

extern "C" {

WBM_EXPORT(Signed) int32_t WbmWheelSigned(int32_t code, int32_t bits);
WBM_EXPORT(Sum) int32_t WbmWheelSum(int32_t a, int32_t b, int32_t bits);
// Whether the sum, read so, is too large or too small for a code.
WBM_EXPORT(Carry) int32_t WbmWheelCarry(int32_t a, int32_t b, int32_t bits);
WBM_EXPORT(Overflow)
int32_t WbmWheelOverflow(int32_t a, int32_t b, int32_t bits);

}  // extern "C"
