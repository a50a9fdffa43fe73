#include "common/kernels/cpu/isa.h"

#include "common/os/cpu_features.h"

namespace wbm::kernels {
namespace {

#if defined(__aarch64__)
Isa Detect() { return Isa::kNeon; }
#else
Isa Detect() {
  const os::CpuFeatures& f = os::GetCpuFeatures();
  if (!(f.avx2 && f.fma && f.f16c)) return Isa::kScalar;
  const bool avx512 = f.avx512f && f.avx512bw && f.avx512vl && f.avx512dq;
  return avx512 ? Isa::kAvx512 : Isa::kAvx2;
}
#endif

// The steps of this architecture's ladder.
#if defined(__aarch64__)
constexpr Isa kLadder[] = {Isa::kScalar, Isa::kNeon};
#else
constexpr Isa kLadder[] = {Isa::kScalar, Isa::kAvx2, Isa::kAvx512};
#endif

}  // namespace

Isa BestIsa() {
  static const Isa best = Detect();
  return best;
}

std::vector<Isa> AvailableIsas() {
  std::vector<Isa> isas;
  for (const Isa isa : kLadder) {
    if (isa <= BestIsa()) isas.push_back(isa);
  }
  return isas;
}

std::string_view IsaName(Isa isa) {
  switch (isa) {
    case Isa::kScalar:
      return "scalar";
    case Isa::kNeon:
      return "neon";
    case Isa::kAvx2:
      return "avx2";
    case Isa::kAvx512:
      return "avx512";
  }
  return "";
}

}  // namespace wbm::kernels
