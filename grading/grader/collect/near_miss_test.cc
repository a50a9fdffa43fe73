#include "grading/grader/collect/near_miss.h"

#include <gtest/gtest.h>

namespace wbm::grader {
namespace {

TEST(NearMiss, WhatProgramsMakeOfANameIsRecognised) {
  for (const char* name :
       {"quantizer (1).cc", "quantizer(2).cc", "quantizer-1.cc",
        "quantizer_1.cc", "quantizer 2.cc", "quantizer copy.cc",
        "quantizer copy 2.cc", "Copy of quantizer.cc", "quantizer - Copy.cc",
        "quantizer - Copy (2).cc", "quantizer-1 (1).cc", "quantizer.cc.txt",
        "quantizer.cpp", "quantizer.cxx", "quantizer.C", "Quantizer.CC",
        "quantizer (1).cpp"}) {
    EXPECT_TRUE(IsNearMiss(name, "quantizer.cc")) << name;
  }
  EXPECT_TRUE(IsNearMiss("report.md", "REPORT.md"));
  EXPECT_TRUE(IsNearMiss("REPORT.markdown", "REPORT.md"));
  EXPECT_TRUE(IsNearMiss("answers.json.txt", "answers.json"));
}

TEST(NearMiss, OtherNamesAreNot) {
  for (const char* name :
       {"quantizer.cc", "quantizer.h", "quantizer.txt", "quantiser.cc",
        "my_quantizer.cc", "quantizer_old.cc", "quantizer.cc~", "", ".", ".cc",
        "(1)", "quantizer"}) {
    EXPECT_FALSE(IsNearMiss(name, "quantizer.cc")) << name;
  }
  EXPECT_FALSE(IsNearMiss(std::string(1 << 20, '1'), "quantizer.cc"));
}

}  // namespace
}  // namespace wbm::grader
