// The calls of lab 11 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

LAB_API_ELEMENTWISE(RoundThroughFloat16, x)
LAB_API(CastWeights, weights)
LAB_API(Linear, x, weight, bias)
LAB_API(LayerNorm, x, gain, bias)
LAB_API_ELEMENTWISE(Gelu, x)
LAB_API(CausalAttention, qkv, width, heads)
LAB_API(ForwardWithLayerOutputs, weights, ids, capture)
LAB_API(RelativeError, reference, other)
LAB_API(MeasureDrift, reference, other)
LAB_API(CompareArgmax, reference, other)
LAB_API(ReplaceOne, weights, rounded, name)
LAB_API(QuadratureRatio, contributions, total)

}  // namespace drift_lab
