#pragma once

// Numbers on their way into a gnuplot script.

#include <cstddef>
#include <initializer_list>
#include <string>

namespace wbm::plot {

// A number as gnuplot reads it back exactly, never taken for an integer (whose
// range would be too small).
std::string GnuplotNumber(double value);

// Rows of numbers in one gnuplot data block; Break() leaves a gap.
class DataBlock {
 public:
  explicit DataBlock(const std::string& name) : name_("$" + name) {}

  void Row(std::initializer_list<double> values);
  void Break();

  bool empty() const { return rows_ == 0; }
  // A line cannot show a single point between two gaps.
  bool has_lonely_point() const { return lonely_ || run_ == 1; }
  std::size_t rows() const { return rows_; }
  const std::string& name() const { return name_; }
  std::string Text() const { return name_ + " << EOD\n" + text_ + "EOD\n"; }

 private:
  std::string name_;
  std::string text_;
  std::size_t rows_ = 0;
  std::size_t run_ = 0;
  bool lonely_ = false;
};

}  // namespace wbm::plot
