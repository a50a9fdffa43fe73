#include "common/kernels/cpu/gemm_pack.h"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "common/os/cpu_features.h"

namespace wbm::kernels {
namespace {

using Block = MatrixView<const float>;

void PackAnyStrides(Block block, std::ptrdiff_t width, float* out) {
  for (std::ptrdiff_t k = 0; k < block.cols; ++k) {
    for (std::ptrdiff_t lane = 0; lane < block.rows; ++lane) {
      out[k * width + lane] = block(lane, k);
    }
  }
}

// Lanes lie side by side in memory already: `kLanes` of them, or where that is
// 0, as many as the block has.
template <std::ptrdiff_t kLanes>
void CopyUnitLanes(Block block, std::ptrdiff_t width, float* out) {
  const std::ptrdiff_t lanes = kLanes != 0 ? kLanes : block.rows;
  const auto bytes = static_cast<std::size_t>(lanes) * sizeof(float);
  for (std::ptrdiff_t k = 0; k < block.cols; ++k) {
    std::memcpy(out + k * width, &block(0, k), bytes);
  }
}

// The widths of the kernels' panels are known when this is compiled, which
// saves a call for every few floats.
void PackUnitLanes(Block block, std::ptrdiff_t width, float* out) {
  const auto copy = block.rows == 32   ? CopyUnitLanes<32>
                    : block.rows == 16 ? CopyUnitLanes<16>
                    : block.rows == 14 ? CopyUnitLanes<14>
                    : block.rows == 12 ? CopyUnitLanes<12>
                    : block.rows == 8  ? CopyUnitLanes<8>
                                       : CopyUnitLanes<0>;
  copy(block, width, out);
}

#if defined(__x86_64__)

constexpr std::ptrdiff_t kSquare = 8;

// Turns an 8 x 8 square: out[k * width + lane] = in[lane * stride + k].
[[gnu::target("avx2")]] void TransposeSquare(const float* in,
                                             std::ptrdiff_t stride, float* out,
                                             std::ptrdiff_t width) {
  __m256 r[8];
  __m256 t[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) r[i] = _mm256_loadu_ps(in + i * stride);
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {  // pairs of rows, element by element
    t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {  // four rows side by side
    r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
    r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xEE);
    r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
    r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xEE);
  }
#pragma GCC unroll 4
  for (int k = 0; k < 4; ++k) {  // all eight
    _mm256_storeu_ps(out + k * width,
                     _mm256_permute2f128_ps(r[k], r[k + 4], 0x20));
    _mm256_storeu_ps(out + (k + 4) * width,
                     _mm256_permute2f128_ps(r[k], r[k + 4], 0x31));
  }
}

// Lanes are rows in memory: eight of them at a time, eight steps at a time.
// The last square of a row or column starts early and overlaps the one before,
// which writes the same values again. Needs at least 8 lanes and 8 steps.
void PackSquares(Block block, std::ptrdiff_t width, float* out) {
  const std::ptrdiff_t last_lane = block.rows - kSquare;
  const std::ptrdiff_t last_k = block.cols - kSquare;
  for (std::ptrdiff_t k = 0; k < block.cols; k += kSquare) {
    k = std::min(k, last_k);
    for (std::ptrdiff_t lane = 0; lane < block.rows; lane += kSquare) {
      lane = std::min(lane, last_lane);
      TransposeSquare(&block(lane, k), block.row_stride, out + k * width + lane,
                      width);
    }
  }
}

void PackUnitSteps(Block block, std::ptrdiff_t width, float* out) {
  static const bool has_avx2 = os::GetCpuFeatures().avx2;
  if (has_avx2 && block.rows >= kSquare && block.cols >= kSquare) {
    return PackSquares(block, width, out);
  }
  PackAnyStrides(block, width, out);
}

#else

void PackUnitSteps(Block block, std::ptrdiff_t width, float* out) {
  PackAnyStrides(block, width, out);
}

#endif

}  // namespace

void PackPanel(Block block, std::ptrdiff_t width, float* out) {
  if (block.rows < width) {
    std::fill_n(out, width * block.cols, 0.0f);
  }
  if (block.row_stride == 1) {
    PackUnitLanes(block, width, out);
  } else if (block.col_stride == 1) {
    PackUnitSteps(block, width, out);
  } else {
    PackAnyStrides(block, width, out);
  }
}

void Panels::Pack(std::ptrdiff_t first, std::ptrdiff_t last) const {
  if (packed_ == nullptr) return;
  for (std::ptrdiff_t lane = first; lane < last; lane += width_) {
    const std::ptrdiff_t lanes = std::min(width_, block_.rows - lane);
    PackPanel(block_.Block(lane, 0, lanes, block_.cols), width_,
              packed_ + lane * block_.cols);
  }
}

}  // namespace wbm::kernels
