#include "common/lab/author/marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wbm::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Marks, ThoseThatAreReadAreKnown) {
  EXPECT_THAT(StrangeMarks("# A title\n<!-- points -->\n<!-- /points -->\n"
                           "<!-- measured -->\n<!-- /measured -->\n"
                           "<!-- says /error %.2f -->\nAbout 1.50.\n",
                           "README.md"),
              IsEmpty());
}

TEST(Marks, OneThatNobodyReadsIsNamed) {
  EXPECT_THAT(StrangeMarks("\n<!-- mesured -->\n<!-- /Measured -->\n", "a.md"),
              ElementsAre("a.md:2: no mark is called \"mesured\"",
                          "a.md:3: no mark is called \"Measured\""));
}

TEST(Marks, OneThatIsNoLineOfItsOwnHoldsNothing) {
  for (const char* line : {"  <!-- measured -->", "<!--measured-->",
                           "<!-- measured --> ", "text <!-- says /a %f -->"}) {
    EXPECT_THAT(StrangeMarks(line, "a.md"),
                ElementsAre(HasSubstr("a line of its own")))
        << line;
  }
}

}  // namespace
}  // namespace wbm::lab
