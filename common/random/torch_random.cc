#include "common/random/torch_random.h"

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <span>

#include "common/random/cephes_float.h"

namespace wbm::random {
namespace {

constexpr size_t kBlock = 16;

// Box-Muller on 16 uniforms: eight radii and eight angles.
void TransformBlock(std::span<float, kBlock> block) {
  constexpr float kTwoPi = static_cast<float>(2 * std::numbers::pi);
  for (size_t i = 0; i < kBlock / 2; ++i) {
    const float radius = std::sqrt(-2.0f * CephesLog(1 - block[i]));
    const SinCos angle = CephesSinCos(kTwoPi * block[i + kBlock / 2]);
    block[i] = radius * angle.cos;
    block[i + kBlock / 2] = radius * angle.sin;
  }
}

}  // namespace

float TorchRandom::NextFloat() {
  return static_cast<float>(bits_.Next32() & 0xffffffu) * 0x1p-24f;
}

double TorchRandom::NextDouble() {
  constexpr uint64_t kMask = (uint64_t{1} << 53) - 1;
  return static_cast<double>(bits_.Next64() & kMask) * 0x1p-53;
}

double TorchRandom::NextNormal() {
  if (has_kept_normal_) {
    has_kept_normal_ = false;
    return kept_normal_;
  }
  const double angle = 2.0 * std::numbers::pi * NextDouble();
  const double radius = std::sqrt(-2.0 * std::log1p(-NextDouble()));
  kept_normal_ = radius * std::sin(angle);
  has_kept_normal_ = true;
  return radius * std::cos(angle);
}

std::vector<float> TorchRandom::Rand(int64_t count) {
  std::vector<float> values(static_cast<size_t>(count < 0 ? 0 : count));
  for (float& value : values) value = NextFloat();
  return values;
}

std::vector<int64_t> TorchRandom::Randint(int64_t low, int64_t high,
                                          int64_t count) {
  if (low >= high) {
    std::fprintf(stderr, "random::TorchRandom: Randint needs low < high\n");
    std::abort();
  }
  const uint64_t range =
      static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  std::vector<int64_t> values(static_cast<size_t>(count < 0 ? 0 : count));
  for (int64_t& value : values) {
    const uint64_t word =
        range >> 32 != 0 ? bits_.Next64() : uint64_t{bits_.Next32()};
    value = static_cast<int64_t>(static_cast<uint64_t>(low) + word % range);
  }
  return values;
}

std::vector<float> TorchRandom::Randn(int64_t count) {
  if (count < static_cast<int64_t>(kBlock)) {
    std::vector<float> values(static_cast<size_t>(count < 0 ? 0 : count));
    for (float& value : values) value = static_cast<float>(NextNormal());
    return values;
  }
  std::vector<float> values = Rand(count);
  const std::span<float> all(values);
  for (size_t i = 0; i + kBlock <= all.size(); i += kBlock) {
    TransformBlock(all.subspan(i).first<kBlock>());
  }
  if (all.size() % kBlock != 0) {
    // The last 16, some of them done already, are drawn afresh.
    const std::span<float, kBlock> last = all.last<kBlock>();
    for (float& value : last) value = NextFloat();
    TransformBlock(last);
  }
  return values;
}

}  // namespace wbm::random
