// The handout says what is so: its tables come from the plan and from the
// solution.

#include <cmath>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "common/io/file.h"
#include "common/io/runfiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "labs/02_ieee754/floats.h"

namespace ieee_lab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Text(const std::string& path) {
  const absl::StatusOr<std::string> full = wbm::io::Runfile(path);
  if (!full.ok()) return full.status().ToString();
  const absl::StatusOr<std::string> text = wbm::io::ReadFile(*full);
  return text.ok() ? *text : text.status().ToString();
}

std::string Handout() { return Text("labs/02_ieee754/README.md"); }

std::string Binary(std::uint32_t value, int bits) {
  std::string text;
  for (int i = bits - 1; i >= 0; --i) text += (value >> i & 1) != 0 ? '1' : '0';
  return text;
}

TEST(Handout02, PiIsDecodedAsPrinted) {
  const auto row = [](const std::string& name, Code code) {
    const Layout layout = LayoutOf(code.format);
    const Fields fields = Split(code);
    return absl::StrFormat(
        "| %s | `%d` | `%s` | `%s` | %.17g |", name, fields.sign,
        Binary(fields.exponent, layout.exponent_bits),
        Binary(fields.fraction, layout.fraction_bits), Decode(code).value);
  };
  EXPECT_THAT(Handout(),
              HasSubstr(row("float32", {0x40490FDB, Format::kFloat32})));
  EXPECT_THAT(Handout(), HasSubstr(row("float16", {0x4248, Format::kFloat16})));
  EXPECT_THAT(Handout(),
              HasSubstr(row("bfloat16", {0x4049, Format::kBfloat16})));
  EXPECT_THAT(Handout(),
              HasSubstr(absl::StrFormat(
                  "%.17g and %.17g", Decode({0x2E66, Format::kFloat16}).value,
                  Decode({0x3DCD, Format::kBfloat16}).value)));
}

TEST(Handout02, ThresholdsAtOneAreAsPrinted) {
  const auto threshold = [](Code one, bool growing) {
    return AbsorptionOf(one, growing)->threshold;
  };
  const Code half = {0x3C00, Format::kFloat16};
  const Code brain = {0x3F80, Format::kBfloat16};
  for (bool growing : {true, false}) {
    EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat(
                               " = %.3g |\n", threshold(half, growing))));
    // The answer to a question, and so not printed.
    EXPECT_THAT(
        Handout(),
        Not(HasSubstr(absl::StrFormat("= %.3g |", threshold(brain, growing)))));
  }
  EXPECT_EQ(threshold(brain, true), 0x1p-8);
  EXPECT_EQ(threshold(brain, false), 0x1p-9);
  EXPECT_EQ(threshold(half, true), 0x1p-11);
  EXPECT_EQ(threshold(half, false), 0x1p-12);
}

std::string PowerOfTwo(float x) {
  if (x == 0) return "0";
  const int exponent = std::ilogb(x);
  return exponent == -127   ? "2⁻¹²⁷"
         : exponent == -149 ? "2⁻¹⁴⁹"
         : exponent == -125 ? "2⁻¹²⁵"
                            : absl::StrFormat("%g", x);
}

TEST(Handout02, TheProbeFindsWhatIsPrinted) {
  for (bool ftz : {false, true}) {
    for (bool daz : {false, true}) {
      const Probe probe = ProbeSubnormals({ftz, daz});
      EXPECT_THAT(Handout(), HasSubstr(absl::StrFormat(
                                 "| %s | %s | %s | %s | %s | %s |\n",
                                 ftz ? "on" : "off", daz ? "on" : "off",
                                 PowerOfTwo(probe.half_of_least_normal),
                                 PowerOfTwo(probe.subnormal_times_one),
                                 PowerOfTwo(probe.subnormal_times_2_24),
                                 probe.subnormal_is_zero ? "true" : "false")));
    }
  }
}

}  // namespace
}  // namespace ieee_lab
