// The versions behind w4a16_gemv.h. Callers check the CPU and the shape.
#pragma once

#include <span>

#include "common/formats/float.h"
#include "common/quant/gemv.h"

namespace wbm::kernels {

void W4GemvAvx2(const quant::W4Matrix& w, std::span<const formats::float16> x,
                std::span<float> y);
void W4GemvAvx512(const quant::W4Matrix& w, std::span<const formats::float16> x,
                  std::span<float> y);

}  // namespace wbm::kernels
