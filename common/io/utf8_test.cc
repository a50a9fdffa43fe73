#include "common/io/utf8.h"

#include <gtest/gtest.h>

namespace wbm::io {
namespace {

TEST(Utf8, PlainAndAccentedTextIsTaken) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("scale = 1/127\n"));
  EXPECT_TRUE(IsUtf8("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"));
  EXPECT_TRUE(IsUtf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, TheFirstBadByteIsNamed) {
  EXPECT_EQ(FirstNotUtf8("caf\xE9"), 3u);           // Latin-1
  EXPECT_EQ(FirstNotUtf8("\xC0\x80"), 0u);          // overlong NUL
  EXPECT_EQ(FirstNotUtf8("\xE0\x80\x80"), 0u);      // overlong
  EXPECT_EQ(FirstNotUtf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(FirstNotUtf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(FirstNotUtf8("ab\xE2\x82"), 2u);        // cut short
  EXPECT_EQ(FirstNotUtf8("\xF8\x88\x80\x80\x80"), 0u);
}

TEST(Utf8, QuotedTextKeepsLinesAndLosesControlCharacters) {
  EXPECT_EQ(QuotableText("a\tb\r\nc\n"), "a\tb\nc\n");
  EXPECT_EQ(QuotableText("\x1b[31mred"), "\\u{1b}[31mred");
  EXPECT_EQ(QuotableText("\xE2\x80\xAEgnp"), "\\u{202e}gnp");
  // No width: ZWSP, ZWJ, word joiner, soft hyphen, a variation selector, a tag.
  EXPECT_EQ(QuotableText("a\u200B\u200D\u2060\u00AD\uFE0F\U000E0041z"),
            "a\\u{200b}\\u{200d}\\u{2060}\\u{ad}\\u{fe0f}\\u{e0041}z");
  EXPECT_EQ(QuotableText("caf\xE9!"), "caf\xEF\xBF\xBD!");
  EXPECT_TRUE(IsUtf8(QuotableText("\xFF\xFE\x00\x80")));
}

TEST(Utf8, QuotedNamesStayOnOneShortLine) {
  EXPECT_EQ(QuotableJson("{\"a\": \"x\u202e\u200b\U000E0041\"}\n"),
            "{\"a\": \"x\\u202e\\u200b\\udb40\\udc41\"}\n");
  EXPECT_EQ(QuotableName("a b"), "'a b'");
  EXPECT_EQ(QuotableName("a\nb"), "'a\\u{a}b'");
  EXPECT_EQ(QuotableName("\xFFz"), "'\\xffz'");
  EXPECT_EQ(QuotableName(std::string(300, 'x')),
            "'" + std::string(120, 'x') + "…'");
}

}  // namespace
}  // namespace wbm::io
