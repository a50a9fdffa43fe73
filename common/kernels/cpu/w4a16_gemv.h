// y = W x with packed 4-bit weights and float16 activations: quant::W4Gemv,
// vectorised.
//
//   kernels::W4Gemv(w, x, y);
//
// Bit for bit what quant::W4Gemv gives. Its sixteen partial sums are the lanes
// of the vector versions, so no order changes; every product is exact, so that
// the fused multiply-add rounds where the addition would have. (A NaN is a NaN
// in every version; its sign and payload are not part of the contract.)
//
// Rows and groups that are multiples of 16 run vectorised, other shapes scalar.
#pragma once

#include <span>

#include "common/formats/float.h"
#include "common/kernels/cpu/isa.h"
#include "common/quant/gemv.h"

namespace wbm::kernels {

// `x` has w.shape.cols elements, `y` w.shape.rows.
void W4Gemv(const quant::W4Matrix& w, std::span<const formats::float16> x,
            std::span<float> y, Isa isa = BestIsa());

}  // namespace wbm::kernels
