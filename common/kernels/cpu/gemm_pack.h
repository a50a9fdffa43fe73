// A block of a matrix as the panels that a GemmKernel reads.
#pragma once

#include <cstddef>

#include "common/kernels/cpu/gemm_kernel.h"
#include "common/kernels/cpu/matrix_view.h"

namespace wbm::kernels {

// One panel: out[k * width + lane] = block(lane, k) for lane < block.rows, and
// 0 for the lanes up to `width` that the block lacks, so that a kernel can
// always work on a full tile. Needs block.rows <= width.
void PackPanel(MatrixView<const float> block, std::ptrdiff_t width, float* out);

// The panels of a block whose rows are the lanes, `width` lanes each: packed
// one after the other, or as they lie in memory.
class Panels {
 public:
  // `packed` has room for block.cols times the lanes, rounded up to `width`;
  // null for panels that are not to be packed.
  Panels(MatrixView<const float> block, std::ptrdiff_t width, float* packed)
      : block_(block), width_(width), packed_(packed) {}

  std::ptrdiff_t depth() const { return block_.cols; }

  // Packs the panels that begin in [first, last), multiples of the width.
  void Pack(std::ptrdiff_t first, std::ptrdiff_t last) const;

  // The panel that begins at `lane`, a multiple of the width.
  Panel At(std::ptrdiff_t lane) const {
    if (packed_ == nullptr) {
      return {&block_(lane, 0), block_.col_stride, block_.row_stride};
    }
    return {packed_ + lane * block_.cols, width_, 1};
  }

 private:
  MatrixView<const float> block_;
  std::ptrdiff_t width_;
  float* packed_;
};

}  // namespace wbm::kernels
