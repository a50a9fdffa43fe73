// Compiles under every supported compiler, or the headers have lost their
// portability: `portability_test` feeds this file, with the sources of this
// folder, to clang. It uses what only exists as templates, and ties constant
// evaluation to GCC's.
#include "common/quant/affine.h"
#include "common/quant/hadamard.h"
#include "common/quant/mx.h"
#include "common/quant/normal_float.h"
#include "common/quant/requantize.h"
#include "common/quant/ternary.h"

namespace wbm::quant {

static_assert(RoundHalfEven(2.5) == 2 && RoundHalfEven(-3.5) == -4);
static_assert(QuantizeValue(0.25f, {1.0f / 127.0f, 0, -127, 127}) == 32);
static_assert(Nf4Encode(0.5f) == 12 && Nf4Encode(-0.0f) == kNf4Zero);
static_assert(TernaryCode(0.5f, 1.0f) == 0);
static_assert(MxSharedExponent(511.0f, MxElement::kFloat8E4M3Fn,
                               ScaleRule::kFloor) == 0);
static_assert(MxElementCode(5.0, MxElement::kFloat4E2M1Fn) == 6);
static_assert(RequantizeTwice(2, {3 << 29, 2}) == 1);

template MxBlock<MxElement::kInt8> MxEncode(std::span<const float>, ScaleRule);
template float MxValue(const MxBlock<MxElement::kFloat6E2M3Fn>&, std::size_t);
template bool HadamardRotate(std::span<float>);
template bool HadamardRotateBlocks(std::span<double>, std::size_t);

}  // namespace wbm::quant
