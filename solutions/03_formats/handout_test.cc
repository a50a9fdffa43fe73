// The numbers that the handout and the notes quote, from the reference
// solution through the experiment's own tables.

#include <string>

#include "common/io/json.h"
#include "gtest/gtest.h"
#include "labs/03_formats/measure/results.h"
#include "labs/03_formats/measure/tables.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

using ::wbm::io::Json;

const Json& Table() {
  static const Json results = Results();
  return results;
}

TEST(Handout, TheCodesOfFp8) {
  const Json& fp8 = Table()["fp8"];
  EXPECT_EQ(fp8["float8_e4m3"]["normals"], 2 * 112);
  EXPECT_EQ(fp8["float8_e4m3fn"]["normals"], 2 * 119);
  EXPECT_EQ(fp8["float8_e4m3fn"]["subnormals"], 2 * 7);
  EXPECT_EQ(fp8["float8_e4m3fn"]["nans"], 2);
  EXPECT_EQ(fp8["float8_e5m2"]["normals"], 240);
  EXPECT_EQ(fp8["float8_e5m2"]["between_1_and_2"].size(), 4u);
  EXPECT_EQ(fp8["float8_e4m3fn"]["between_1_and_2"].size(), 8u);
}

TEST(Handout, DigitsAndStorage) {
  const Json& formats = Table()["formats"];
  EXPECT_NEAR(formats["float32"]["decimal_digits"].get<double>(), 7.22, 0.005);
  EXPECT_EQ(formats["float32"]["digits10"], 6);
  EXPECT_NEAR(formats["float8_e4m3fn"]["decimal_digits"].get<double>(), 1.20,
              0.005);
  EXPECT_EQ(formats["tf32"]["weights_70b_gb"], 280.0);
  EXPECT_EQ(formats["bfloat16"]["weights_70b_gb"], 140.0);
  EXPECT_EQ(formats["float8_e5m2"]["weights_70b_gb"], 70.0);
}

TEST(Handout, BothEnds) {
  const Json& formats = Table()["formats"];
  EXPECT_EQ(formats["float16"]["overflow_above"], 65520.0);
  EXPECT_EQ(formats["float8_e5m2"]["overflow_above"], 61440.0);
  EXPECT_EQ(formats["float8_e4m3fn"]["overflow_above"], 464.0);
  EXPECT_EQ(Encode(464, kFloat8E4M3Fn, Overflow::kInfinity), 0x7eu);
  EXPECT_EQ(Encode(61440, kFloat8E5M2, Overflow::kInfinity), 0x7cu);
  EXPECT_EQ(EncodeFloat16(65520), 0x7c00u);
  EXPECT_EQ(formats["float16"]["zero_up_to"], 0x1p-25);
  EXPECT_NEAR(DecodeFloat16(EncodeFloat16(1e-6f)), 1.0133e-6, 5e-11);
}

TEST(Handout, WhatSixteenBitsMakeOfIt) {
  for (const Json& row : Table()["large_values"]) {
    if (row["x"] == 65505.0 || row["x"] == 65519.0) {
      EXPECT_EQ(row["float16"], 65504.0);
    }
    if (row["x"] == 70000.0) {
      EXPECT_EQ(row["float16"], "inf");
      EXPECT_EQ(row["bfloat16"], 70144.0);
    }
  }
  EXPECT_EQ(Table()["first_k_lost"]["bfloat16"], 8);
  EXPECT_EQ(Table()["first_k_lost"]["float16"], 11);
  // Downwards from 1 the last k that is kept is one more.
  EXPECT_NE(DecodeBFloat16(EncodeBFloat16(1 - 0x1p-8f)), 1);
  EXPECT_EQ(DecodeBFloat16(EncodeBFloat16(1 - 0x1p-9f)), 1);
  EXPECT_NE(DecodeFloat16(EncodeFloat16(1 - 0x1p-11f)), 1);
  EXPECT_EQ(DecodeFloat16(EncodeFloat16(1 - 0x1p-12f)), 1);
}

TEST(Handout, PiHidesWhatATenthShows) {
  for (const Json& row : Table()["samples"]) {
    const bool bfloat16 = row["format"] == "bfloat16";
    if (!bfloat16 && row["format"] != "float16") continue;
    if (row["x"] == "pi") {
      EXPECT_EQ(row["value"], 3.140625);
    } else {
      EXPECT_NEAR(row["error"].get<double>(), bfloat16 ? 9.8e-5 : 2.4e-5, 5e-7);
    }
  }
}

TEST(Handout, TwoRoundingsGoWrongNearATie) {
  const float x = 1.0625f + 0x1p-14f;
  EXPECT_EQ(DecodeFloat8E4M3Fn(EncodeFloat8E4M3Fn(x)), 1.125f);
  const float once = DecodeFloat16(EncodeFloat16(x));
  EXPECT_EQ(DecodeFloat8E4M3Fn(EncodeFloat8E4M3Fn(once)), 1.0f);
}

TEST(Handout, AnswersOfTheReference) {
  EXPECT_EQ(DecodeBFloat16(EncodeBFloat16(75000)), 74752);
  EXPECT_EQ(EncodeBFloat16(0x1.fefffep127f), 0x7f7fu);
  EXPECT_EQ(EncodeBFloat16(0x1.ffp127f), 0x7f80u);
  EXPECT_EQ(EncodeFloat16(0x1p-25f), 0u);
  EXPECT_EQ(EncodeFloat16(0x1.000002p-25f), 1u);
}

// Where float16 stops being the finer of the two.
TEST(Handout, TheStairsCross) {
  double float16 = 0, bfloat16 = 0;
  for (const GapRow& row : Gaps(kFloat16)) {
    if (row.k == -18) float16 = row.gap;
  }
  for (const GapRow& row : Gaps(kBFloat16)) {
    if (row.k == -18) bfloat16 = row.gap;
  }
  EXPECT_EQ(float16, 0x1p-24);
  EXPECT_EQ(bfloat16, 0x1p-25);
}

}  // namespace
}  // namespace formats_lab
