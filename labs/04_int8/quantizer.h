// The contract of lab 04: float32 to int8 and back, and what that costs.
//
// An int8 code q stands for the real number
//
//     x = scale * (q - zero_point)                                        (1)
//
// so a code is a position on a ruler: `scale` is the distance between two
// marks, `zero_point` is the mark that stands for 0.0. You write the functions
// below in quantizer.cc; the experiment then does this with three tensors:
//
//     absl::StatusOr<float> scale = ChooseSymmetric(x);
//     absl::StatusOr<std::vector<std::int8_t>> codes =
//         QuantizeSymmetric(x, *scale);
//     std::vector<float> y = Dequantize(*codes, {.scale = *scale});
//     absl::StatusOr<ErrorStats> cost = MeasureError(x, y);
//
// Rules for every function here:
//   * A tensor comes flat: its shape does not matter, since one scale serves
//     the whole tensor ("per tensor").
//   * Arithmetic on values is float32, one rounding an operation, as NumPy does
//     it on float32 arrays. Statistics are double.
//   * "Error" means absl::InvalidArgumentError with a message for people; the
//     tests look at the code, never at the words.
//
// Sources: B. Jacob et al., "Quantization and Training of Neural Networks for
// Efficient Integer-Arithmetic-Only Inference", CVPR 2018, equation (1);
// M. Nagel et al., "A White Paper on Neural Network Quantization", 2021, 2.2.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"

namespace int8_lab {

// A ruler: the meaning of every code, by equation (1).
struct Affine {
  float scale = 1;              // distance between neighbours; unit of x
  std::int32_t zero_point = 0;  // the code that stands for 0.0
};

// Task 4.1. The scale at which the largest magnitude gets the code 127:
//
//     scale = max |x_i| / 127,        a float32 division.
//
// 127 and not 128: codes -127…127 are as many on either side of zero, so that
// -x always gets the negative of x's code. -128 is never used.
//   * When the quotient is below the smallest normal float32 (2^-126; so it is
//     for a tensor of zeros) the scale is 1 and every code will be 0.
//   * Error: x is empty, or holds a NaN or an infinity.
absl::StatusOr<float> ChooseSymmetric(std::span<const float> x);

// Task 4.2. The integer nearest to `steps`, a length measured in steps of the
// ruler. A tie goes to the even neighbour (IEEE 754 roundTiesToEven, NumPy's
// np.round): 0.5 -> 0, 1.5 -> 2, 2.5 -> 2, -0.5 -> 0.
//   * What int16 cannot hold saturates: 40000 -> 32767, -inf -> -32768.
//   * NaN -> 0.
// In C++ a float that does not fit makes `static_cast<std::int16_t>` undefined
// behaviour: decide before you cast.
std::int16_t NearestStep(float steps);

// Task 4.3. One code per element of x:
//
//     code_i = clip(NearestStep(x_i / scale), -127, 127),
//
// with one float32 division (x * (1 / scale) rounds twice and differs).
// Infinities clip like any value that is too large.
//   * Error: scale is not positive and finite, or x holds a NaN.
//   * An empty x gives no codes and is no error.
absl::StatusOr<std::vector<std::int8_t>> QuantizeSymmetric(
    std::span<const float> x, float scale);

// Task 4.4. Equation (1) for every code: the difference is an integer (it does
// not fit in int8!), then one float32 product with the scale. A symmetric
// tensor has zero_point 0. Precondition: |zero_point| <= 2^20.
std::vector<float> Dequantize(std::span<const std::int8_t> codes,
                              Affine affine);

// Task 4.5. The ruler that puts the 256 codes -128…127 over the range of x,
// widened so that it includes zero:
//
//     lo = min(0, min x_i)     hi = max(0, max x_i)
//     scale = (hi - lo) / 255                       float32, two roundings
//     zero_point = -128 - NearestStep(lo / scale)   in -128…127
//
// Zero has to be inside: padding, ReLU and masks make exact zeros, and only a
// ruler whose zero_point is one of its codes gives 0.0 back as 0.0.
// Both quotients are one float32 division, as in task 4.3.
//   * When the scale would be below 2^-126 it is 1 (a tensor of zeros then gets
//     the zero point -128).
//   * Error: x is empty, holds a NaN or an infinity, or hi - lo overflows.
absl::StatusOr<Affine> ChooseAsymmetric(std::span<const float> x);

// Task 4.6. One code per element of x:
//
//     code_i = clip(NearestStep(x_i / scale) + zero_point, -128, 127),
//
// with one float32 division, as in task 4.3.
// Round first, add the zero point after: round(x / scale + zero_point) moves
// ties wherever the zero point is odd, and the float32 sum loses bits.
//   * Error: scale is not positive and finite, x holds a NaN, or zero_point is
//     not one of the codes -128…127.
//   * An empty x gives no codes and is no error.
absl::StatusOr<std::vector<std::int8_t>> QuantizeAsymmetric(
    std::span<const float> x, Affine affine);

// What the round trip x -> codes -> y has cost. All sums and quotients are
// double; e_i = |x_i - y_i|.
struct ErrorStats {
  double mean_abs = 0;  // mean of e_i (MAE); unit of x
  double max_abs = 0;   // max of e_i; unit of x

  // Over the elements with |x_i| > 1e-8 only, e_i / |x_i|: a quotient by zero,
  // or nearly, says nothing about the ruler. Both 0 when no element is left.
  double mean_relative = 0;
  double median_relative = 0;  // the mean of the middle two for an even count

  double norm_relative = 0;  // ||x - y|| / ||x||, Euclidean; 0 when x == y
  double cosine = 0;         // x.y / (||x|| ||y||)
};

// Task 4.7. The statistics above.
//   * norm_relative: +infinity when x is all zeros and y is not.
//   * cosine: 1 when both are all zeros, 0 when just one is.
//   * Error: x is empty, the lengths differ, or either holds a NaN or an
//     infinity: a statistic must not hide one.
absl::StatusOr<ErrorStats> MeasureError(std::span<const float> x,
                                        std::span<const float> y);

// Task 4.7. How many different codes occur: 0…256.
std::int32_t CountCodes(std::span<const std::int8_t> codes);

// Do the k largest elements survive? Rounding is monotone: it never swaps two
// values, but it can make them equal, and then an order has to be agreed on.
struct TopKStability {
  // The indices of the k largest values of x and of y. Larger value first;
  // among equal values, smaller index first (+0 and -0 are equal).
  std::vector<std::int32_t> before;
  std::vector<std::int32_t> after;

  double jaccard = 0;       // of the two as sets: |both| / |either|
  bool order_kept = false;  // before == after

  // Is the set of the k largest of y the same under every order of equal
  // values? False when a tie crosses the edge between rank k and rank k + 1.
  bool set_determined = false;

  // Every group of two or more elements whose values in y are equal, if at
  // least one of the group is in `after`. The whole group, even what lies
  // beyond rank k. Indices ascend in a group; groups go by value, descending.
  std::vector<std::vector<std::int32_t>> ties;
};

// Task 4.8. Compares the k largest of x (the original) and of y (after the
// round trip).
//   * Error: the lengths differ, k < 1, k > the length, or either holds a NaN.
absl::StatusOr<TopKStability> CompareTopK(std::span<const float> x,
                                          std::span<const float> y,
                                          std::int32_t k);

}  // namespace int8_lab
