// What lab 03's functions have to return, by ways that share no step with the
// solution: values and codes from //common/formats, facts by enumeration, and
// whole sweeps by walking along the floats beside a table of middles.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "labs/03_formats/minifloat.h"

namespace formats_lab::oracle {

struct Named {
  std::string name;
  Format format;
};

// The formats of the header with at most 32 bits, widest first.
std::span<const Named> NamedFormats();
// Formats that no header names: few bits and many, odd biases, both kinds of
// specials.
std::span<const Named> NamelessFormats();
// Both.
std::vector<Named> EveryFormat();

double Value(std::uint32_t code, Format format);
std::uint32_t Code(float x, Format format, Overflow overflow);

// The code that a NaN with this sign has to become.
std::uint32_t NanCode(bool negative, Format format);

// From the descriptor; any format, kFloat64 too.
Facts FactsOf(Format format);

// By walking through every code: formats of at most 19 bits.
std::vector<double> Finite(Format format);  // ascending, one zero
CodeCounts Count(Format format);

// The codes of floats that come in the order of their bits, a comparison each:
//
//   Walk walk(kFloat16, Overflow::kInfinity);
//   for (bits ascending) walk.CodeOf(bits)
//
// Built from the format's values and the middles between them, which float32
// holds exactly when the format has at most 22 fraction bits. NaNs included.
class Walk {
 public:
  Walk(Format format, Overflow overflow);
  // `bits` not below those of the call before, sign bit clear or set.
  std::uint32_t CodeOf(std::uint32_t bits);

 private:
  std::uint32_t sign_ = 0;  // the sign bit of a code
  std::uint32_t nan_ = 0;
  // first_[c]: the bits of the least float that encodes to c or beyond; one
  // more for overflow.
  std::vector<std::uint32_t> first_;
  std::uint32_t beyond_ = 0;  // the code of what overflows
  std::uint32_t at_ = 0;
  std::uint32_t last_ = 0;
};

}  // namespace formats_lab::oracle
