// How far an approximation is from a reference, in the measures that
// quantization reports use.
//
//   double mae = MeanAbsoluteError(w, w_quantized);
//   MaskedRelativeError rel = RelativeErrorWhere(w, w_quantized, 1e-3);
//   double db = SqnrDb(w, w_quantized);
//
// Arithmetic is in double with compensated sums, whatever the element type.
// Every function is total:
//   - spans of different lengths give NaN (counts: 0);
//   - a NaN among the elements that a measure looks at gives NaN;
//   - an element that equals its reference has error 0, also inf and inf;
//     otherwise an infinite error is infinite;
//   - empty spans have no error: 0, unless stated otherwise.
// Functions take float or double, both spans of the same type.
#pragma once

#include <cstdint>
#include <span>

namespace wbm::numerics {

// mean |x - y|.
double MeanAbsoluteError(std::span<const float> reference,
                         std::span<const float> approximation);
double MeanAbsoluteError(std::span<const double> reference,
                         std::span<const double> approximation);

// max |x - y|.
double MaxAbsoluteError(std::span<const float> reference,
                        std::span<const float> approximation);
double MaxAbsoluteError(std::span<const double> reference,
                        std::span<const double> approximation);

// |x - y| / |x| over the elements with |x| > threshold. A mean of ratios is
// ruled by the smallest references, so it is meaningless without its mask and
// the number of elements that the mask left.
struct MaskedRelativeError {
  double mean = 0;    // 0 if nothing was counted
  double median = 0;  // mean of the middle two if the count is even
  double max = 0;
  int64_t counted = 0;  // elements with |x| > threshold (or NaN)
  int64_t masked = 0;   // the others
};
// A threshold of 0 leaves out zeros alone. A NaN reference is counted; the
// threshold is not NaN and not negative.
MaskedRelativeError RelativeErrorWhere(std::span<const float> reference,
                                       std::span<const float> approximation,
                                       double threshold);
MaskedRelativeError RelativeErrorWhere(std::span<const double> reference,
                                       std::span<const double> approximation,
                                       double threshold);

// x.y / (|x| |y|), within [-1, 1]; NaN if an element is infinite. Two zero
// vectors point the same way: 1; a zero and another vector: 0. Empty spans are
// zero vectors.
double CosineSimilarity(std::span<const float> x, std::span<const float> y);
double CosineSimilarity(std::span<const double> x, std::span<const double> y);

// Signal-to-quantization-noise ratio, 10 log10(sum x^2 / sum (x - y)^2) in
// decibels. No noise: +inf (also for empty spans); noise on a zero signal:
// -inf.
double SqnrDb(std::span<const float> reference,
              std::span<const float> approximation);
double SqnrDb(std::span<const double> reference,
              std::span<const double> approximation);

// |x - y|_2 / |x|_2. No error: 0; an error on a zero reference: +inf.
double NormwiseRelativeError(std::span<const float> reference,
                             std::span<const float> approximation);
double NormwiseRelativeError(std::span<const double> reference,
                             std::span<const double> approximation);

// How many different codes occur.
int64_t UniqueCodes(std::span<const int8_t> codes);
int64_t UniqueCodes(std::span<const uint8_t> codes);
int64_t UniqueCodes(std::span<const int32_t> codes);

}  // namespace wbm::numerics
