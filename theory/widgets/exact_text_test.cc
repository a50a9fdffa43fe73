// Reading and writing numbers exactly, against fractions worked out by hand,
// against common/formats' own reader, and against each other.
#include "theory/widgets/exact_text.h"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/names.h"
#include "common/formats/parse_number.h"
#include "common/formats/print.h"
#include "gtest/gtest.h"

namespace wbm::widgets {
namespace {

using formats::Exact;

Exact Read(const std::string& text) {
  const std::optional<Exact> x = ReadExact(text);
  EXPECT_TRUE(x.has_value()) << text;
  return x.value_or(Exact{});
}

uint64_t Bits64(const std::string& text) {
  return formats::Encode(formats::kFloat64, Read(text));
}

std::string Decimal(const Exact& x) {
  std::array<char, kMaxDecimalText> text;
  return std::string(text.data(), WriteDecimal(x, text));
}
std::string Hex(const Exact& x) {
  std::array<char, kMaxDecimalText> text;
  return std::string(text.data(), WriteHex(x, text));
}

TEST(ReadExact, ReadsWhatOneTypes) {
  EXPECT_EQ(Bits64("0.1"), std::bit_cast<uint64_t>(0.1));
  EXPECT_EQ(Bits64(" -2.5e-3 "), std::bit_cast<uint64_t>(-2.5e-3));
  EXPECT_EQ(Bits64("+.5"), std::bit_cast<uint64_t>(0.5));
  EXPECT_EQ(Bits64("5."), std::bit_cast<uint64_t>(5.0));
  EXPECT_EQ(Bits64("0x1.8p3"), std::bit_cast<uint64_t>(12.0));
  EXPECT_EQ(Bits64("0XFF"), std::bit_cast<uint64_t>(255.0));
  EXPECT_EQ(Bits64("1/3"), std::bit_cast<uint64_t>(1.0 / 3.0));
  EXPECT_EQ(Bits64("-0x1p4/0.5"), std::bit_cast<uint64_t>(-32.0));
  EXPECT_EQ(Bits64("-0"), std::bit_cast<uint64_t>(-0.0));
  EXPECT_EQ(Bits64("0/7"), std::bit_cast<uint64_t>(0.0));
}

TEST(ReadExact, ReadsWhatIsNoFiniteNumber) {
  EXPECT_EQ(Read("inf").kind, Exact::Kind::kInfinity);
  EXPECT_EQ(Read("-Infinity").kind, Exact::Kind::kInfinity);
  EXPECT_TRUE(Read("-Infinity").negative);
  EXPECT_EQ(Read("NaN").kind, Exact::Kind::kNan);
}

TEST(ReadExact, RefusesWhatIsNoNumber) {
  for (const char* text : {"",       " ",
                           "-",      ".",
                           "abc",    "1.2.3",
                           "1e",     "1e+",
                           "0x",     "0xp3",
                           "1//2",   "1/0",
                           "1/0.0",  "1/",
                           "/2",     "1/2/3",
                           "--1",    "1 2",
                           "inf/2",  "1e3.5",
                           "0x1.8p", "1e1000/1e1000",
                           "nan()"}) {
    EXPECT_FALSE(ReadExact(text).has_value()) << '"' << text << '"';
  }
  EXPECT_FALSE(ReadExact(std::string(401, '1')).has_value());
  EXPECT_TRUE(ReadExact(std::string(400, '1')).has_value());
}

TEST(ReadExact, OneThirdHasSixtyThreeBitsAndAMark) {
  const Exact third = Read("1/3");
  // 0.0101..b: 63 or 64 bits that alternate, the last one set either way.
  EXPECT_EQ(third.significand >> 62, 1u);
  EXPECT_EQ(third.significand & 1, 1u);
  EXPECT_EQ(Read("2/4").significand & (Read("2/4").significand - 1), 0u);
}

TEST(ReadExact, HalfwayCasesAreTiesAndTheirNeighboursAreNot) {
  // 1 + 2^-53 lies between two float64; a digit more decides.
  const std::string tie =
      "1.00000000000000011102230246251565404236316680908203125";
  EXPECT_EQ(Bits64(tie), std::bit_cast<uint64_t>(1.0));
  EXPECT_EQ(Bits64(tie + "0001"), std::bit_cast<uint64_t>(1.0 + 0x1p-52));
  EXPECT_EQ(Bits64("9007199254740993/9007199254740992"),
            std::bit_cast<uint64_t>(1.0));
  const formats::Conversion away =
      formats::Mode(formats::RoundingMode::kNearestAway);
  EXPECT_EQ(formats::Encode(formats::kFloat64, Read(tie), away),
            std::bit_cast<uint64_t>(1.0 + 0x1p-52));
}

TEST(ReadExact, FarMagnitudesOverflowAndUnderflow) {
  const uint64_t infinity = formats::kFloat64.InfinityCode();
  for (const char* text : {"1e400", "1e999999999999", "0x1p5000", "1e999/1e-9",
                           "0x1p999/0x1p-999"}) {
    EXPECT_EQ(Bits64(text), infinity) << text;
  }
  for (const char* text : {"1e-400", "1e-999999999", "0x1p-5000",
                           "1e-999/1e999", "0x1p-999/0x1p999"}) {
    EXPECT_EQ(Bits64(text), 0u) << text;
    EXPECT_EQ(formats::Encode(formats::kFloat64, Read(text),
                              formats::Mode(formats::RoundingMode::kUp)),
              1u)
        << text;
  }
  // Digits that outweigh the exponent.
  EXPECT_EQ(Bits64(std::string(390, '9') + "e-390"),
            std::bit_cast<uint64_t>(1.0));
  EXPECT_EQ(Bits64("0." + std::string(390, '0') + "1e391"),
            std::bit_cast<uint64_t>(1.0));
}

// ParseNumber reads decimals with strtod and a nudge: another way altogether.
TEST(ReadExact, AgreesWithTheFormatsOwnReader) {
  int compared = 0;
  for (int exponent = -330; exponent <= 310; exponent += 1) {
    for (const char* digits : {"1", "4.9406564584124654", "9.999999999999999",
                               "2.2250738585072014", "6.55200001"}) {
      const std::string text =
          std::string(digits) + "e" + std::to_string(exponent);
      for (const formats::Format* format : formats::kAllFormats) {
        for (const auto& [name, mode] : formats::kModeNames) {
          // What ParseNumber cannot do, by its header: 1e23 is such a tie.
          const bool tie = format == &formats::kFloat64 &&
                           mode == formats::RoundingMode::kNearestAway;
          if (tie && text == "1e23") continue;
          ASSERT_EQ(formats::Encode(*format, Read(text), formats::Mode(mode)),
                    formats::Encode(*format, *formats::ParseNumber(text),
                                    formats::Mode(mode)))
              << text << " " << format->name << " " << name;
          ++compared;
        }
      }
    }
  }
  EXPECT_EQ(compared, 641 * 5 * 14 * 6 - 1);
  EXPECT_EQ(Bits64("1e23"), std::bit_cast<uint64_t>(1e23));
}

TEST(WriteDecimal, WritesEveryDigit) {
  EXPECT_EQ(Decimal(formats::Exactly(0.1f)), "0.100000001490116119384765625");
  EXPECT_EQ(Decimal(formats::Exactly(-12.5)), "-12.5");
  EXPECT_EQ(Decimal(formats::Exactly(1000)), "1000");
  EXPECT_EQ(Decimal(formats::Exactly(0.0)), "0");
  EXPECT_EQ(Decimal(formats::Exactly(-0.0)), "-0");
  EXPECT_EQ(Decimal(formats::Exactly(1e22)), "1e+22");
  EXPECT_EQ(Decimal(formats::Exactly(0x1p-20)), "9.5367431640625e-7");
  EXPECT_EQ(Decimal(formats::Exactly(0x1p-19)), "0.0000019073486328125");
  EXPECT_EQ(Decimal({Exact::Kind::kInfinity, true, 0, 0}), "-inf");
  EXPECT_EQ(Decimal({Exact::Kind::kNan, false, 1, 0}), "nan");
}

// The longest there is: the greatest subnormal and its neighbours.
TEST(WriteDecimal, Float64SubnormalsHaveUpTo767Digits) {
  const std::string text =
      Decimal(formats::Unpack(formats::kFloat64, 0x000fffffffffffff));
  EXPECT_EQ(text.size(), 767 + std::string(".e-308").size());
  EXPECT_TRUE(text.ends_with("e-308")) << text;
}

TEST(WriteHex, IsWhatTheFormatsPrint) {
  for (const double x :
       {0.1, -12.5, 0x1p-1074, 0x1.fffffffffffffp1023, 0.0, -0.0, 1.0}) {
    EXPECT_EQ(Hex(formats::Exactly(x)), formats::HexFloat(x));
  }
}

// Text of a code reads back to that code, without any error.
void ExpectRoundTrip(const formats::Format& format, uint64_t code) {
  const Exact x = formats::Unpack(format, code);
  if (x.kind != Exact::Kind::kFinite) return;
  ASSERT_EQ(formats::Encode(format, Read(Hex(x))), code) << format.name;
  const std::string decimal = Decimal(x);
  if (decimal.size() > kMaxNumberText) return;
  // To odd leaves an exact number alone and moves every other.
  ASSERT_EQ(formats::Encode(format, Read(decimal)), code) << decimal;
  ASSERT_EQ(formats::ToDouble(format, code),
            formats::ToDouble(formats::kFloat64, Bits64(decimal)));
}

TEST(WriteDecimal, EveryCodeOfUpToSixteenBitsReadsBack) {
  for (const formats::Format* format : formats::kAllFormats) {
    if (format->Bits() > 16) continue;
    for (uint64_t code = 0; code <= format->CodeMask(); ++code) {
      ExpectRoundTrip(*format, code);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(WriteDecimal, SomeWideCodesReadBack) {
  for (const formats::Format* format :
       {&formats::kFloat64, &formats::kFloat32, &formats::kTf32}) {
    const uint64_t stride = format->CodeMask() / 2003 | 1;
    for (uint64_t i = 0; i < 2003; ++i) {
      ExpectRoundTrip(*format, i * stride);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace wbm::widgets
