// What a matrix-vector product computes.
//
//   DenseProduct(512, 512)              // {262144, 261632}
//   TernaryProduct({1, 0, -1, 1}, 2)    // rows (1 0) and (-1 1): {2, 1}
//
// A row of n products has n - 1 additions. A code of 0 costs nothing, 1 adds
// its element, -1 subtracts it (counted as an addition); the sum is multiplied
// once, by the scale, if there is one.
#pragma once

#include <cstdint>
#include <vector>

namespace codebook_lab {

struct Operations {
  std::int64_t multiplications = 0;
  std::int64_t additions = 0;
};

Operations DenseProduct(std::int64_t rows, std::int64_t cols);

// `codes` has `rows` rows of one length, and `rows` is not 0.
Operations TernaryProduct(const std::vector<std::int8_t>& codes,
                          std::int64_t rows);

}  // namespace codebook_lab
