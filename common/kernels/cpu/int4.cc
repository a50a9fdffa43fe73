#include "common/kernels/cpu/int4.h"

#include <algorithm>

#include "common/kernels/cpu/int4_versions.h"

namespace wbm::kernels {

void PackInt4(std::span<const std::int8_t> codes, quant::NibbleOrder order,
              std::span<std::uint8_t> bytes, [[maybe_unused]] Isa isa) {
  std::size_t done = 0;
#if defined(__x86_64__)
  const Isa runs = std::min(isa, BestIsa());
  const std::size_t blocks = codes.size() / kInt4Block;
  if (runs == Isa::kAvx512) {
    PackInt4BlocksAvx512(codes.data(), order, bytes.data(), blocks);
  } else if (runs == Isa::kAvx2) {
    PackInt4BlocksAvx2(codes.data(), order, bytes.data(), blocks);
  }
  if (runs >= Isa::kAvx2) done = blocks * kInt4Block;
#endif
  quant::PackInt4(codes.subspan(done), order, bytes.subspan(done / 2));
}

void UnpackInt4(std::span<const std::uint8_t> bytes, quant::NibbleOrder order,
                std::span<std::int8_t> codes, [[maybe_unused]] Isa isa) {
  std::size_t done = 0;
#if defined(__x86_64__)
  const Isa runs = std::min(isa, BestIsa());
  const std::size_t blocks = codes.size() / kInt4Block;
  if (runs == Isa::kAvx512) {
    UnpackInt4BlocksAvx512(bytes.data(), order, codes.data(), blocks);
  } else if (runs == Isa::kAvx2) {
    UnpackInt4BlocksAvx2(bytes.data(), order, codes.data(), blocks);
  }
  if (runs >= Isa::kAvx2) done = blocks * kInt4Block;
#endif
  quant::UnpackInt4(bytes.subspan(done / 2), order, codes.subspan(done));
}

}  // namespace wbm::kernels
