#include "grading/boundary/lab_api.h"
#include "grading/boundary/testing/sample.h"

namespace boundary_sample {
LAB_API(Seven)
LAB_API_ELEMENTWISE(EchoFloat, x)
LAB_API(EchoDouble, x)
LAB_API_ELEMENTWISE(NextHalf, x)
LAB_API_ELEMENTWISE(IsOdd, x)
LAB_API_ELEMENTWISE(Reciprocal, x)
LAB_API(EchoNumbers, numbers)
LAB_API(EchoEverything, everything)
LAB_API(EchoNested, nested)
LAB_API(MakeStatus, code, message)
LAB_API(Reciprocals, x)
LAB_API(TotalLength, words, more)
LAB_API(Negate, x)
LAB_API(AddTo, sums, x)
LAB_API(Weigh, a, b, c, d, e, f, g, h)
LAB_API(Quantize, x, affine)
LAB_API(CallsSoFar)
}  // namespace boundary_sample
