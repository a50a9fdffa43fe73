// What a row of digits is worth, how to find the digits, how to read them.

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "theory/weave/record.h"

namespace {

using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr char kDigits[] = "0123456789ABCDEF";

// The digits of n, the last one first.
std::vector<unsigned> DigitsFromTheRight(unsigned n, unsigned base) {
  std::vector<unsigned> digits;
  do {
    digits.push_back(n % base);
    n /= base;
  } while (n != 0);
  return digits;
}

std::string Row(unsigned n, unsigned base) {
  std::string text;
  for (const unsigned digit : DigitsFromTheRight(n, base)) {
    text.insert(text.begin(), kDigits[digit]);
  }
  return text;
}

std::string Sum(unsigned n, unsigned base) {
  const std::vector<unsigned> digits = DigitsFromTheRight(n, base);
  std::string text;
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] == 0) continue;
    if (!text.empty()) text += " + ";
    text += kDigits[digits[i]];
    text += "·" + std::to_string(base) + "^" + std::to_string(i);
  }
  return text;
}

void Parts() {
  Part("parts");
  std::printf("number\tbase\tdigits\tsum of its parts\n");
  for (const unsigned n : {42u, 255u, 1024u}) {
    for (const unsigned base : {2u, 10u, 16u}) {
      std::printf("%u\t%u\t%s\t%s\n", n, base, Row(n, base).c_str(),
                  Sum(n, base).c_str());
    }
  }
}

// [region divide]
void Divide(unsigned n, unsigned base) {
  while (n != 0) {
    const unsigned quotient = n / base;
    const unsigned digit = n % base;
    std::printf("%3u = %2u · %u + %u\n", n, quotient, base, digit);
    n = quotient;
  }
}
// [/region]

// [region read]
// Reads decimal digits into a number of eight bits, which keeps what
// fits and drops the rest: arithmetic modulo 256.
uint8_t ReadByte(const std::string& digits) {
  uint8_t n = 0;
  for (const char c : digits) {
    const uint8_t next = static_cast<uint8_t>(n * 10 + (c - '0'));
    std::printf("  %3d * 10 + %c  ->  %3d\n", n, c, next);
    n = next;
  }
  return n;
}
// [/region]

// Of the numbers of three digits that do not fit into a byte: how many end
// above what was there before the last digit?
void CountUnnoticed() {
  int too_large = 0;
  int above = 0;
  for (int n = 256; n <= 999; ++n) {
    ++too_large;
    above += n % 256 > n / 10 ? 1 : 0;
  }
  Part("above");
  std::printf("numbers from 256 to 999:       %d\n", too_large);
  std::printf("end above the step before:     %d\n", above);
  Value("wrap.numbers", too_large);
  Value("wrap.above", static_cast<double>(above) / too_large);
}

}  // namespace

int main() {
  Parts();
  Part("divide");
  Divide(42, 2);
  Part("read");
  std::printf("\"214\"\n");
  const uint8_t fits = ReadByte("214");
  std::printf("\"300\"\n");
  const uint8_t wraps = ReadByte("300");
  Part("nines");
  const uint8_t nines = ReadByte("999");
  CountUnnoticed();

  const std::string asked = "300";
  const int before = std::stoi(asked.substr(0, asked.size() - 1));
  Value("wrap.asked", std::stoi(asked));
  Value("wrap.before", before);
  Value("wrap.got", wraps);
  Value("nines.before", std::stoi("99"));
  Value("nines.got", nines);
  Holds(fits == 214, "214 fits into a byte");
  Holds(wraps > before, "the wrapped number is larger than the step before");
  Holds(Row(42, 2) == "101010" && Row(42, 16) == "2A", "42 in 2 and 16");
  return 0;
}
