#include "common/kernels/cpu/w4a16_gemv.h"

#include <algorithm>

#include "common/kernels/cpu/w4a16_gemv_versions.h"

namespace wbm::kernels {

void W4Gemv(const quant::W4Matrix& w, std::span<const formats::float16> x,
            std::span<float> y, [[maybe_unused]] Isa isa) {
#if defined(__x86_64__)
  const bool whole = w.shape.cols % 16 == 0 && w.group_size % 16 == 0;
  const Isa runs = whole ? std::min(isa, BestIsa()) : Isa::kScalar;
  if (runs == Isa::kAvx512) return W4GemvAvx512(w, x, y);
  if (runs == Isa::kAvx2) return W4GemvAvx2(w, x, y);
#endif
  quant::W4Gemv(w, x, y);
}

}  // namespace wbm::kernels
