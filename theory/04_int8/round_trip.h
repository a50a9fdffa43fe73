#pragma once

// A tensor through int8 and back.

#include <cstdint>
#include <span>
#include <vector>

#include "common/quant/affine.h"

namespace int8_chapter {

struct RoundTrip {
  wbm::quant::AffineParams ruler;
  std::vector<std::int8_t> codes;
  std::vector<float> back;
};

inline RoundTrip There(std::span<const float> x,
                       wbm::quant::AffineParams ruler) {
  RoundTrip trip{ruler, std::vector<std::int8_t>(x.size()),
                 std::vector<float>(x.size())};
  wbm::quant::Quantize(x, ruler, std::span<std::int8_t>(trip.codes));
  wbm::quant::Dequantize(std::span<const std::int8_t>(trip.codes),
                         ruler, std::span<float>(trip.back));
  return trip;
}

inline RoundTrip There(std::span<const float> x,
                       wbm::quant::IntegerGrid grid) {
  return There(x, wbm::quant::ChooseAffine(x, grid));
}

}  // namespace int8_chapter
