#include "common/lab/print_codes.h"

#include <optional>
#include <string>
#include <vector>

namespace wbm::lab {
namespace {

using testing::PrintToString;

TEST(PrintCodes, BytesLookAsInTheHandouts) {
  EXPECT_EQ(PrintToString(std::vector<std::uint8_t>{0xF9, 0x07}),
            "{ 0xF9 (249), 0x07 (7) }");
  EXPECT_EQ(PrintToString(std::uint8_t{65}), "0x41 (65)");
}

TEST(PrintCodes, SignedCodesAreNumbers) {
  EXPECT_EQ(PrintToString(std::vector<std::int8_t>{-128, 42, 0}),
            "{ -128, 42, 0 }");
}

TEST(PrintCodes, PatternsAreCountedAndSeen) {
  EXPECT_EQ(PrintToString(std::optional<std::uint32_t>(214)), "(214 (0xD6))");
  EXPECT_EQ(PrintToString(static_cast<std::uint32_t>(-42)),
            "4294967254 (0xFFFFFFD6)");
  EXPECT_EQ(PrintToString(7u), "7");
}

TEST(PrintCodes, AComparisonSaysIt) {
  const testing::AssertionResult same = testing::internal::CmpHelperEQ(
      "got", "0xD6", std::uint32_t{4294967254}, std::uint32_t{214});
  EXPECT_NE(std::string(same.message()).find("4294967254 (0xFFFFFFD6)"),
            std::string::npos)
      << same.message();
}

}  // namespace
}  // namespace wbm::lab
