#include "labs/07_codebooks/measure/operations.h"

#include <algorithm>

namespace codebook_lab {

Operations DenseProduct(std::int64_t rows, std::int64_t cols) {
  return {rows * cols, rows * std::max<std::int64_t>(0, cols - 1)};
}

Operations TernaryProduct(const std::vector<std::int8_t>& codes,
                          std::int64_t rows) {
  const auto cols = static_cast<std::int64_t>(codes.size()) / rows;
  Operations operations;
  for (auto row = codes.begin(); row != codes.begin() + rows * cols;
       row += cols) {
    const std::int64_t kept = cols - std::count(row, row + cols, 0);
    if (kept == 0) continue;
    operations.multiplications += 1;
    operations.additions += kept - 1;
  }
  return operations;
}

}  // namespace codebook_lab
