// Damaged copies of a valid input, for tests of readers of hostile files.
//
//   random::Generator rng = random::DefaultRng(7);
//   for (int i = 0; i < 10000; ++i) Parse(Mutate(valid, "{}[]\",0", rng));
#pragma once

#include <string>
#include <string_view>

#include "common/random/generator.h"

namespace wbm::io {

// One to four edits at random places: a byte of `alphabet` put over another or
// between others, a byte taken out, a bit turned, the rest cut off.
std::string Mutate(std::string text, std::string_view alphabet,
                   random::Generator& rng);

}  // namespace wbm::io
