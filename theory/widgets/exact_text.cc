#include "theory/widgets/exact_text.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>

#include "theory/widgets/big_natural.h"

namespace wbm::widgets {
namespace {

using formats::Exact;

// digits · 2^two · 10^ten.
struct Scaled {
  BigNatural digits;
  int two = 0;
  int ten = 0;
  bool far = false;  // the exponent as typed is beyond ±kFarExponent
};

// Alone, a number with such an exponent is surely far above or far below
// everything; in a fraction two of them could meet, and are refused.
constexpr int kFarExponent = 999;

constexpr int kFarAbove = 1300;
constexpr int kFarBelow = -1400;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The letter in lower case; other characters stay.
char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool SameWord(std::string_view text, std::string_view word) {
  return text.size() == word.size() &&
         std::equal(text.begin(), text.end(), word.begin(),
                    [](char a, char b) { return Lower(a) == b; });
}

// Cuts a sign off the text; true for '-'.
bool TakeSign(std::string_view& text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  return minus;
}

// A whole number with a sign, held to ±10^6; empty if it is none.
std::optional<int> ReadExponent(std::string_view text) {
  constexpr int kFar = 1000000;
  const bool minus = TakeSign(text);
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsDigit)) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text) value = std::min(kFar, 10 * value + (c - '0'));
  return minus ? -value : value;
}

// Digits with at most one point; the count of those after it.
std::optional<int> ReadDigits(std::string_view text, bool hex,
                              BigNatural& digits) {
  int after_point = -1;
  int count = 0;
  for (const char c : text) {
    if (c == '.') {
      if (after_point >= 0) return std::nullopt;
      after_point = 0;
      continue;
    }
    const int digit = hex ? HexDigit(c) : (IsDigit(c) ? c - '0' : -1);
    if (digit < 0) return std::nullopt;
    digits.MultiplyAdd(hex ? 16 : 10, static_cast<uint32_t>(digit));
    if (after_point >= 0) ++after_point;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return std::max(after_point, 0);
}

// A number without a sign: "12.5e-3" or "0x1.8p3".
std::optional<Scaled> ReadScaled(std::string_view text) {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  const size_t mark = text.find_first_of(hex ? "pP" : "eE");
  int exponent = 0;
  if (mark != std::string_view::npos) {
    const std::optional<int> read = ReadExponent(text.substr(mark + 1));
    if (!read.has_value()) return std::nullopt;
    exponent = *read;
  }
  Scaled x;
  x.far = std::abs(exponent) > kFarExponent;
  const auto after_point = ReadDigits(text.substr(0, mark), hex, x.digits);
  if (!after_point.has_value()) return std::nullopt;
  if (hex) {
    x.two = exponent - 4 * *after_point;
  } else {
    x.ten = exponent - *after_point;
  }
  return x;
}

void MultiplyByPowerOfFive(BigNatural& n, int power) {
  constexpr uint32_t kFiveTo13 = 1220703125;
  for (; power >= 13; power -= 13) n.MultiplyAdd(kFiveTo13, 0);
  for (; power > 0; --power) n.MultiplyAdd(5, 0);
}

// a · 2^two / b, cut to odd after 63 or 64 bits.
Exact Quotient(BigNatural a, BigNatural b, int two) {
  const int scale = 63 - (a.BitLength() - b.BitLength());
  a.ShiftLeft(std::max(scale, 0));
  b.ShiftLeft(63 + std::max(-scale, 0));
  uint64_t quotient = 0;
  for (int i = 0; i < 64; ++i) {
    quotient <<= 1;
    if (a >= b) {
      a.Subtract(b);
      quotient |= 1;
    }
    a.ShiftLeft(1);
  }
  if (!a.IsZero()) quotient |= 1;
  return {Exact::Kind::kFinite, false, quotient, two - scale};
}

// numerator / denominator, without a sign.
Exact Divide(Scaled numerator, Scaled denominator) {
  if (numerator.digits.IsZero()) return {};
  const int ten = numerator.ten - denominator.ten;
  const int two = numerator.two - denominator.two + ten;
  // log2(10) lies between 3 and 10/3; only far magnitudes are judged by it.
  const int bits =
      numerator.digits.BitLength() - denominator.digits.BitLength();
  const int top = bits + numerator.two - denominator.two;
  if (top + (ten > 0 ? 3 * ten : ten / 3 * 10) > kFarAbove) {
    return {Exact::Kind::kFinite, false, 1, kFarAbove};
  }
  if (top + (ten > 0 ? ten / 3 * 10 : 3 * ten) < kFarBelow) {
    return {Exact::Kind::kFinite, false, 1, kFarBelow};
  }
  MultiplyByPowerOfFive(numerator.digits, ten);
  MultiplyByPowerOfFive(denominator.digits, -ten);
  return Quotient(numerator.digits, denominator.digits, two);
}

std::optional<Exact> ReadMagnitude(std::string_view text) {
  if (SameWord(text, "inf") || SameWord(text, "infinity")) {
    return Exact{Exact::Kind::kInfinity};
  }
  if (SameWord(text, "nan")) {
    return Exact{Exact::Kind::kNan, false, uint64_t{1} << 63, 0};
  }
  const size_t slash = text.find('/');
  const std::optional<Scaled> numerator = ReadScaled(text.substr(0, slash));
  if (!numerator.has_value()) return std::nullopt;
  Scaled one;
  one.digits = BigNatural(1);
  if (slash == std::string_view::npos) return Divide(*numerator, one);
  const std::optional<Scaled> below = ReadScaled(text.substr(slash + 1));
  if (!below.has_value() || below->digits.IsZero()) return std::nullopt;
  if (numerator->far || below->far) return std::nullopt;
  return Divide(*numerator, *below);
}

// Writes characters one after the other; what does not fit is dropped.
class Writer {
 public:
  explicit Writer(std::span<char> text) : text_(text) {}
  void Add(char c) {
    if (length_ < text_.size()) text_[length_++] = c;
  }
  void Add(std::string_view word) {
    for (const char c : word) Add(c);
  }
  void AddExponent(char mark, int exponent) {
    Add(mark);
    Add(exponent < 0 ? '-' : '+');
    char digits[8];
    int count = 0;
    for (int rest = std::abs(exponent); rest > 0 || count == 0; rest /= 10) {
      digits[count++] = static_cast<char>('0' + rest % 10);
    }
    while (count > 0) Add(digits[--count]);
  }
  size_t length() const { return length_; }

 private:
  std::span<char> text_;
  size_t length_ = 0;
};

// Sign, and the words for what is no number; true if nothing is left to write.
bool WriteSpecial(const Exact& x, Writer& out) {
  if (x.negative) out.Add('-');
  if (x.kind == Exact::Kind::kNan) out.Add("nan");
  if (x.kind == Exact::Kind::kInfinity) out.Add("inf");
  return x.kind != Exact::Kind::kFinite;
}

// Decimal digits of n, the last first; returns their count.
int DigitsFromTheEnd(BigNatural n, std::span<char> digits) {
  constexpr uint32_t kBillion = 1000000000;
  size_t count = 0;
  while (!n.IsZero()) {
    uint32_t nine = n.DivideBy(kBillion);
    for (int i = 0; i < 9 && (nine > 0 || !n.IsZero()); ++i, nine /= 10) {
      digits[count++] = static_cast<char>('0' + nine % 10);
    }
  }
  return static_cast<int>(count);
}

// The digits of `text` as 0.DIGITS · 10^exponent.
void WritePlain(std::string_view digits, int exponent, Writer& out) {
  const int count = static_cast<int>(digits.size());
  if (exponent <= 0) out.Add("0.");
  for (int i = exponent; i < 0; ++i) out.Add('0');
  for (int i = 0; i < std::max(count, exponent); ++i) {
    if (i == exponent && i > 0) out.Add('.');
    out.Add(i < count ? digits[static_cast<size_t>(i)] : '0');
  }
}

void WriteScientific(std::string_view digits, int exponent, Writer& out) {
  out.Add(digits[0]);
  if (digits.size() > 1) out.Add('.');
  out.Add(digits.substr(1));
  out.AddExponent('e', exponent - 1);
}

}  // namespace

std::optional<Exact> ReadExact(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.size() > kMaxNumberText) return std::nullopt;
  const bool minus = TakeSign(text);
  std::optional<Exact> x = ReadMagnitude(text);
  if (x.has_value()) x->negative = minus;
  return x;
}

size_t WriteDecimal(const Exact& x, std::span<char> text) {
  Writer out(text);
  if (WriteSpecial(x, out)) return out.length();
  // m · 2^-k = m · 5^k · 10^-k.
  BigNatural n(x.significand);
  n.ShiftLeft(std::max(x.exponent, 0));
  MultiplyByPowerOfFive(n, -x.exponent);
  char buffer[1100];
  const int count = DigitsFromTheEnd(n, buffer);
  if (count == 0) {
    out.Add('0');
    return out.length();
  }
  std::reverse(buffer, buffer + count);
  const int exponent = count + std::min(x.exponent, 0);
  std::string_view digits(buffer, static_cast<size_t>(count));
  digits.remove_suffix(digits.size() - 1 - digits.find_last_not_of('0'));
  if (exponent > -6 && exponent <= 21) {
    WritePlain(digits, exponent, out);
  } else {
    WriteScientific(digits, exponent, out);
  }
  return out.length();
}

size_t WriteHex(const Exact& x, std::span<char> text) {
  Writer out(text);
  if (WriteSpecial(x, out)) return out.length();
  out.Add("0x");
  if (x.significand == 0) {
    out.Add("0p+0");
    return out.length();
  }
  const int top = 63 - std::countl_zero(x.significand);
  out.Add('1');
  uint64_t fraction = (x.significand << (63 - top)) << 1;
  if (fraction != 0) out.Add('.');
  for (; fraction != 0; fraction <<= 4) {
    out.Add("0123456789abcdef"[fraction >> 60]);
  }
  out.AddExponent('p', x.exponent + top);
  return out.length();
}

}  // namespace wbm::widgets
