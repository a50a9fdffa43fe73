#include "theory/widgets/bits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/names.h"
#include "theory/widgets/exact_text.h"

namespace wbm::widgets {
namespace {

using formats::Decoded;
using formats::Exact;
using formats::Format;

std::array<char, kMaxDecimalText> text;
Exact number;

template <typename List>
constexpr const auto& At(const List& list, int32_t index) {
  const bool inside = index >= 0 && static_cast<size_t>(index) < list.size();
  return list[inside ? static_cast<size_t>(index) : 0];
}

const Format& FormatAt(int32_t index) {
  return *At(formats::kAllFormats, index);
}

Decoded DecodeAt(int32_t format, uint64_t code) {
  return formats::Decode(FormatAt(format), code);
}

int32_t Answer(std::string_view word) {
  std::copy(word.begin(), word.end(), text.begin());
  return static_cast<int32_t>(word.size());
}

bool IsNumber(const Exact& x) { return x.kind == Exact::Kind::kFinite; }

double AsDouble(const Exact& x) {
  return std::bit_cast<double>(formats::Encode(formats::kFloat64, x));
}

// The same number with the top bit of the significand in bit 63.
Exact Normalised(Exact x) {
  const int shift = std::countl_zero(x.significand);
  x.significand <<= shift;
  x.exponent -= shift;
  return x;
}

// a - b. Where the two are within a factor of four the leading bits cancel, so
// the difference is taken of the integers, in 128 bits, and rounded at the end;
// elsewhere doubles lose no more than their own last place.
double Difference(const Exact& a, const Exact& b) {
  __extension__ using Wide = __int128;
  if (a.significand == 0 || b.significand == 0 || a.negative != b.negative) {
    return AsDouble(a) - AsDouble(b);
  }
  const Exact x = Normalised(a);
  const Exact y = Normalised(b);
  const int apart = x.exponent - y.exponent;
  if (apart < -2 || apart > 2) return AsDouble(a) - AsDouble(b);
  Wide difference = (static_cast<Wide>(x.significand) << std::max(apart, 0)) -
                    (static_cast<Wide>(y.significand) << std::max(-apart, 0));
  if (difference == 0) return 0;
  const bool negative = (difference < 0) != a.negative;
  if (difference < 0) difference = -difference;
  // At most 66 bits: the low ones that do not fit are far below a double's.
  int exponent = std::min(x.exponent, y.exponent);
  for (; difference >> 64 != 0; difference >>= 1) ++exponent;
  return AsDouble({Exact::Kind::kFinite, negative,
                   static_cast<uint64_t>(difference), exponent});
}

}  // namespace
}  // namespace wbm::widgets

using wbm::widgets::Answer;
using wbm::widgets::At;
using wbm::widgets::DecodeAt;
using wbm::widgets::FormatAt;
using wbm::widgets::number;
using wbm::widgets::text;
namespace formats = wbm::formats;

int32_t WbmBitsFormatCount() {
  return static_cast<int32_t>(formats::kAllFormats.size());
}
int32_t WbmBitsModeCount() {
  return static_cast<int32_t>(formats::kModeNames.size());
}
int32_t WbmBitsSaturationCount() {
  return static_cast<int32_t>(formats::kSaturationNames.size());
}

char* WbmBitsText() { return text.data(); }
int32_t WbmBitsFormatName(int32_t format) {
  return Answer(FormatAt(format).name);
}
int32_t WbmBitsModeName(int32_t mode) {
  return Answer(At(formats::kModeNames, mode).first);
}
int32_t WbmBitsSaturationName(int32_t saturation) {
  return Answer(At(formats::kSaturationNames, saturation).first);
}

int32_t WbmBitsSignBits(int32_t format) {
  return FormatAt(format).is_signed ? 1 : 0;
}
int32_t WbmBitsExponentBits(int32_t format) {
  return FormatAt(format).exponent_bits;
}
int32_t WbmBitsFractionBits(int32_t format) {
  return FormatAt(format).mantissa_bits;
}
int32_t WbmBitsBias(int32_t format) { return FormatAt(format).bias; }

int32_t WbmBitsRead(int32_t length) {
  if (length < 0 || static_cast<size_t>(length) > text.size()) return 0;
  const std::optional<formats::Exact> read = wbm::widgets::ReadExact(
      std::string_view(text.data(), static_cast<size_t>(length)));
  if (read.has_value()) number = *read;
  return read.has_value() ? 1 : 0;
}

void WbmBitsTake(int32_t format, uint64_t code) {
  number = formats::Unpack(FormatAt(format), code);
}

uint64_t WbmBitsEncode(int32_t format, int32_t mode, int32_t saturation) {
  formats::Conversion how;
  how.rounding.mode = At(formats::kModeNames, mode).second;
  how.saturation = At(formats::kSaturationNames, saturation).second;
  return formats::Encode(FormatAt(format), number, how);
}

double WbmBitsError(int32_t format, uint64_t code) {
  const formats::Exact value = formats::Unpack(FormatAt(format), code);
  if (!wbm::widgets::IsNumber(value) || !wbm::widgets::IsNumber(number)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return wbm::widgets::Difference(value, number);
}

double WbmBitsRelativeError(int32_t format, uint64_t code) {
  const double size = wbm::widgets::AsDouble(number);
  return WbmBitsError(format, code) / (size < 0 ? -size : size);
}

int32_t WbmBitsClass(int32_t format, uint64_t code) {
  return static_cast<int32_t>(formats::Classify(FormatAt(format), code));
}
int32_t WbmBitsClassName(int32_t format, uint64_t code) {
  return Answer(formats::ClassName(formats::Classify(FormatAt(format), code)));
}
int32_t WbmBitsNegative(int32_t format, uint64_t code) {
  return DecodeAt(format, code).negative ? 1 : 0;
}
double WbmBitsValue(int32_t format, uint64_t code) {
  return DecodeAt(format, code).value;
}
double WbmBitsUlp(int32_t format, uint64_t code) {
  return DecodeAt(format, code).ulp;
}
int32_t WbmBitsRawExponent(int32_t format, uint64_t code) {
  return DecodeAt(format, code).raw_exponent;
}
int32_t WbmBitsExponent(int32_t format, uint64_t code) {
  return DecodeAt(format, code).exponent;
}
uint64_t WbmBitsSignificand(int32_t format, uint64_t code) {
  return DecodeAt(format, code).significand;
}
int32_t WbmBitsQuantum(int32_t format, uint64_t code) {
  return DecodeAt(format, code).quantum;
}
int32_t WbmBitsHasUp(int32_t format, uint64_t code) {
  return DecodeAt(format, code).next_up.has_value() ? 1 : 0;
}
int32_t WbmBitsHasDown(int32_t format, uint64_t code) {
  return DecodeAt(format, code).next_down.has_value() ? 1 : 0;
}
uint64_t WbmBitsUp(int32_t format, uint64_t code) {
  return DecodeAt(format, code).next_up.value_or(0);
}
uint64_t WbmBitsDown(int32_t format, uint64_t code) {
  return DecodeAt(format, code).next_down.value_or(0);
}
int32_t WbmBitsDecimal(int32_t format, uint64_t code) {
  return static_cast<int32_t>(wbm::widgets::WriteDecimal(
      formats::Unpack(FormatAt(format), code), std::span<char>(text)));
}
int32_t WbmBitsHex(int32_t format, uint64_t code) {
  return static_cast<int32_t>(wbm::widgets::WriteHex(
      formats::Unpack(FormatAt(format), code), std::span<char>(text)));
}
