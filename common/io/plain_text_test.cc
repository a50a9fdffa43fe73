#include "common/io/plain_text.h"

#include <gtest/gtest.h>

namespace wbm::io {
namespace {

using std::string_view_literals::operator""sv;

TEST(PlainText, PlainTextStaysAsItIs) {
  for (const std::string_view text : {""sv, "int a;\n"sv, "caf\xC3\xA9"sv,
                                      "Latin-1 \xE9"sv, "a\0b"sv, "\xFF"sv}) {
    EXPECT_EQ(PlainText(text), text);
  }
}

TEST(PlainText, AByteOrderMarkGoes) {
  EXPECT_EQ(PlainText("\xEF\xBB\xBF| claim |"), "| claim |");
  EXPECT_EQ(PlainText("\xEF\xBB\xBF"), "");
  EXPECT_EQ(PlainText("a\xEF\xBB\xBF"), "a\xEF\xBB\xBF") << "only the first";
}

TEST(PlainText, EveryLineEndBecomesOneNewline) {
  EXPECT_EQ(PlainText("a\r\nb\rc\n\r\n\r"), "a\nb\nc\n\n\n");
  EXPECT_EQ(PlainText("a\r"), "a\n");
}

TEST(PlainText, NulBytesAtTheEndGo) {
  EXPECT_EQ(PlainText("{}\n\0\0"sv), "{}\n");
  EXPECT_EQ(PlainText("\0"sv), "");
}

TEST(PlainText, Utf16BecomesUtf8) {
  EXPECT_EQ(PlainText("\xFF\xFE{\0\r\0\n\0}\0"sv), "{\n}");
  EXPECT_EQ(PlainText("\xFE\xFF\0a\0\xFC\x22\x12"sv), "a\xC3\xBC\xE2\x88\x92");
  EXPECT_EQ(PlainText("\xFF\xFE\x3D\xD8\x80\xDE"sv), "\xF0\x9F\x9A\x80");
  EXPECT_EQ(PlainText("\xFF\xFE"sv), "");
}

TEST(PlainText, WhatIsNoUtf16StaysAsItIs) {
  for (const std::string_view bytes :
       {"\xFF\xFE\x41"sv, "\xFF\xFE\x3D\xD8"sv, "\xFE\xFF\xDC\x01"sv,
        "\xFE\xFF\xD8\x00\x00\x41"sv}) {
    EXPECT_EQ(PlainText(bytes), bytes);
  }
}

TEST(PlainTypography, MinusesAndSpacesBecomePlain) {
  EXPECT_EQ(PlainTypography("| 3.6e\xE2\x88\x92"
                            "4 |\xC2\xA0"
                            "140 |"),
            "| 3.6e-4 | 140 |");
  EXPECT_EQ(PlainTypography("3.6e\xE2\x80\x93"
                            "4 \xE2\x80\x90.5 \xE2\x80\x91"
                            "7"),
            "3.6e-4 -.5 -7");
  EXPECT_EQ(PlainTypography("round\xE2\x80\x90trip \xE2\x80\x91 a\xE2\x80\x92"
                            "b\xE2\x80\x93"
                            "c \xEF\xB9\xA3 \xEF\xBC\x8D"),
            "round-trip - a-b-c - -");
  EXPECT_EQ(PlainTypography("round\xC2\xAD"
                            "ing"),
            "rounding");
  EXPECT_EQ(PlainTypography("an element\xE2\x80\x99s"), "an element's");
  EXPECT_EQ(PlainTypography("1\xE2\x80\x89"
                            "000\xE2\x80\xAF%\xE3\x80\x80"),
            "1 000 % ");
  EXPECT_EQ(PlainTypography("a\xE2\x80\x8B"
                            "b\xEF\xBB\xBF"),
            "ab");
}

TEST(PlainTypography, AllElseStays) {
  for (const std::string_view text :
       {""sv, "a-b c"sv, "\xE2\x80\x94 dash"sv, "caf\xC3\xA9"sv,
        "\xE2\x80\xAEgnp"sv, "cut \xE2\x88"sv, "\xC2"sv}) {
    EXPECT_EQ(PlainTypography(text), text);
  }
}

}  // namespace
}  // namespace wbm::io
