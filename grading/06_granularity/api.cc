// The calls of lab 06 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/06_granularity/scales.h"

namespace granularity_lab {

LAB_API(ScaleCount, shape, sharing)
LAB_API(ScaleIndex, row, col, shape, sharing)
LAB_API(ChooseScales, w, shape, sharing, max_code)
LAB_API(Quantize, w, shape, sharing, scales, max_code)
LAB_API(Dequantize, codes, shape, sharing, scales)
LAB_API(MsePerChannel, w, y, shape)
LAB_API(StorageOf, shape, sharing, code_bits, scale_bits)
LAB_API(PackInt4, codes, order)
LAB_API(UnpackInt4, bytes, count, order)
LAB_API(GemvW4A16, w, x)
LAB_API(HadamardRotate, x)
LAB_API(RotatedRoundTrip, w, max_code)
LAB_API(SplitMse, w, y, outliers)

}  // namespace granularity_lab
