#include "common/tensor/kernels/row_kernels.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "common/random/generator.h"

namespace wbm::tensor::kernels {
namespace {

using wbm::kernels::AvailableIsas;
using wbm::kernels::Isa;
using wbm::kernels::IsaName;
using Floats = std::vector<float>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Floats Normals(int64_t n, uint64_t seed) {
  random::Generator rng = random::DefaultRng(seed);
  return rng.StandardNormalFloat(n);
}

// Everything a set of kernels computes on some rows, one after the other.
Floats RunAll(const RowKernels<float>& k, int64_t rows, int64_t cols) {
  const int64_t n = rows * cols;
  const auto size = static_cast<size_t>(n);
  const Floats x = Normals(n, 1);
  const Floats g = Normals(n, 2);
  const Floats gain = Normals(cols, 3);
  const Floats bias = Normals(cols, 4);
  Floats all;
  Floats y(size), z(size), mean(x.size()), rstd(x.size());
  Floats column(gain.size()), column2(gain.size());
  const auto keep = [&all](const Floats& part) {
    all.insert(all.end(), part.begin(), part.end());
  };
  k.add(n, x.data(), g.data(), y.data()), keep(y);
  k.multiply(n, x.data(), g.data(), y.data()), keep(y);
  k.scale(n, 0.3f, x.data(), y.data()), keep(y);
  k.add_scaled(n, 0.7f, x.data(), y.data()), keep(y);
  keep({k.sum(n, x.data())});
  k.sum_rows(rows, cols, x.data(), column.data()), keep(column);
  k.add_row(rows, cols, gain.data(), y.data()), keep(y);
  k.exp(n, x.data(), y.data()), keep(y);
  k.gelu(n, x.data(), y.data(), z.data()), keep(y), keep(z);
  keep({k.softmax(n, 0.5f, x.data(), y.data())}), keep(y);
  k.softmax_backward(n, 0.5f, y.data(), g.data(), z.data()), keep(z);
  k.layer_norm(rows, cols, 1e-5f, x.data(), gain.data(), bias.data(), y.data(),
               mean.data(), rstd.data());
  keep(y), keep(mean), keep(rstd);
  k.layer_norm_backward(rows, cols, x.data(), gain.data(), mean.data(),
                        rstd.data(), g.data(), y.data(), column.data(),
                        column2.data());
  keep(y), keep(column), keep(column2);
  k.rms_norm(rows, cols, 1e-5f, x.data(), gain.data(), y.data(), rstd.data());
  keep(y), keep(rstd);
  k.rms_norm_backward(rows, cols, x.data(), gain.data(), rstd.data(), g.data(),
                      y.data(), column.data());
  keep(y), keep(column);
  Floats m(size, 0.1f), v(size, 0.2f);
  k.adamw(n, {0.9f, 0.99f, 1e-8f, 0.1f, 0.01f, 0.999f, 1e-3f, 3.0f}, g.data(),
          y.data(), m.data(), v.data());
  keep(y), keep(m), keep(v);
  return all;
}

std::vector<uint32_t> Bits(const Floats& x) {
  std::vector<uint32_t> bits;
  for (float value : x) bits.push_back(std::bit_cast<uint32_t>(value));
  return bits;
}

TEST(RowKernels, EveryInstructionSetGivesTheSameBits) {
  for (int64_t cols : {1, 3, 15, 16, 17, 64, 100}) {
    const Floats scalar = RunAll(FloatKernels(Isa::kScalar), 3, cols);
    for (Isa isa : AvailableIsas()) {
      EXPECT_EQ(Bits(RunAll(FloatKernels(isa), 3, cols)), Bits(scalar))
          << IsaName(isa) << " " << cols;
    }
  }
}

TEST(RowKernels, EmptyRowsAreLeftAlone) {
  for (Isa isa : AvailableIsas()) {
    EXPECT_EQ(FloatKernels(isa).sum(0, nullptr), 0.0f);
    FloatKernels(isa).gelu(0, nullptr, nullptr, nullptr);
    FloatKernels(isa).layer_norm(0, 16, 0, nullptr, nullptr, nullptr, nullptr,
                                 nullptr, nullptr);
  }
}

// The error of y in units of the last place of the true value, which below
// the normal range is the spacing of the subnormals.
double UlpError(float y, double truth) {
  const double magnitude = std::max(std::abs(truth), 0x1p-126);
  return std::abs(y - truth) / std::ldexp(1.0, std::ilogb(magnitude) - 23);
}

// Calls f for every 509th float of a range of magnitudes, both signs.
void SweepFloats(float largest, const std::function<void(float)>& f) {
  for (uint32_t bits = 0; bits < std::bit_cast<uint32_t>(largest);
       bits += 509) {
    f(std::bit_cast<float>(bits));
    f(-std::bit_cast<float>(bits));
  }
}

TEST(Exp, IsWithinTwoUlp) {
  Floats x;
  SweepFloats(88.7f, [&](float value) { x.push_back(value); });
  Floats y(x.size());
  Kernels<float>().exp(static_cast<int64_t>(x.size()), x.data(), y.data());
  double worst = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    worst = std::max(worst, UlpError(y[i], std::exp(double{x[i]})));
  }
  EXPECT_LE(worst, 2.0);
  RecordProperty("worst_ulp", std::to_string(worst));
}

TEST(Exp, SpecialValues) {
  const Floats x = {0.0f, -0.0f, kInf, -kInf, kNan, 88.8f, -104.0f, -103.0f};
  Floats y(x.size());
  for (Isa isa : AvailableIsas()) {
    FloatKernels(isa).exp(8, x.data(), y.data());
    EXPECT_EQ(y[0], 1.0f);
    EXPECT_EQ(y[1], 1.0f);
    EXPECT_EQ(y[2], kInf);
    EXPECT_EQ(y[3], 0.0f);
    EXPECT_TRUE(std::isnan(y[4]));
    EXPECT_EQ(y[5], kInf);
    EXPECT_EQ(y[6], 0.0f);
    EXPECT_EQ(y[7], 0x1p-149f) << "the smallest subnormal";
  }
}

// The bound that Gelu states, in units of 2^-23 of the true value; beyond
// 12.5 the result is subnormal and has an absolute error instead.
TEST(Gelu, IsAsAccurateAsItSaysAlsoInTheTails) {
  Floats x;
  SweepFloats(12.5f, [&](float value) { x.push_back(value); });
  Floats y(x.size()), slope(x.size());
  Kernels<float>().gelu(static_cast<int64_t>(x.size()), x.data(), y.data(),
                        slope.data());
  double worst = 0;
  double worst_slope = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double v = x[i];
    const double cdf = 0.5 * std::erfc(-v * std::sqrt(0.5));
    const double pdf = std::exp(-v * v / 2) / std::sqrt(2 * M_PI);
    const double bound = (6 + v * v / 2) * 0x1p-23;
    const double truth = v * cdf;
    if (std::abs(truth) > 0x1p-126) {
      worst = std::max(worst, std::abs(y[i] - truth) / std::abs(truth) / bound);
    }
    // Near -0.75 the slope passes through 0: its error is relative to the
    // larger of its two terms.
    worst_slope = std::max(
        worst_slope, std::abs(slope[i] - (cdf + v * pdf)) /
                         std::max({cdf, std::abs(v * pdf), 0x1p-120}) / bound);
  }
  EXPECT_LE(worst, 1.0);
  EXPECT_LE(worst_slope, 1.0);
}

TEST(Gelu, SpecialValues) {
  const Floats x = {0.0f, -0.0f, kInf, kNan, 20.0f, -20.0f, -kInf};
  Floats y(x.size());
  Kernels<float>().gelu(7, x.data(), y.data(), nullptr);
  EXPECT_EQ(Bits({y[0], y[1]}), Bits({0.0f, -0.0f}));
  EXPECT_EQ(y[2], kInf);
  EXPECT_TRUE(std::isnan(y[3]));
  EXPECT_EQ(y[4], 20.0f);
  EXPECT_EQ(y[5], 0.0f);
  EXPECT_TRUE(std::isnan(y[6])) << "-inf times 0, as the formula says";
}

TEST(Softmax, ShiftsByTheMaximum) {
  const Floats x = {1000.0f, 1000.0f, -kInf};
  Floats y(3);
  const float log_sum = Kernels<float>().softmax(3, 1.0f, x.data(), y.data());
  EXPECT_EQ(y, (Floats{0.5f, 0.5f, 0.0f}));
  EXPECT_FLOAT_EQ(log_sum, 1000.0f + std::log(2.0f));
}

TEST(Softmax, NanAndInfinityMakeTheRowNan) {
  for (float bad : {kNan, kInf}) {
    const Floats x = {0.0f, bad, 1.0f};
    Floats y(3);
    Kernels<float>().softmax(3, 1.0f, x.data(), y.data());
    EXPECT_TRUE(std::isnan(y[1])) << bad;
  }
}

TEST(AdamW, FirstStepMovesByTheLearningRate) {
  // m / (1 - beta1) = g and sqrt(v / (1 - beta2)) = |g|: the step is the rate.
  Floats w = {1.0f}, m = {0.0f}, v = {0.0f};
  const Floats g = {-0.25f};
  const float rate = 0.125f;
  Kernels<float>().adamw(
      1, {0.75f, 0.75f, 0.0f, 0.25f, 0.25f, 1.0f, rate / 0.25f, 2.0f}, g.data(),
      w.data(), m.data(), v.data());
  EXPECT_EQ(w[0], 1.125f);
}

}  // namespace
}  // namespace wbm::tensor::kernels
