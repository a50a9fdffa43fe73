// Entropy and Kullback-Leibler divergence, in bits: how many bits the codes
// really carry, and how far a quantized distribution is from the true one.
//
//   EntropyBits(counts)              // 1.5 for {1, 1, 2}
//   DivergenceBits(p, quantized_p)   // +infinity if a p > 0 became 0
//
// Weights need not sum to one: counts and probabilities both serve. 0 log 0 is
// 0. A negative or non-finite weight, a sum of zero (empty input too), or two
// lengths give NaN.

#pragma once

#include <cstdint>
#include <span>

namespace wbm::quant {

// -sum p log2 p.
double EntropyBits(std::span<const double> weights);

// Entropy of the codes' histogram; NaN when there are none.
double CodeEntropyBits(std::span<const std::int8_t> codes);

// sum p log2(p / q) >= 0; +infinity where q is 0 and p is not.
double DivergenceBits(std::span<const double> p, std::span<const double> q);

}  // namespace wbm::quant
