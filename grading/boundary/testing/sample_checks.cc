// Checks that are right, wrong, at fault themselves, or try to swallow what
// happened: for the test of check_main. The hostile worker serves them.

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "common/lab/given.h"
#include "grading/boundary/testing/hostile.h"
#include "gtest/gtest.h"

namespace {

using boundary_hostile::CountsItsCalls;
using boundary_hostile::Fine;
using boundary_hostile::Loops;
using boundary_hostile::NotWritten;
using boundary_hostile::Prints;
using boundary_hostile::ReadsNull;
using wbm::lab::Given;

TEST(Checks, Right) { EXPECT_EQ(Fine(), 1); }

TEST(Checks, Wrong) {
  const std::vector<float> x = {0.5f};
  Given("x", x);
  Prints("look \xff here", false);
  EXPECT_EQ(Fine(), 2) << "one is not two";
  EXPECT_EQ(Fine(), 3);
}

TEST(Checks, NotWritten) { EXPECT_EQ(NotWritten(), 1); }

TEST(Checks, SwallowedByExpectThrow) {
  EXPECT_THROW(ReadsNull(), std::exception);
}
TEST(Checks, SwallowedByCatch) {
  try {
    ReadsNull();
  } catch (...) {
  }
}
TEST(Checks, SwallowedByExpectAnyThrowAndSkipped) {
  EXPECT_ANY_THROW(ReadsNull());
  GTEST_SKIP() << "never mind";
}
TEST(Checks, SwallowedAndReplaced) {
  try {
    NotWritten();
  } catch (const std::exception&) {
    throw std::logic_error("something else");
  }
}

TEST(Checks, CallsFirst) { EXPECT_EQ(CountsItsCalls(), 1); }
TEST(Checks, CallsFirstToo) { EXPECT_EQ(CountsItsCalls(), 1); }

// The fault of the check: it does not look how long the answer is.
TEST(Checks, CrashesItself) {
  EXPECT_EQ(Fine(), 1);
  std::raise(SIGSEGV);
}
TEST(Checks, EndsItself) { std::exit(0); }

TEST(Checks, Loops1) { Loops(); }
TEST(Checks, Loops2) { Loops(); }
TEST(Checks, CrashesBetween) { std::raise(SIGSEGV); }
TEST(Checks, Loops3) { Loops(); }

TEST(Checks, ThrowsItself) { throw std::runtime_error("of the check"); }
TEST(Checks, Skips) { GTEST_SKIP() << "not on this machine"; }
TEST(Checks, CallsNothing) { EXPECT_EQ(1, 1); }

class BadSetUp : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ReadsNull(); }
};
TEST_F(BadSetUp, FailsItsTests) { EXPECT_EQ(Fine(), 1); }

TEST(Last, IsRightAllTheSame) { EXPECT_EQ(Fine(), 1); }

}  // namespace
