// The calls of lab 05 that cross the boundary; compiled for both of its sides.

#include "grading/boundary/lab_api.h"
#include "labs/05_noise/noise.h"

namespace noise_lab {

LAB_API(StepOf, grid)
LAB_API(Quantize, x, grid)
LAB_API(Dequantize, codes, grid)
LAB_API(SqnrDb, x, y)
LAB_API(PredictedSqnrDb, shape, size, grid)
LAB_API(EffectiveBits, sqnr_db)
LAB_API(FitLine, x, y)
LAB_API(GaussianClipNoise, bits, clip)
LAB_API(BestClip, bits)
LAB_API(EntropyBits, codes)
LAB_API(DivergenceBits, p, q)

}  // namespace noise_lab
