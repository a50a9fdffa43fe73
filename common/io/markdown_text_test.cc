#include "common/io/markdown_text.h"

#include "gtest/gtest.h"

namespace wbm::io {
namespace {

TEST(MarkdownText, LeavesWordsAndNumbers) {
  EXPECT_EQ(MarkdownText("the step is 0.25, i.e. 1/4: small"),
            "the step is 0.25, i.e. 1/4: small");
}

TEST(MarkdownText, NoMarkupBegins) {
  EXPECT_EQ(MarkdownText("*a* _b_ `c` [d](e) #f ~g~ $h$ !i |j| <k> &lt;"),
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\#f \\~g\\~ \\$h\\$ \\!i "
            "\\|j\\| &lt;k\\> &amp;lt;");
}

TEST(MarkdownText, NoLineEndsAndNoTerminalIsMoved) {
  EXPECT_EQ(MarkdownText("a\nb\r\tc\x1b[2J\x7f"), "a b  c \\[2J ");
}

TEST(MarkdownText, NoAddressBecomesALink) {
  EXPECT_EQ(MarkdownText("https://a.org www.b.org me@c.org"),
            "https&#58;//a.org www&#46;b.org me&#64;c.org");
}

}  // namespace
}  // namespace wbm::io
