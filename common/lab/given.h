#pragma once

// The input of the check that is running, kept for the report.
//
//   TEST(Quantize, TiesGoToEven) {
//     const std::vector<float> x = {0.5f, 1.5f, 2.5f};
//     Given("x", x);
//     EXPECT_EQ(Quantize(x, 1.0f), ...);
//   }
//
// A report then shows "x = [0.5 (0x3f000000), 1.5 (0x3fc00000), ...]" apart
// from the failure's own message. A name given again replaces its value, so a
// loop leaves the input at which it stopped. Arrays are abbreviated to their
// first values. Not for the innermost of 2^32 iterations: call it once the
// failing input is known, or once a block.

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace wbm::lab {

// "x = 0.1 (0x3dcccccd)", one line a name in the order first given.
std::string GivenSoFar();
// Called before each test by whoever runs the tests.
void ForgetGiven();
// The same on one line, "n = 42; base = 2", cut after a few hundred bytes. Safe
// in a signal handler: it allocates nothing, and an update that the signal
// interrupted leaves the text before it.
std::string_view GivenInOneLine();

namespace internal {

inline constexpr std::size_t kShownValues = 8;

void RecordGiven(std::string_view name, std::string value);

// Shortest decimal that reads back to the same value, and the bits.
std::string Describe(float value);
std::string Describe(double value);
std::string Describe(bool value);
std::string Describe(std::string_view value);
std::string DescribeInteger(long long value);
std::string DescribeUnsigned(unsigned long long value);
std::string DescribeBits(unsigned long long bits, std::size_t bytes);

template <class T>
concept HasBits = requires(const T& t) {
  { t.bits } -> std::convertible_to<unsigned long long>;
};
template <class T>
concept Printable = requires(std::ostream& out, const T& t) {
  out << t;
};
template <class T>
concept Listable = requires(const T& t) {
  t.begin();
  t.end();
  t.size();
};

template <class T>
std::string DescribeAny(const T& value);

template <Listable T>
std::string DescribeList(const T& values) {
  std::string text = "[";
  std::size_t shown = 0;
  for (auto&& value : values) {
    if (shown > 0) text += ", ";
    if (shown == kShownValues) break;
    using Value = std::remove_cvref_t<typename T::value_type>;
    text += DescribeAny(static_cast<const Value&>(value));
    ++shown;
  }
  if (values.size() > kShownValues) {
    return text + "...] (" + std::to_string(values.size()) + " values)";
  }
  return text + "]";
}

template <class T>
std::string DescribeAny(const T& value) {
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, float> ||
                std::is_same_v<T, double>) {
    return Describe(value);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return Describe(std::string_view(value));
  } else if constexpr (std::is_enum_v<T>) {
    return DescribeAny(static_cast<std::underlying_type_t<T>>(value));
  } else if constexpr (std::unsigned_integral<T>) {
    return DescribeUnsigned(value);
  } else if constexpr (std::integral<T>) {
    return DescribeInteger(value);
  } else if constexpr (HasBits<T>) {
    return DescribeBits(value.bits, sizeof value.bits);
  } else if constexpr (Listable<T>) {
    return DescribeList(value);
  } else if constexpr (requires { value.has_value(); }) {
    return value.has_value() ? DescribeAny(*value) : "nothing";
  } else {
    static_assert(Printable<T>, "Given() needs operator<< for this type");
    std::ostringstream out;
    out << value;
    return out.str();
  }
}

}  // namespace internal

// Numbers, text, enums, strong types with `.bits`, containers and optionals of
// those, and whatever has operator<<.
template <class T>
void Given(std::string_view name, const T& value) {
  internal::RecordGiven(name, internal::DescribeAny(value));
}

}  // namespace wbm::lab
