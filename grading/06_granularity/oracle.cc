#include "grading/06_granularity/oracle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "common/quant/granularity.h"
#include "common/quant/hadamard.h"

namespace granularity_lab::oracle {
namespace {

wbm::quant::MatrixShape Common(Shape shape) {
  return {static_cast<std::size_t>(shape.rows),
          static_cast<std::size_t>(shape.cols)};
}

wbm::quant::Grouping Common(Sharing sharing) {
  using wbm::quant::Grouping;
  if (sharing.share == Share::kTensor) return Grouping::PerTensor();
  if (sharing.share == Share::kChannel) return Grouping::PerChannel();
  return Grouping::PerGroup(static_cast<std::size_t>(sharing.group_size));
}

}  // namespace

std::vector<std::size_t> PartOfEach(Shape shape, Sharing sharing) {
  const wbm::quant::MatrixShape s = Common(shape);
  std::vector<std::size_t> parts;
  for (std::size_t row = 0; row < s.rows; ++row) {
    for (std::size_t col = 0; col < s.cols; ++col) {
      parts.push_back(wbm::quant::PartOf(row, col, s, Common(sharing)));
    }
  }
  return parts;
}

std::size_t PartCount(Shape shape, Sharing sharing) {
  return wbm::quant::PartCount(Common(shape), Common(sharing));
}

std::vector<float> Scales(std::span<const float> w, Shape shape,
                          Sharing sharing, std::int32_t max_code) {
  const std::vector<std::size_t> parts = PartOfEach(shape, sharing);
  std::vector<double> largest(PartCount(shape, sharing), 0.0);
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double size = std::fabs(static_cast<double>(w[i]));
    if (size > largest[parts[i]]) largest[parts[i]] = size;
  }
  std::vector<float> scales;
  for (double size : largest) {
    const auto scale = static_cast<float>(size / max_code);
    scales.push_back(scale < std::numeric_limits<float>::min() ? 1.0f : scale);
  }
  return scales;
}

int Code(float w, float scale, std::int32_t max_code) {
  const double quotient = static_cast<double>(w) / static_cast<double>(scale);
  const double steps = static_cast<double>(static_cast<float>(quotient));
  if (steps >= max_code) return max_code;
  if (steps <= -max_code) return -max_code;
  int best = -max_code;
  for (int code = -max_code; code <= max_code; ++code) {
    const double here = std::fabs(steps - code);
    const double there = std::fabs(steps - best);
    if (here < there || (here == there && code % 2 == 0)) best = code;
  }
  return best;
}

std::vector<double> Rotate(std::span<const double> x) {
  const auto root = std::sqrt(static_cast<long double>(x.size()));
  std::vector<double> y;
  for (std::size_t row = 0; row < x.size(); ++row) {
    long double sum = 0;
    for (std::size_t col = 0; col < x.size(); ++col) {
      sum += wbm::quant::HadamardElement(row, col) *
             static_cast<long double>(x[col]);
    }
    y.push_back(static_cast<double>(sum / root));
  }
  return y;
}

}  // namespace granularity_lab::oracle
