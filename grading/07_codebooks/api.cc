// The calls of lab 07 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {

LAB_API(EncodeNearest, x, levels)
LAB_API(DecodeLevels, codes, levels)
LAB_API(LloydMax, samples, start, max_iterations)
LAB_API_ELEMENTWISE(NormalQuantile, p)
LAB_API(NormalFloatLevels, bits)
LAB_API(QuantizeBlocks, x, levels, block_size)
LAB_API(DequantizeBlocks, blocks, levels)
LAB_API(QuantizeTernary, w)
LAB_API(LeastSquaresScale, w, codes)
LAB_API(CodeEntropy, codes)
LAB_API(ChooseLogGrid, p, bits)
LAB_API(EncodeLog, p, grid)
LAB_API(DecodeLog, codes, grid)

}  // namespace codebook_lab
