// The instruction sets that the kernels are written for, and which of them this
// CPU can run.
//
//   // All give the same codes.
//   for (Isa isa : AvailableIsas()) QuantizeInt8(x, p, codes, isa);
//
// Every kernel takes the set as its last argument, BestIsa() by default. The
// choice is made at run time; all versions of a kernel give the same bits.
#pragma once

#include <string_view>
#include <vector>

namespace wbm::kernels {

// kNeon is every arm64 CPU's. kAvx2 needs AVX2, FMA and F16C; kAvx512 needs F,
// BW, VL and DQ besides.
enum class Isa { kScalar, kNeon, kAvx2, kAvx512 };

// The widest that this CPU has, found once.
Isa BestIsa();

// Those that this CPU has, from kScalar up to BestIsa().
std::vector<Isa> AvailableIsas();

// "scalar", "neon", "avx2", "avx512".
std::string_view IsaName(Isa isa);

}  // namespace wbm::kernels
