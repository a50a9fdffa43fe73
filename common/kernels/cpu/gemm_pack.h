// Copies a block of a matrix into the panels that a GemmKernel reads.
#pragma once

#include <cstddef>

#include "common/kernels/cpu/matrix_view.h"

namespace wbm::kernels {

// One panel: out[k * width + lane] = block(lane, k) for lane < block.rows, and
// 0 for the lanes up to `width` that the block lacks, so that a kernel can
// always work on a full tile. Needs block.rows <= width.
void PackPanel(MatrixView<const float> block, std::ptrdiff_t width, float* out);

}  // namespace wbm::kernels
