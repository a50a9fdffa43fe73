// What the experiment computes: tables of numbers, all made by the functions
// of minifloat.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "labs/03_formats/minifloat.h"

namespace formats_lab {

struct FormatRow {
  std::string name;
  Format format;
  Facts facts;
};

// The formats of minifloat.h, widest first.
std::vector<FormatRow> FormatTable();

// One number through the 16-bit formats, to infinity.
struct ValueRow {
  float x = 0;
  double float16 = 0;
  double bfloat16 = 0;
};

// 100 … 100000: where float16 ends, and what bfloat16 makes of the rest.
std::vector<ValueRow> LargeValues();

// Does 1 + 2^-k still differ from 1, for k = 1 … 12?
struct StepRow {
  int k = 0;
  bool float16 = false;
  bool bfloat16 = false;
};
std::vector<StepRow> StepsFromOne();

// pi and 0.1 in the formats of at most 16 bits: the first hides what the second
// shows.
struct SampleRow {
  std::string x;
  std::string format;
  std::uint32_t code = 0;
  double value = 0;
  double error = 0;  // |value - x|, with x as a double
};
std::vector<SampleRow> Samples();

// The gap to the next number above 2^k.
struct GapRow {
  int k = 0;
  double gap = 0;
};
// For those k = -40 … 20 for which 2^k and the next number are in the format.
std::vector<GapRow> Gaps(Format format);

// All numbers of the format from zero on; of at most 19 bits.
std::vector<double> NonNegative(Format format);

}  // namespace formats_lab
