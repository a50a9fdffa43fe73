#include "common/plot/text.h"

#include <gtest/gtest.h>

#include <string>

namespace wbm::plot {
namespace {

TEST(GnuplotString, LettersAndSpacesStand) {
  EXPECT_EQ(GnuplotString("SQNR of x"), "\"SQNR of x\"");
}

TEST(GnuplotString, EverythingElseIsOctal) {
  EXPECT_EQ(GnuplotString("\"`$\\'"), R"("\042\140\044\134\047")");
  EXPECT_EQ(GnuplotString("µ"), R"("\302\265")");
}

TEST(GnuplotString, DigitsToo) {  // "\0560" would be one escape of 4 digits
  EXPECT_EQ(GnuplotString(".05"), R"("\056\060\065")");
}

TEST(GnuplotString, ALineFeedStaysOnOneScriptLine) {
  EXPECT_EQ(GnuplotString("a\nb"), "\"a\\nb\"");
}

TEST(GnuplotTickLabel, PercentIsNoFormat) {
  EXPECT_EQ(GnuplotTickLabel("%g"), R"("\045\045g")");
}

TEST(XmlEscape, NoTagAndNoQuoteSurvives) {
  EXPECT_EQ(XmlEscape("<b a=\"1\" c='2'>&"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
}

TEST(IsPlainText, TakesUnicodeAndLineFeeds) {
  EXPECT_TRUE(IsPlainText(""));
  EXPECT_TRUE(IsPlainText("x̂ ≤ 2⁻¹⁴ µs\n😀"));
}

TEST(IsPlainText, RefusesControlCharacters) {
  for (const char* text : {"\t", "\r", "\x1b[31m", "\x7f", "\xc2\x85"}) {
    EXPECT_FALSE(IsPlainText(text)) << XmlEscape(text);
  }
  EXPECT_FALSE(IsPlainText(std::string(1, '\0')));
}

TEST(IsPlainText, RefusesWhatIsNotUtf8) {
  for (const char* text : {"\x80",              // continuation without a lead
                           "\xc3",              // cut off
                           "\xc0\xaf",          // overlong "/"
                           "\xe0\x80\xaf",      // overlong "/"
                           "\xf0\x80\x80\xaf",  // overlong "/"
                           "\xed\xa0\x80",      // surrogate
                           "\xf4\x90\x80\x80",  // beyond U+10FFFF
                           "\xff", "\xef\xbf\xbe"}) {
    EXPECT_FALSE(IsPlainText(text)) << GnuplotString(text);
  }
}

TEST(Wrap, BreaksAtSpacesOnly) {
  EXPECT_EQ(Wrap("aa bb cc", 5), "aa bb\ncc");
  EXPECT_EQ(Wrap("unbreakable x", 4), "unbreakable\nx");
  EXPECT_EQ(Wrap("a\nb", 10), "a\nb");
  EXPECT_EQ(Wrap("", 10), "");
}

TEST(Wrap, CountsCodePointsNotBytes) { EXPECT_EQ(Wrap("µµ µµ", 5), "µµ µµ"); }

}  // namespace
}  // namespace wbm::plot
