#include "common/plot/data_block.h"

#include <array>
#include <charconv>

namespace wbm::plot {

std::string GnuplotNumber(double value) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 value, std::chars_format::scientific);
  return std::string(buffer.data(), end.ptr);
}

void DataBlock::Row(std::initializer_list<double> values) {
  for (const double value : values) text_ += GnuplotNumber(value) + ' ';
  text_.back() = '\n';
  ++rows_;
  ++run_;
}

void DataBlock::Break() {
  if (run_ == 0) return;
  lonely_ |= run_ == 1;
  text_ += '\n';
  run_ = 0;
}

}  // namespace wbm::plot
