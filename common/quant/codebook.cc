#include "common/quant/codebook.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wbm::quant {

Codebook MakeCodebook(std::vector<double> levels) {
  std::sort(levels.begin(), levels.end());
  Codebook book{std::move(levels), {}};
  for (std::size_t i = 0; i + 1 < book.levels.size(); ++i) {
    const double low = book.levels[i], high = book.levels[i + 1];
    const double middle = std::midpoint(low, high);  // no sum that overflows
    // Between two neighbouring doubles there is none: the upper one is its own.
    book.thresholds.push_back(middle < high ? middle : low);
  }
  return book;
}

std::size_t NearestLevel(const Codebook& book, double x) {
  const double value = x == x ? x : 0.0;
  const auto above =
      std::lower_bound(book.thresholds.begin(), book.thresholds.end(), value);
  return static_cast<std::size_t>(above - book.thresholds.begin());
}

}  // namespace wbm::quant
