// What the native build of bits.cc answers: a line a question, for
// vectors_test.js to put to the module.
//
//   D format code …   every code of up to 16 bits, some of the wider ones
//   E text codes …    a number in every format, rounding mode and saturation
//   X text            is no number
#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/exact.h"
#include "common/formats/format.h"
#include "theory/widgets/bits.h"

namespace wbm::widgets {
namespace {

using formats::Format;

const int kFormats = WbmBitsFormatCount();

std::string Text(int32_t length) {
  return std::string(WbmBitsText(), static_cast<size_t>(length));
}

// The bits of a double; every NaN is one.
std::string Bits(double x) {
  if (x != x) return "nan";
  char text[20];
  std::snprintf(text, sizeof text, "%016" PRIx64, std::bit_cast<uint64_t>(x));
  return text;
}

void PrintNames() {
  std::printf("C %d %d %d\n", kFormats, WbmBitsModeCount(),
              WbmBitsSaturationCount());
  for (int i = 0; i < kFormats; ++i) {
    std::printf("F %d %s %d %d %d %d\n", i, Text(WbmBitsFormatName(i)).c_str(),
                WbmBitsSignBits(i), WbmBitsExponentBits(i),
                WbmBitsFractionBits(i), WbmBitsBias(i));
  }
  for (int i = 0; i < WbmBitsModeCount(); ++i) {
    std::printf("M %d %s\n", i, Text(WbmBitsModeName(i)).c_str());
  }
  for (int i = 0; i < WbmBitsSaturationCount(); ++i) {
    std::printf("T %d %s\n", i, Text(WbmBitsSaturationName(i)).c_str());
  }
}

void PrintCode(int f, uint64_t code) {
  std::printf("D %d %" PRIx64 " %d %s", f, code, WbmBitsClass(f, code),
              Text(WbmBitsClassName(f, code)).c_str());
  std::printf(" %d %s %s %d %" PRIx64 " %d %d", WbmBitsNegative(f, code),
              Bits(WbmBitsValue(f, code)).c_str(),
              Bits(WbmBitsUlp(f, code)).c_str(), WbmBitsQuantum(f, code),
              WbmBitsSignificand(f, code), WbmBitsRawExponent(f, code),
              WbmBitsExponent(f, code));
  std::printf(" %d %" PRIx64 " %d %" PRIx64, WbmBitsHasUp(f, code),
              WbmBitsUp(f, code), WbmBitsHasDown(f, code),
              WbmBitsDown(f, code));
  std::printf(" %s", Text(WbmBitsDecimal(f, code)).c_str());
  std::printf(" %s\n", Text(WbmBitsHex(f, code)).c_str());
}

void PrintCodes() {
  for (int f = 0; f < kFormats; ++f) {
    const Format& format = *formats::kAllFormats[static_cast<size_t>(f)];
    const bool all = format.Bits() <= 16;
    // An odd stride meets every low bit; the ends are always met.
    const uint64_t stride = all ? 1 : format.CodeMask() / 1499 | 1;
    for (uint64_t code = 0, last = 0; code >= last;) {
      PrintCode(f, code);
      last = code;
      if (format.CodeMask() - code < stride) break;
      code += stride;
    }
    PrintCode(f, format.CodeMask());
  }
}

void PrintNumber(const std::string& text) {
  std::memcpy(WbmBitsText(), text.data(), text.size());
  if (WbmBitsRead(static_cast<int32_t>(text.size())) == 0) {
    std::printf("X %s\n", text.c_str());
    return;
  }
  std::printf("E %s", text.c_str());
  for (int f = 0; f < kFormats; ++f) {
    for (int mode = 0; mode < WbmBitsModeCount(); ++mode) {
      for (int s = 0; s < WbmBitsSaturationCount(); ++s) {
        std::printf(" %" PRIx64, WbmBitsEncode(f, mode, s));
      }
    }
    const uint64_t code = WbmBitsEncode(f, 0, 0);
    std::printf(" %s %s", Bits(WbmBitsError(f, code)).c_str(),
                Bits(WbmBitsRelativeError(f, code)).c_str());
  }
  std::printf("\n");
}

// ±significand · 2^quantum as hexadecimal text.
std::string Scaled(bool negative, uint64_t significand, int quantum) {
  char text[40];
  std::snprintf(text, sizeof text, "%s0x%" PRIx64 "p%d", negative ? "-" : "",
                significand, quantum);
  return text;
}

// Around the midpoint above a magnitude: a tie, and a little to each side.
void PrintMidpoint(const Format& format, uint64_t code) {
  const formats::Exact x = formats::Unpack(format, code);
  const uint64_t middle = 2 * x.significand + 1;
  const bool negative = code % 3 == 1;
  PrintNumber(Scaled(negative, middle, x.exponent - 1));
  if (middle >> 54 != 0) return;
  PrintNumber(Scaled(negative, 256 * middle - 1, x.exponent - 9));
  PrintNumber(Scaled(negative, 256 * middle + 1, x.exponent - 9));
}

// Every magnitude of the small formats, landmarks and samples of the others.
void PrintMidpoints() {
  for (const Format* format : formats::kAllFormats) {
    const uint64_t greatest = format->MaxFiniteCode();
    const uint64_t stride =
        format->Bits() <= 6 ? 1 : (format->Bits() <= 8 ? 3 : greatest / 59 | 1);
    for (uint64_t i = 0; i <= greatest / stride; ++i) {
      PrintMidpoint(*format, i * stride);
    }
    PrintMidpoint(*format, greatest);
    PrintMidpoint(*format, format->MinNormalCode());
    if (format->HasSubnormals()) {
      PrintMidpoint(*format, format->MinNormalCode() - 1);
    }
  }
}

void PrintHardNumbers() {
  for (const char* text : {"0",
                           "-0",
                           "inf",
                           "-inf",
                           "nan",
                           "-nan",
                           "1/3",
                           "-1/3",
                           "2/3",
                           "22/7",
                           "0.1",
                           "-0.1",
                           "0.3",
                           "1e-45",
                           "7e-46",
                           "1e-400",
                           "-1e-400",
                           "1e400",
                           "-1e400",
                           "448",
                           "464",
                           "465",
                           "480",
                           "57344",
                           "61440",
                           "65504",
                           "65519.99999",
                           "65520",
                           "65536",
                           "240",
                           "248",
                           "256",
                           "3.4028235e38",
                           "3.4028236e38",
                           "1.7976931348623157e308",
                           "1.7976931348623159e308",
                           "4.9e-324",
                           "2.4703282292062327e-324",
                           "2.4703282292062328e-324",
                           "1e-40",
                           "6e-8",
                           "2.98e-8",
                           "2.99e-8",
                           "0x1p-25",
                           "0x1.0001p-25",
                           "0x1p-149",
                           "0x1p-150",
                           "0x1p-151",
                           "17",
                           "9007199254740993",
                           "16777217",
                           "16777219",
                           "2049",
                           "2051",
                           "257",
                           "259",
                           "0.15625",
                           "3.141592653589793238462643383279502884197",
                           "",
                           "x",
                           "1/0",
                           "1e",
                           "0x",
                           "--2",
                           "1 2",
                           "0x1p999/0x1p-999",
                           "1e1000/3"}) {
    PrintNumber(text);
  }
}

}  // namespace
}  // namespace wbm::widgets

int main() {
  wbm::widgets::PrintNames();
  wbm::widgets::PrintHardNumbers();
  wbm::widgets::PrintMidpoints();
  wbm::widgets::PrintCodes();
}
