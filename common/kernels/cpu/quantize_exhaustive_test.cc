// Every one of the 2^32 floats through every version of the quantizers, against
// the scalar one. Minutes; bazel test
// //common/kernels/cpu:quantize_exhaustive_test
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "common/kernels/cpu/normal_float.h"
#include "common/kernels/cpu/quantize_int8.h"
#include "common/quant/affine.h"
#include "common/quant/normal_float.h"

namespace wbm::kernels {
namespace {

constexpr std::uint64_t kChunk = 1u << 20;
constexpr std::uint64_t kAll = std::uint64_t{1} << 32;

void Fill(std::uint64_t first, std::vector<float>& x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = std::bit_cast<float>(static_cast<std::uint32_t>(first + i));
  }
}

void ExpectAllFloatsAgree(const quant::AffineParams& p) {
  std::vector<float> x(kChunk);
  std::vector<std::int8_t> expected(kChunk), codes(kChunk);
  for (std::uint64_t first = 0; first < kAll; first += kChunk) {
    Fill(first, x);
    quant::Quantize(x, p, std::span(expected));
    for (const Isa isa : AvailableIsas()) {
      if (isa == Isa::kScalar) continue;
      QuantizeInt8(x, p, codes, isa);
      ASSERT_EQ(codes, expected) << IsaName(isa) << " from " << first;
    }
  }
}

TEST(QuantizeInt8, EveryFloatSymmetric) {
  ExpectAllFloatsAgree({0.0217f, 0, -127, 127});
}

TEST(QuantizeInt8, EveryFloatAsymmetric) {
  ExpectAllFloatsAgree({1.0f / 3.0f, -41, -128, 127});
}

TEST(QuantizeNf4, EveryFloat) {
  // Blocks of 64 successive floats have one sign and almost one value; a
  // maximum given from outside spreads them: each block's first value is 1.
  std::vector<float> x(kChunk);
  std::vector<float> absmax(kChunk / 64);
  std::vector<std::uint8_t> codes(kChunk);
  for (std::uint64_t first = 0; first < kAll; first += kChunk) {
    Fill(first, x);
    for (std::size_t i = 0; i < kChunk; i += 64) x[i] = 1.0f;
    const quant::Nf4Tensor expected = quant::QuantizeNf4(x, 64);
    for (const Isa isa : AvailableIsas()) {
      if (isa == Isa::kScalar) continue;
      QuantizeNf4(x, 64, absmax, codes, isa);
      ASSERT_EQ(absmax, expected.absmax) << IsaName(isa) << " from " << first;
      ASSERT_EQ(codes, expected.codes) << IsaName(isa) << " from " << first;
    }
  }
}

}  // namespace
}  // namespace wbm::kernels
