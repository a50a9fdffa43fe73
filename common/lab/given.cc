#include "common/lab/given.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <charconv>
#include <utility>

namespace wbm::lab {
namespace {

using Entry = std::pair<std::string, std::string>;

// One of them is whole at every instant; `current` says which.
struct Snapshot {
  std::array<char, 600> text;
  std::size_t size = 0;
};
Snapshot snapshots[2];
std::atomic<int> current{0};

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

void TakeSnapshot() {
  const int other = 1 - current;
  Snapshot& next = snapshots[other];
  next.size = 0;
  const auto append = [&next](std::string_view part) {
    const std::size_t room = next.text.size() - next.size;
    const std::size_t taken = std::min(part.size(), room);
    std::copy_n(part.data(), taken, next.text.data() + next.size);
    next.size += taken;
  };
  for (const auto& [name, value] : Entries()) {
    if (next.size > 0) append("; ");
    append(name), append(" = "), append(value);
  }
  current = other;
}

std::string ShortHex(unsigned long long bits) {
  std::size_t bytes = 1;
  while (bytes < 8 && (bits >> (8 * bytes)) != 0) ++bytes;
  return Hex(bits, bytes);
}

}  // namespace

std::string_view GivenInOneLine() {
  const Snapshot& snapshot = snapshots[current];
  return {snapshot.text.data(), snapshot.size};
}

std::string GivenSoFar() {
  std::string text;
  for (const auto& [name, value] : Entries()) {
    if (!text.empty()) text += '\n';
    text += name + " = " + value;
  }
  return text;
}

void ForgetGiven() {
  Entries().clear();
  TakeSnapshot();
}

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
  TakeSnapshot();
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

// A code or a pattern of bits shows what it is in hexadecimal: 4294967254 is
// 0xffffffd6, that is 0xd6 with twenty-four ones too many.
std::string DescribeUnsigned(unsigned long long value) {
  return value < 10 ? Number(value)
                    : Number(value) + " (" + ShortHex(value) + ")";
}

std::string DescribeBits(unsigned long long bits, std::size_t bytes) {
  return "bits " + Hex(bits, bytes);
}

}  // namespace internal
}  // namespace wbm::lab
