// Formats, numbers and codes as text and JSON: what `show` prints.
#pragma once

#include <ostream>
#include <string>

#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/fixed_point.h"
#include "common/formats/format.h"

namespace wbm::formats {

// What was asked for: a number as typed, or a code.
struct Shown {
  std::string text;
  Exact number;
  Conversion how;
};

// One line a format: code, bits, value, relative error.
void WriteNumberInAllFormats(const Shown& shown, std::ostream& out);
// The code taken apart, with its neighbours.
void WriteNumber(const Format& format, const Shown& shown, std::ostream& out);
void WriteCode(const Format& format, uint64_t code, std::ostream& out);
// A fixed-point format; overflow saturates.
void WriteFixed(const FixedFormat& format, const Shown& shown,
                std::ostream& out);
// A code in every format that is wide enough for it.
void WriteCodeInAllFormats(uint64_t code, std::ostream& out);

// The facts of one format, or of all when `format` is null. JSON: an array of
// objects; numbers of the format are hex-float strings, exact; what a format
// has not is null.
void WriteFacts(const Format* format, std::ostream& out);
void WriteFactsJson(const Format* format, std::ostream& out);

// The whole code table, in order of the code; for Bits() <= 19.
void WriteCodes(const Format& format, std::ostream& out);
void WriteCodesJson(const Format& format, std::ostream& out);

}  // namespace wbm::formats
