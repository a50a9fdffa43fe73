// The calls of lab 02 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/02_ieee754/floats.h"

namespace ieee_lab {

LAB_API_ELEMENTWISE(LayoutOf, format)
LAB_API_ELEMENTWISE(Split, code)
LAB_API_ELEMENTWISE(Classify, code)
LAB_API_ELEMENTWISE(Decode, code)
LAB_API_ELEMENTWISE(Encode, x)
LAB_API_ELEMENTWISE(Ulp, code)
LAB_API_ELEMENTWISE(NextUp, code)
LAB_API(FactsOf, format)
LAB_API(AbsorptionOf, weight, growing)
LAB_API(LargestAbsorbed, weight, growing)
LAB_API(NonAssociative, a)
LAB_API(Maximum, x)
LAB_API(ProbeSubnormals, mode)

}  // namespace ieee_lab
