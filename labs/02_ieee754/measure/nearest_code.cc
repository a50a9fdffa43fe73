#include "labs/02_ieee754/measure/nearest_code.h"

#include <cstdint>
#include <string>

#include "common/formats/formats.h"

namespace ieee_lab {
namespace {

const wbm::formats::Format& Described(Format format) {
  switch (format) {
    case Format::kFloat16:
      return wbm::formats::kFloat16;
    case Format::kBfloat16:
      return wbm::formats::kBFloat16;
    case Format::kFloat32:
      break;
  }
  return wbm::formats::kFloat32;
}

}  // namespace

std::string Name(Format format) {
  switch (format) {
    case Format::kFloat16:
      return "float16";
    case Format::kBfloat16:
      return "bfloat16";
    case Format::kFloat32:
      break;
  }
  return "float32";
}

Code NearestCode(double x, Format format) {
  return {static_cast<std::uint32_t>(wbm::formats::Encode(
              Described(format), wbm::formats::Exactly(x))),
          format};
}

}  // namespace ieee_lab
