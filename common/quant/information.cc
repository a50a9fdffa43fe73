#include "common/quant/information.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace wbm::quant {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// The sum of the weights, NaN unless they make a distribution.
double Total(std::span<const double> weights) {
  double total = 0.0;
  for (const double w : weights) {
    if (!(w >= 0.0)) return kNaN;
    total += w;
  }
  return total > 0.0 && std::isfinite(total) ? total : kNaN;
}

}  // namespace

double EntropyBits(std::span<const double> weights) {
  const double total = Total(weights);
  if (std::isnan(total)) return kNaN;
  double bits = 0.0;
  for (const double w : weights) {
    const double p = w / total;
    if (p > 0.0) bits -= p * std::log2(p);
  }
  return bits == 0.0 ? 0.0 : bits;  // not -0
}

double CodeEntropyBits(std::span<const std::int8_t> codes) {
  std::array<double, 256> counts{};
  for (const std::int8_t code : codes) {
    counts[static_cast<std::size_t>(code + 128)] += 1.0;
  }
  return EntropyBits(counts);
}

double DivergenceBits(std::span<const double> p, std::span<const double> q) {
  const double p_total = Total(p);
  const double q_total = Total(q);
  if (p.size() != q.size() || std::isnan(p_total) || std::isnan(q_total)) {
    return kNaN;
  }
  double bits = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double pi = p[i] / p_total;
    const double qi = q[i] / q_total;
    if (pi == 0.0) continue;
    if (qi == 0.0) return std::numeric_limits<double>::infinity();
    bits += pi * std::log2(pi / qi);
  }
  // Never negative by Gibbs' inequality; rounding could make it so.
  return bits > 0.0 ? bits : 0.0;
}

}  // namespace wbm::quant
