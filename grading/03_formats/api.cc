// The calls of lab 03 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/03_formats/minifloat.h"

namespace formats_lab {

LAB_API(Decode, code, format)
LAB_API(FactsOf, format)
LAB_API(FiniteValues, format, low, high)
LAB_API(CountCodes, format)
LAB_API(RoundShift, n, shift)
LAB_API(Encode, x, format, overflow)
LAB_API_ELEMENTWISE(EncodeBFloat16, x)
LAB_API_ELEMENTWISE(DecodeBFloat16, code)
LAB_API_ELEMENTWISE(RoundToTf32, x)
LAB_API_ELEMENTWISE(EncodeFloat16, x)
LAB_API_ELEMENTWISE(DecodeFloat16, code)
LAB_API_ELEMENTWISE(EncodeFloat8E4M3Fn, x)
LAB_API_ELEMENTWISE(DecodeFloat8E4M3Fn, code)
LAB_API_ELEMENTWISE(EncodeFloat8E5M2, x)
LAB_API_ELEMENTWISE(DecodeFloat8E5M2, code)

}  // namespace formats_lab
