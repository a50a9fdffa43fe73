#include "common/lab/not_yet.h"

#include <string>

#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

int Unwritten(int unused_but_named) { NOT_YET("4.2"); }

TEST(NotYet, NamesTaskFileAndLine) {
  try {
    Unwritten(1);
    FAIL() << "a stub must throw";
  } catch (const NotYet& stub) {
    EXPECT_STREQ(stub.task(), "4.2");
    EXPECT_STREQ(stub.file(), __FILE__);
    EXPECT_EQ(stub.line(), 10);
    EXPECT_EQ(std::string(stub.what()), std::string("task 4.2 is not written "
                                                    "yet: ") +
                                            __FILE__ + ":10");
  }
}

TEST(NotYet, IsRememberedWhenSwallowed) {
  first_not_yet_site = nullptr;
  try {
    Unwritten(1);
  } catch (...) {
  }
  ASSERT_NE(first_not_yet_site.load(), nullptr);
  EXPECT_STREQ(first_not_yet_site.load()->task, "4.2");
}

TEST(NotYet, TheFirstStubReachedIsTheOneRemembered) {
  first_not_yet_site = nullptr;
  for (const bool second : {false, true}) {
    try {
      if (second) NOT_YET("4.9");
      NOT_YET("4.1");
    } catch (const NotYet&) {
    }
  }
  EXPECT_STREQ(first_not_yet_site.load()->task, "4.1");
}

}  // namespace
}  // namespace wbm::lab
