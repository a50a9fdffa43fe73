// W4A16: a matrix of 4-bit weights with a float16 scale a group, times a vector
// of float16 activations.
//
//   W4Matrix w = PackW4(weights, {rows, cols}, /*group_size=*/32);
//   std::vector<float> y(rows);
//   W4Gemv(w, x, y);             // y = W x
//
// The weights stay packed; a byte of memory brings two of them. That is where
// the speed of such a kernel comes from: GEMV is bound by reading the weights.
//
// Weights. Codes -7..7, in pairs, the first in the low nibble; each row starts
// on a byte. A group's scale is that of ChooseAffine (max|w| / 7) rounded to
// float16 (nearest even, at least its least subnormal, at most its greatest
// number), and the codes are quantized with the rounded scale.
//
// Order of the arithmetic, the same in every version, so that all agree bit for
// bit. A row keeps 16 partial sums. Within a group, element j goes to sum
// j mod 16:
//   part[j mod 16] += float(code) * float(x)     exact product (15 bits), one
//                                                rounding for the sum
// At its end, total[l] = total[l] + scale * part[l], two roundings; and at the
// end of the row total[l] += total[l + h] for h = 8, 4, 2, 1. The product is
// exact, so a fused multiply-add changes nothing where it may be used.
//
// Error against the real W x of the dequantized weights, with m = group_size/16
// rounded up and g groups a row: each product passes at most m sums, one
// scaling, g sums and 4 more, so
//   |y - Wx| <= (m + g + 5) u (1 + O(u)) * sum |scale code x|,  u = 2^-24.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/formats/float.h"
#include "common/quant/granularity.h"

namespace wbm::quant {

struct W4Matrix {
  MatrixShape shape;
  std::size_t group_size = 32;
  std::vector<formats::float16> scales;  // GroupsPerRow() a row
  std::vector<std::uint8_t> packed;      // RowBytes() a row

  std::size_t GroupsPerRow() const {
    return (shape.cols + group_size - 1) / group_size;
  }
  std::size_t RowBytes() const { return (shape.cols + 1) / 2; }
};

// `w` has shape.size() elements, row-major; group_size is at least 1. Special
// values as in affine.h.
W4Matrix PackW4(std::span<const float> w, MatrixShape shape,
                std::size_t group_size);

// The weights as float: code * scale, exact (a nibble times eleven bits).
std::vector<float> UnpackW4(const W4Matrix& w);

// The 16 partial sums of a row, added in their fixed order.
float SumOfLanes(std::span<const float, 16> lanes);

// y = W x. `x` has cols, `y` rows elements. The scalar version, which defines
// the result.
void W4Gemv(const W4Matrix& w, std::span<const formats::float16> x,
            std::span<float> y);

}  // namespace wbm::quant
