#include "common/formats/report.h"

#include <bit>
#include <cmath>
#include <cstdio>
#include <optional>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/formats/facts.h"
#include "common/formats/names.h"
#include "common/formats/print.h"
#include "common/formats/twos_complement.h"

namespace wbm::formats {
namespace {

std::string Pad(std::string text, size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string Short(double x) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3g", x);
  return buffer;
}

// (value - exact) / |exact|; the exact number is taken as a double, whose own
// error is 2^-53.
std::string RelativeError(const Exact& number, double value) {
  const double exact = std::bit_cast<double>(Encode(kFloat64, number));
  if (!std::isfinite(exact) || !std::isfinite(value)) return "-";
  if (exact == value) return "0";
  if (exact == 0) return "-";
  return Short((value - exact) / std::fabs(exact));
}

std::string How(const Conversion& how) {
  return "rounding " + std::string(NameOf(kModeNames, how.rounding.mode)) +
         ", saturation " +
         std::string(NameOf(kSaturationNames, how.saturation));
}

std::string NeighbourText(const Format& format,
                          const std::optional<uint64_t>& code) {
  if (!code.has_value()) return "none";
  return HexCode(format, *code) + " = " +
         ShortestDecimal(ToDouble(format, *code));
}

void WriteLayout(const Format& format, std::ostream& out) {
  out << format.name << ": " << (format.is_signed ? "1 sign, " : "no sign, ")
      << format.exponent_bits << " exponent, " << format.mantissa_bits
      << " fraction bits, bias " << format.bias << "\n";
}

}  // namespace

void WriteCode(const Format& format, uint64_t code, std::ostream& out) {
  const Decoded d = Decode(format, code);
  WriteLayout(format, out);
  out << "  code         " << HexCode(format, d.bits) << "\n"
      << "  bits         " << FieldBits(format, d.bits) << "\n"
      << "  class        " << (d.negative ? "negative " : "")
      << ClassName(d.kind) << "\n"
      << "  value        " << ShortestDecimal(d.value);
  if (format.IsFinite(code)) {
    out << " = " << HexFloat(d.value) << "\n"
        << "  exponent     raw " << d.raw_exponent << ", true " << d.exponent
        << "\n"
        << "  significand  " << d.significand << " · 2^" << d.quantum << "\n"
        << "  ulp          " << ShortestDecimal(d.ulp) << " = 2^" << d.quantum;
  }
  out << "\n  next up      " << NeighbourText(format, d.next_up)
      << "\n  next down    " << NeighbourText(format, d.next_down) << "\n";
}

void WriteNumber(const Format& format, const Shown& shown, std::ostream& out) {
  const uint64_t code = Encode(format, shown.number, shown.how);
  const double value = ToDouble(format, code);
  out << shown.text << ", " << How(shown.how) << "\n";
  WriteCode(format, code, out);
  out << "  rel. error   " << RelativeError(shown.number, value) << "\n";
}

void WriteFixed(const FixedFormat& format, const Shown& shown,
                std::ostream& out) {
  const int64_t raw = EncodeFixed(format, shown.number, shown.how.rounding);
  const double value = FixedToDouble(format, raw);
  const std::string bits =
      BinaryDigits(ToTwosComplement(raw, format.Bits()), format.Bits());
  const size_t point = bits.size() - static_cast<size_t>(format.fraction_bits);
  out << shown.text << ", rounding "
      << NameOf(kModeNames, shown.how.rounding.mode) << ", saturating\n"
      << (format.is_signed ? "Q" : "UQ") << format.integer_bits << "."
      << format.fraction_bits << ": " << format.Bits() << " bits, steps of 2^-"
      << format.fraction_bits << ", "
      << ShortestDecimal(FixedToDouble(format, format.MinRaw())) << " to "
      << ShortestDecimal(FixedToDouble(format, format.MaxRaw())) << "\n"
      << "  raw          " << raw << "\n"
      << "  bits         " << bits.substr(0, point) << "." << bits.substr(point)
      << "\n  value        " << ShortestDecimal(value) << "\n  rel. error   "
      << RelativeError(shown.number, value) << "\n";
}

void WriteNumberInAllFormats(const Shown& shown, std::ostream& out) {
  out << shown.text << ", " << How(shown.how) << "\n\n"
      << Pad("format", 17) << Pad("code", 20) << Pad("value", 26)
      << Pad("rel. error", 12) << "bits\n";
  for (const Format* format : kAllFormats) {
    const uint64_t code = Encode(*format, shown.number, shown.how);
    const double value = ToDouble(*format, code);
    out << Pad(std::string(format->name), 17) << Pad(HexCode(*format, code), 20)
        << Pad(ShortestDecimal(value), 26)
        << Pad(RelativeError(shown.number, value), 12)
        << FieldBits(*format, code) << "\n";
  }
}

void WriteCodeInAllFormats(uint64_t code, std::ostream& out) {
  out << Pad("format", 17) << Pad("code", 20) << Pad("value", 26) << "bits\n";
  for (const Format* format : kAllFormats) {
    if ((code & ~format->CodeMask()) != 0) continue;
    out << Pad(std::string(format->name), 17) << Pad(HexCode(*format, code), 20)
        << Pad(ShortestDecimal(ToDouble(*format, code)), 26)
        << FieldBits(*format, code) << "\n";
  }
}

namespace {

std::string Quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}
std::string Quoted(const std::optional<double>& x) {
  return x.has_value() ? Quoted(HexFloat(*x)) : "null";
}

void WriteFactsObject(const Format& format, std::ostream& out) {
  const Facts f = FactsOf(format);
  const auto field = [&](std::string_view name, const auto& value,
                         const char* end = ",\n") {
    out << "    " << Quoted(name) << ": " << value << end;
  };
  out << "  {\n";
  field("name", Quoted(f.name));
  field("bits", f.bits);
  field("exponent_bits", f.exponent_bits);
  field("mantissa_bits", f.mantissa_bits);
  field("bias", f.bias);
  field("max_finite", Quoted(f.max_finite));
  field("min_normal", Quoted(f.min_normal));
  field("min_subnormal", Quoted(f.min_subnormal));
  field("max_subnormal", Quoted(f.max_subnormal));
  field("epsilon", Quoted(f.epsilon));
  field("unit_roundoff", Quoted(f.unit_roundoff));
  field("precision_bits", f.precision_bits);
  field("decimal_digits", ShortestDecimal(f.decimal_digits));
  field("min_exponent", f.min_exponent);
  field("max_exponent", f.max_exponent);
  field("finite_codes", f.finite_codes);
  field("nan_codes", f.nan_codes);
  field("infinity_codes", f.infinity_codes);
  field("digits10", Digits10(format));
  field("max_digits10", MaxDigits10(format), "\n");
  out << "  }";
}

// Calls f for one format, or for each.
template <typename F>
void ForThese(const Format* format, const F& f) {
  for (const Format* each : kAllFormats) {
    if (format == nullptr || format == each) f(*each);
  }
}

}  // namespace

void WriteFactsJson(const Format* format, std::ostream& out) {
  const char* before = "[\n";
  ForThese(format, [&](const Format& each) {
    out << before;
    WriteFactsObject(each, out);
    before = ",\n";
  });
  out << "\n]\n";
}

void WriteFacts(const Format* format, std::ostream& out) {
  out << Pad("format", 17) << "bits  exp frac  bias  " << Pad("greatest", 13)
      << Pad("least normal", 13) << Pad("least", 11) << Pad("epsilon", 11)
      << "digits  finite codes\n";
  ForThese(format, [&](const Format& each) {
    const Facts f = FactsOf(each);
    char counts[64], digits[16];
    std::snprintf(counts, sizeof counts, "%4d %4d %4d %5d  ", f.bits,
                  f.exponent_bits, f.mantissa_bits, f.bias);
    std::snprintf(digits, sizeof digits, "%6.2f  ", f.decimal_digits);
    out << Pad(std::string(f.name), 17) << counts
        << Pad(Short(f.max_finite), 13) << Pad(Short(f.min_normal), 13)
        << Pad(f.min_subnormal ? Short(*f.min_subnormal) : "-", 11)
        << Pad(Short(f.epsilon), 11) << digits << f.finite_codes << "\n";
  });
}

void WriteCodes(const Format& format, std::ostream& out) {
  WriteLayout(format, out);
  for (uint64_t code = 0; code <= format.CodeMask(); ++code) {
    out << HexCode(format, code) << "  " << FieldBits(format, code) << "  "
        << Pad(std::string(ClassName(Classify(format, code))), 11)
        << ShortestDecimal(ToDouble(format, code)) << "\n";
  }
}

void WriteCodesJson(const Format& format, std::ostream& out) {
  out << "{\n  \"format\": " << Quoted(format.name) << ",\n  \"codes\": [";
  for (uint64_t code = 0; code <= format.CodeMask(); ++code) {
    out << (code == 0 ? "\n" : ",\n") << "    {\"code\": " << code
        << ", \"hex\": " << Quoted(HexCode(format, code))
        << ", \"bits\": " << Quoted(FieldBits(format, code))
        << ", \"class\": " << Quoted(ClassName(Classify(format, code)))
        << ", \"value\": " << Quoted(HexFloat(ToDouble(format, code))) << "}";
  }
  out << "\n  ]\n}\n";
}

}  // namespace wbm::formats
