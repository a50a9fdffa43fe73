// The calls of lab 01 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {

LAB_API_ELEMENTWISE(Digit, value)
LAB_API(ToBase, n, base)
LAB_API(FromBase, digits, base)
LAB_API(Breakdown, n, base)
LAB_API(RangeOf, bits, is_signed)
LAB_API_ELEMENTWISE(EncodeTwos, number)
LAB_API_ELEMENTWISE(DecodeTwos, pattern)
LAB_API_ELEMENTWISE(Negate, pattern)
LAB_API(FactsOf, q)
LAB_API_ELEMENTWISE(DecodeQ, fixed)
LAB_API(EncodeQ, x, q)
LAB_API(EncodeAll, x, q)

}  // namespace bits_lab
