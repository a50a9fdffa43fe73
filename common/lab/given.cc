#include "common/lab/given.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <utility>

namespace wbm::lab {
namespace {

using Entry = std::pair<std::string, std::string>;

std::vector<Entry>& Entries() {
  static std::vector<Entry> entries;
  return entries;
}

template <class T>
std::string Number(T value) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return std::string(text, end);
}

std::string Hex(unsigned long long bits, std::size_t bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "0x";
  for (std::size_t digit = 2 * bytes; digit-- > 0;) {
    text += kDigits[(bits >> (4 * digit)) & 0xf];
  }
  return text;
}

}  // namespace

std::string GivenSoFar() {
  std::string text;
  for (const auto& [name, value] : Entries()) {
    if (!text.empty()) text += '\n';
    text += name + " = " + value;
  }
  return text;
}

void ForgetGiven() { Entries().clear(); }

namespace internal {

void RecordGiven(std::string_view name, std::string value) {
  auto& entries = Entries();
  const auto known =
      std::find_if(entries.begin(), entries.end(),
                   [&](const Entry& e) { return e.first == name; });
  if (known != entries.end()) {
    known->second = std::move(value);
  } else {
    entries.emplace_back(std::string(name), std::move(value));
  }
}

std::string Describe(float value) {
  return Number(value) + " (" + Hex(std::bit_cast<std::uint32_t>(value), 4) +
         ")";
}

std::string Describe(double value) {
  return Number(value) + " (" + Hex(std::bit_cast<std::uint64_t>(value), 8) +
         ")";
}

std::string Describe(bool value) { return value ? "true" : "false"; }

std::string Describe(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (text += '\\') += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      text += "\\x" + Hex(byte, 1).substr(2);
    } else {
      text += c;
    }
  }
  return text + '"';
}

std::string DescribeInteger(long long value) { return Number(value); }
std::string DescribeUnsigned(unsigned long long value) { return Number(value); }

std::string DescribeBits(unsigned long long bits, std::size_t bytes) {
  return "bits " + Hex(bits, bytes);
}

}  // namespace internal
}  // namespace wbm::lab
