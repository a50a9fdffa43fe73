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

// What a kernel asks of the lanes of a panel.
enum class Lanes {
  kAnywhere,    // A's: any distance from each other, and as many as there are
  kSideBySide,  // B's: next to each other, and always the full width
};

// The panels of a block whose rows are the lanes, `width` lanes each. Where the
// kernel can read them as they lie in memory, near enough to each other to stay
// in the cache, they are not packed.
class Panels {
 public:
  // `packed` has room for block.cols times the lanes, rounded up to `width`.
  Panels(MatrixView<const float> block, std::ptrdiff_t width, Lanes lanes,
         float* packed);

  std::ptrdiff_t depth() const { return block_.cols; }

  // Packs what is to be packed of the panels that begin in [first, last).
  void Pack(std::ptrdiff_t first, std::ptrdiff_t last) const;

  // The panel that begins at `lane`, a multiple of the width.
  Panel At(std::ptrdiff_t lane) const {
    if (InPlace(lane)) {
      return {&block_(lane, 0), block_.col_stride, block_.row_stride};
    }
    return {packed_ + lane * block_.cols, width_, 1};
  }

 private:
  bool InPlace(std::ptrdiff_t lane) const {
    return lane + width_ <= block_.rows ? full_in_place_ : rest_in_place_;
  }

  MatrixView<const float> block_;
  std::ptrdiff_t width_;
  float* packed_;
  bool full_in_place_;
  bool rest_in_place_;  // the last panel, when it has fewer lanes
};

}  // namespace wbm::kernels
