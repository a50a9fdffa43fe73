#pragma once

// The numbers behind a figure, one row a mark.

#include <string>

#include "common/plot/figure.h"

namespace wbm::plot {

// RFC 4180 with "\n": the header
//   panel,series,kind,x,category,x_low,x_high,y,y_low,y_high,box_low,box_high,
//   value
// (one line), then a row for each mark in the order given. A field that the
// kind does not have is empty; NaN and infinities are "nan", "inf", "-inf".
// Numbers are the shortest text that reads back as the same double.
std::string CsvText(const Figure& figure);

// One field, quoted where RFC 4180 asks for it.
std::string CsvField(const std::string& text);

}  // namespace wbm::plot
