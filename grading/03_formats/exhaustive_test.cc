// The long tier: every conversion of tasks 3.6 and 3.7 over all 2^32 floats.
//
//   bazel test //grading/03_formats:exhaustive_test          the solution
//   bazel test //grading/03_formats:exhaustive_student_test  labs/03_formats

#include "grading/03_formats/sweep.h"
#include "gtest/gtest.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {
namespace {

template <auto F>
void All(Format format, Overflow overflow) {
  ASSERT_NO_FATAL_FAILURE(SweepEncode<F>(format, overflow, Every{}));
  SweepEncode<F>(format, overflow, Every{}, Nans::kAlone);
}

TEST(AllFloats, ToBFloat16) {
  All<&EncodeBFloat16>(kBFloat16, Overflow::kInfinity);
}

TEST(AllFloats, ToTf32) {
  ASSERT_NO_FATAL_FAILURE(SweepTf32(Every{}));
  SweepTf32(Every{}, Nans::kAlone);
}

TEST(AllFloats, ToFloat16) {
  All<&EncodeFloat16>(kFloat16, Overflow::kInfinity);
}

TEST(AllFloats, ToFloat8E4M3Fn) {
  All<&EncodeFloat8E4M3Fn>(kFloat8E4M3Fn, Overflow::kSaturate);
}

TEST(AllFloats, ToFloat8E5M2) {
  All<&EncodeFloat8E5M2>(kFloat8E5M2, Overflow::kInfinity);
}

}  // namespace
}  // namespace formats_lab
