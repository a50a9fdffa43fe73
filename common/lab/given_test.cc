#include "common/lab/given.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <ostream>

#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

class GivenTest : public ::testing::Test {
 protected:
  void SetUp() override { ForgetGiven(); }
};

struct Half {
  std::uint16_t bits;
};
enum class Rounding : std::uint8_t { kNearest = 3 };
struct Affine {
  float scale;
  int zero;
};
std::ostream& operator<<(std::ostream& out, const Affine& a) {
  return out << a.scale << " * (q - " << a.zero << ")";
}

TEST_F(GivenTest, FloatsShowDecimalAndBits) {
  Given("x", 0.1f);
  Given("y", 0.1);
  EXPECT_EQ(GivenSoFar(), "x = 0.1 (0x3dcccccd)\ny = 0.1 (0x3fb999999999999a)");
}

TEST_F(GivenTest, SpecialValuesAreToldApart) {
  Given("minus zero", -0.0f);
  Given("inf", -std::numeric_limits<float>::infinity());
  Given("nan", std::nanf(""));
  Given("tiny", std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(GivenSoFar(),
            "minus zero = -0 (0x80000000)\ninf = -inf (0xff800000)\n"
            "nan = nan (0x7fc00000)\ntiny = 1e-45 (0x00000001)");
}

TEST_F(GivenTest, ANameGivenAgainReplacesItsValueInPlace) {
  Given("i", 1);
  Given("n", 7u);
  Given("i", 2);
  EXPECT_EQ(GivenSoFar(), "i = 2\nn = 7");
}

TEST_F(GivenTest, LongArraysAreAbbreviated) {
  Given("q", std::vector<std::int8_t>(1000, -3));
  EXPECT_EQ(GivenSoFar(),
            "q = [-3, -3, -3, -3, -3, -3, -3, -3, ...] (1000 values)");
}

TEST_F(GivenTest, ShortAndEmptyArraysAreWhole) {
  Given("e", std::vector<float>());
  Given("b", std::vector<bool>{true, false});
  Given("a", std::array<int, 8>{1, 2, 3, 4, 5, 6, 7, 8});
  Given("nested", std::vector<std::vector<int>>{{1}, {}});
  EXPECT_EQ(GivenSoFar(),
            "e = []\nb = [true, false]\na = [1, 2, 3, 4, 5, 6, 7, 8]\n"
            "nested = [[1], []]");
}

TEST_F(GivenTest, StrongTypesEnumsOptionalsAndPrintables) {
  Given("h", Half{0x3c00});
  Given("r", Rounding::kNearest);
  Given("none", std::optional<float>());
  Given("some", std::optional<int>(4));
  Given("affine", Affine{0.5f, 3});
  EXPECT_EQ(GivenSoFar(),
            "h = bits 0x3c00\nr = 3\nnone = nothing\nsome = 4\n"
            "affine = 0.5 * (q - 3)");
}

TEST_F(GivenTest, TextIsQuotedAndControlBytesAreEscaped) {
  Given("name", "a\"b\\c\n");
  Given("word", std::string("verb"));
  EXPECT_EQ(GivenSoFar(), "name = \"a\\\"b\\\\c\\x0a\"\nword = \"verb\"");
}

TEST_F(GivenTest, NothingIsGivenAfterForgetting) {
  Given("x", 1);
  ForgetGiven();
  EXPECT_EQ(GivenSoFar(), "");
}

}  // namespace
}  // namespace wbm::lab
