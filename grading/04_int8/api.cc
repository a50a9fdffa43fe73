// The calls of lab 04 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/04_int8/quantizer.h"

namespace int8_lab {

LAB_API(ChooseSymmetric, x)
LAB_API_ELEMENTWISE(NearestStep, steps)
LAB_API(QuantizeSymmetric, x, scale)
LAB_API(Dequantize, codes, affine)
LAB_API(ChooseAsymmetric, x)
LAB_API(QuantizeAsymmetric, x, affine)
LAB_API(MeasureError, x, y)
LAB_API(CountCodes, codes)
LAB_API(CompareTopK, x, y, k)

}  // namespace int8_lab
