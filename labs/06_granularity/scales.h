// The contract of lab 06: one scale or many, two codes a byte, a product with
// packed weights, and a rotation against outliers.
//
// A matrix is row-major; a row is a channel (the weights of one output). Its
// symmetric codes stand for
//
//     w = scale * code,     code = -max_code … max_code                   (1)
//
// with max_code 127 for 8 bits and 7 for 4. This lab asks how many elements
// share one scale. You write the functions below in scales.cc; the experiment
// then does this:
//
//     const Sharing sharing{Share::kGroup, 32};
//     auto scales = ChooseScales(w, shape, sharing, 7);
//     auto codes = Quantize(w, shape, sharing, *scales, 7);
//     auto back = Dequantize(*codes, shape, sharing, *scales);
//     auto mse = MsePerChannel(w, *back, shape);
//
// "Error" means absl::InvalidArgumentError with a message for people; the tests
// look at the code, never at the words. A shape is an error when rows or cols
// is not positive, or when an array's length is not rows * cols; a sharing
// when it is kGroup with a group_size below 1.
//
// Sources: R. Krishnamoorthi, "Quantizing deep convolutional networks", 2018,
// section 2.4 (per channel); E. Frantar et al., GPTQ, 2023 (groups); S.
// Ashkboos et al., QuaRot, 2024 (rotation).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"

namespace granularity_lab {

struct Shape {
  std::int32_t rows = 0;
  std::int32_t cols = 0;
};

enum class Share : std::int32_t {
  kTensor,   // one scale for the whole matrix
  kChannel,  // one for each row
  kGroup,    // one for each run of group_size elements of a row
};

// Who shares a scale. group_size is read for kGroup only. A group never reaches
// into the next row: the last one of a row is shorter when group_size does not
// divide cols.
struct Sharing {
  Share share = Share::kTensor;
  std::int32_t group_size = 0;
};

// Task 6.1. How many scales the matrix has, and which of them the element at
// (row, col) uses, both counted from 0 in the order of first elements.
// Precondition: shape and sharing are no errors, (row, col) is inside.
std::int64_t ScaleCount(Shape shape, Sharing sharing);
std::int64_t ScaleIndex(std::int32_t row, std::int32_t col, Shape shape,
                        Sharing sharing);

// Task 6.2. For each part of the matrix the scale at which its own largest
// magnitude gets max_code:
//
//     scale = max |w| / max_code,     a float32 division
//
// and 1 when that is below the smallest normal float32 (a part of zeros).
//   * Error: shape or sharing; max_code outside 1…127; a NaN or an infinity in
//     w.
absl::StatusOr<std::vector<float>> ChooseScales(std::span<const float> w,
                                                Shape shape, Sharing sharing,
                                                std::int32_t max_code);

// Task 6.3. One code an element, by its own part's scale:
//
//     code = clip(round(w / scale), -max_code, max_code),
//
// one float32 division, ties to even. Clip even if the scale came from
// ChooseScales: a scale that was rounded to float16 afterwards can be too small
// for its part's largest element. The code -max_code - 1 is never used.
//   * Error: shape or sharing; max_code outside 1…127; scales are not
//     ScaleCount many, or one is not positive and finite; a NaN in w.
//     Infinities clip.
absl::StatusOr<std::vector<std::int8_t>> Quantize(std::span<const float> w,
                                                  Shape shape, Sharing sharing,
                                                  std::span<const float> scales,
                                                  std::int32_t max_code);

// Task 6.3. Equation (1) for every code, one float32 product.
//   * Error: shape or sharing; scales are not ScaleCount many.
absl::StatusOr<std::vector<float>> Dequantize(
    std::span<const std::int8_t> codes, Shape shape, Sharing sharing,
    std::span<const float> scales);

// Task 6.4. For each row the mean of (w - y)^2: differences, squares and sums
// in double.
//   * Error: shape (of w or y); a NaN or an infinity in either.
absl::StatusOr<std::vector<double>> MsePerChannel(std::span<const float> w,
                                                  std::span<const float> y,
                                                  Shape shape);

// What the codes and their scales weigh.
struct Storage {
  std::int64_t code_bytes = 0;   // each row starts on a new byte
  std::int64_t scale_bytes = 0;  // ScaleCount scales
  double bits_per_weight = 0;    // 8 (code_bytes + scale_bytes) / elements
};

// Task 6.4. code_bits is 1…8, scale_bits a multiple of 8. Precondition: they
// are, and shape and sharing are no errors.
Storage StorageOf(Shape shape, Sharing sharing, std::int32_t code_bits,
                  std::int32_t scale_bits);

// Which of two neighbours lies in the low nibble of their byte. Both orders are
// in use, and no size or range tells them apart.
enum class NibbleOrder : std::int32_t { kLowFirst, kHighFirst };

// Task 6.5. Two 4-bit codes a byte: codes 0 and 1 in byte 0, 2 and 3 in byte 1,
// … A nibble is the code's low four bits (two's complement: -1 is 0xF, -8 is
// 0x8). An odd count leaves the last byte's other nibble 0.
//   * Error: a code outside -8…7.
absl::StatusOr<std::vector<std::uint8_t>> PackInt4(
    std::span<const std::int8_t> codes, NibbleOrder order);

// Task 6.5. The first `count` codes of `bytes`, with their sign.
//   * Error: count is negative, or bytes are not (count + 1) / 2 many.
absl::StatusOr<std::vector<std::int8_t>> UnpackInt4(
    std::span<const std::uint8_t> bytes, std::int64_t count, NibbleOrder order);

// A matrix of 4-bit weights, a scale a group. cols and group_size are even, so
// that rows and groups start on a byte; nibbles are kLowFirst. The scales are
// float16 numbers, held as float.
struct PackedMatrix {
  Shape shape;
  std::int32_t group_size = 0;
  std::vector<float> scales;         // ScaleCount of kGroup
  std::vector<std::uint8_t> packed;  // rows * cols / 2
};

// Task 6.6. y = W x: 4-bit weights times 16-bit activations ("W4A16"), sums in
// float32. x holds cols float16 numbers as float. Any order of summation will
// do; with u = 2^-24 each y_i has to be within
//
//     (cols + 2) u * sum_j |scale * code * x_j|
//
// of the exact sum, which float32 sums are, and sums in 16 bits are not.
//   * Error: shape, odd cols, group_size below 2 or odd; lengths of scales,
//     packed or x.
absl::StatusOr<std::vector<float>> GemvW4A16(const PackedMatrix& w,
                                             std::span<const float> x);

// Task 6.7. H x / sqrt(n), n = x.size(). H is Sylvester's Hadamard matrix:
// H(1) = [1], H(2n) = [H(n) H(n); H(n) -H(n)]. Orthonormal and symmetric, so
// that it is its own inverse and keeps the Euclidean norm. In n log2 n
// additions: the tests use n = 2^18, which n^2 additions would not survive.
//   * Error: n is not a power of two (1 is one), or a NaN or infinity in x.
absl::StatusOr<std::vector<double>> HadamardRotate(std::span<const double> x);

// Task 6.7. Rotate, round to float32, quantize with one scale, dequantize,
// rotate back:
//
//     v = HadamardRotate(w) as float32     as a matrix of one row:
//     y = HadamardRotate(Dequantize(Quantize(v)))
//
//   * Error: HadamardRotate's and ChooseScales's.
absl::StatusOr<std::vector<double>> RotatedRoundTrip(std::span<const double> w,
                                                     std::int32_t max_code);

// Mean squared errors of two kinds of elements apart.
struct SplitError {
  double outliers = 0;  // mean over the elements that `outliers` names
  double rest = 0;      // mean over all others
  double all = 0;       // mean over all elements
};

// Task 6.7. (w - y)^2, averaged over each kind; the mean over none is 0.
//   * Error: w is empty, the lengths differ, an index in outliers is outside
//     or named twice, a NaN or an infinity in w or y.
absl::StatusOr<SplitError> SplitMse(std::span<const double> w,
                                    std::span<const double> y,
                                    std::span<const std::int32_t> outliers);

}  // namespace granularity_lab
