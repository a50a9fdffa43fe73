// Every function refuses, or gives nothing: it has to earn nothing.
#include <algorithm>
#include <cmath>
#include <limits>

#include "labs/11_drift/drift.h"

namespace drift_lab {

float RoundThroughFloat16(float x) { return {}; }

Weights CastWeights(const Weights& weights) { return {}; }

}  // namespace drift_lab
