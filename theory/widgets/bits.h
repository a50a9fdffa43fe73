// The bit explorer's engine: one number, and what each format makes of it.
//
// Functions of C over the module's own memory, for a page to call. The page
// writes a number's text into Text() and calls Read(length); Encode gives its
// code in a format; everything else is asked of a format and a code. Formats
// are counted as in formats::kAllFormats, modes as in formats::kModeNames,
// saturations as in formats::kSaturationNames. Out of range: the first.
//
//   std::memcpy(WbmBitsText(), "0.1", 3);
//   WbmBitsRead(3);                              // 1
//   uint64_t code = WbmBitsEncode(4, 0, 0);      // bfloat16: 0x3dcd
//   WbmBitsValue(4, code);                       // 0.10009765625
#pragma once

#include <cstdint>

#include "theory/widgets/export.h"

extern "C" {

// ---- Names ----

WBM_EXPORT(FormatCount) int32_t WbmBitsFormatCount();
WBM_EXPORT(ModeCount) int32_t WbmBitsModeCount();
WBM_EXPORT(SaturationCount) int32_t WbmBitsSaturationCount();

// The functions that answer with text write it here and return its length.
WBM_EXPORT(Text) char* WbmBitsText();
WBM_EXPORT(FormatName) int32_t WbmBitsFormatName(int32_t format);
WBM_EXPORT(ModeName) int32_t WbmBitsModeName(int32_t mode);
WBM_EXPORT(SaturationName) int32_t WbmBitsSaturationName(int32_t saturation);

// ---- Layout: bits of sign (0 or 1), exponent and fraction ----

WBM_EXPORT(SignBits) int32_t WbmBitsSignBits(int32_t format);
WBM_EXPORT(ExponentBits) int32_t WbmBitsExponentBits(int32_t format);
WBM_EXPORT(FractionBits) int32_t WbmBitsFractionBits(int32_t format);
WBM_EXPORT(Bias) int32_t WbmBitsBias(int32_t format);

// ---- The number ----

// Reads the first `length` bytes of Text() (exact_text.h); 0, and the number
// stays as it was, if they are no number.
WBM_EXPORT(Read) int32_t WbmBitsRead(int32_t length);
// The number becomes the value of a code.
WBM_EXPORT(Take) void WbmBitsTake(int32_t format, uint64_t code);
// The number's code, rounded once.
WBM_EXPORT(Encode)
uint64_t WbmBitsEncode(int32_t format, int32_t mode, int32_t saturation);
// value - number, and that over |number|, to a double's precision; NaN where
// either is infinite or NaN, and for 0 / 0.
WBM_EXPORT(Error) double WbmBitsError(int32_t format, uint64_t code);
WBM_EXPORT(RelativeError)
double WbmBitsRelativeError(int32_t format, uint64_t code);

// ---- A code, as formats::Decode takes it apart ----

WBM_EXPORT(Class) int32_t WbmBitsClass(int32_t format, uint64_t code);
WBM_EXPORT(ClassName) int32_t WbmBitsClassName(int32_t format, uint64_t code);
WBM_EXPORT(Negative) int32_t WbmBitsNegative(int32_t format, uint64_t code);
WBM_EXPORT(Value) double WbmBitsValue(int32_t format, uint64_t code);
WBM_EXPORT(Ulp) double WbmBitsUlp(int32_t format, uint64_t code);
WBM_EXPORT(RawExponent)
int32_t WbmBitsRawExponent(int32_t format, uint64_t code);
WBM_EXPORT(Exponent) int32_t WbmBitsExponent(int32_t format, uint64_t code);
WBM_EXPORT(Significand)
uint64_t WbmBitsSignificand(int32_t format, uint64_t code);
WBM_EXPORT(Quantum) int32_t WbmBitsQuantum(int32_t format, uint64_t code);
WBM_EXPORT(HasUp) int32_t WbmBitsHasUp(int32_t format, uint64_t code);
WBM_EXPORT(HasDown) int32_t WbmBitsHasDown(int32_t format, uint64_t code);
// 0 where there is none.
WBM_EXPORT(Up) uint64_t WbmBitsUp(int32_t format, uint64_t code);
WBM_EXPORT(Down) uint64_t WbmBitsDown(int32_t format, uint64_t code);
// Every digit of the value (into Text()), and C's hexadecimal notation.
WBM_EXPORT(Decimal) int32_t WbmBitsDecimal(int32_t format, uint64_t code);
WBM_EXPORT(Hex) int32_t WbmBitsHex(int32_t format, uint64_t code);

}  // extern "C"
