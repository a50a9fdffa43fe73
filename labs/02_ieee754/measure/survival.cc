#include "labs/02_ieee754/measure/survival.h"

#include <utility>

#include "common/io/json.h"
#include "common/numerics/control_word.h"
#include "labs/02_ieee754/floats.h"
#include "labs/02_ieee754/measure/nearest_code.h"

namespace ieee_lab {
namespace {

using ::wbm::io::Json;
using ::wbm::numerics::ControlWord;

// What the processor makes of x * 1 with `modes` set beside its own. Nothing of
// the arithmetic may be moved out from between the two settings.
float TimesOne(float x, ControlWord modes) {
  volatile float factor = x, one = 1, product = 0;
  const ControlWord before = wbm::numerics::ReadControlWord();
  wbm::numerics::WriteControlWord(before | modes);
  product = factor * one;
  wbm::numerics::WriteControlWord(before);
  return product;
}

}  // namespace

Json Survival() {
  constexpr ControlWord kFtz = wbm::numerics::kFlushToZero;
  constexpr ControlWord kDaz = wbm::numerics::kDenormalsAreZero;
  Json json;
  for (const auto& [name, modes] :
       {std::pair("neither", ControlWord{0}), std::pair("DAZ", kDaz),
        std::pair("FTZ", kFtz), std::pair("both", kFtz | kDaz)}) {
    for (Format format : kFormats) {
      const auto least = static_cast<float>(Decode({1, format}).value);
      json[name][Name(format)] = TimesOne(least, modes) != 0;
    }
  }
  return json;
}

}  // namespace ieee_lab
