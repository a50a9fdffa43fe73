// Eight weights, the same turned by the Hadamard matrix, and what int4 makes of
// both.
//
//   float* w = WbmTurnWeights();  // eight of them, to be written
//   w[0] = 7;
//   WbmTurnRun();
//   WbmTurnTurned()[0];           // 2.47
//   WbmTurnError(0);              // mean squared error as they are; (1) turned
#pragma once

#include <cstdint>

#include "theory/widgets/export.h"

extern "C" {

WBM_EXPORT(Count) int32_t WbmTurnCount();
// Finite, at most 1e6 in magnitude.
WBM_EXPORT(Weights) float* WbmTurnWeights();
WBM_EXPORT(Run) void WbmTurnRun();
WBM_EXPORT(Turned) const float* WbmTurnTurned();

// Of the weights as they are (0) or turned (1): the step of the symmetric int4
// ruler, and the mean squared error of the weights that come back.
WBM_EXPORT(Step) float WbmTurnStep(int32_t turned);
WBM_EXPORT(Error) double WbmTurnError(int32_t turned);

}  // extern "C"
