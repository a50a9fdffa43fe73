#pragma once

// Tables of numbers, in Markdown, for the files that an experiment writes.
//
//   std::string text = TableHead({"bits", "SQNR (dB)"});
//   for (const auto& [bits, row] : results.items()) {
//     text += TableRow({bits, Fixed(row["sqnr_db"], 1)});
//   }
//
// gives
//
//   | bits | SQNR (dB) |
//   | --- | ---: |
//   | 8 | 48.1 |

#include <string>
#include <vector>

#include "common/io/json.h"

namespace wbm::io {

// The first column is a row's name, on the left; the others are on the right.
std::string TableHead(const std::vector<std::string>& names);
std::string TableRow(const std::vector<std::string>& cells);

// As many digits as it takes to read the same double back, as in JSON.
inline constexpr int kAllDigits = 0;

// A value as a cell: a number with a fraction in `digits` significant ones, a
// text so that it ends no cell (markdown_text.h), another value as in JSON.
std::string Cell(const Json& value, int digits = 4);
// A number with `decimals` after the point, never "-0.00"; else as Cell.
std::string Fixed(const Json& value, int decimals);

// A table of an object's objects: a row each, named under `corner`; the keys
// of the first are the columns.
std::string NestedTable(const std::string& corner, const Json& rows,
                        int digits = 4);
// A table of an object's values, those that are objects or arrays left out.
std::string FlatTable(const std::string& left, const std::string& right,
                      const Json& rows, int digits = 4);

}  // namespace wbm::io
