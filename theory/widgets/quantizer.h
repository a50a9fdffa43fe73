// The quantizer's engine: a sample, a grid, and what becomes of the sample.
//
// Functions of C over the module's own memory, for a page to call:
//
//   WbmQuantizerDraw(0, 42);              // 4096 Gaussian values, seed 42
//   WbmQuantizerGrid(4, 0);               // 4 bits, symmetric
//   WbmQuantizerRun(WbmQuantizerScaleAt(WbmQuantizerBestStep(0)), 0);
//   WbmQuantizerSqnr();                   // 18.9 dB
//
// Scales go up in steps of 2^(1/20): step kFittingStep is the scale that
// ChooseAffine takes, which clips nothing; lower steps clip, higher ones waste
// codes.
#pragma once

#include <cstdint>

#include "theory/widgets/export.h"

extern "C" {

// ---- The sample: at most Capacity() floats, all finite ----

// 0 Gaussian, 1 uniform on [-1, 1), 2 Gaussian with one value in 128 ten times
// as large, 3 exponential (no negative value). default_rng(seed), as in NumPy.
WBM_EXPORT(DistributionCount) int32_t WbmQuantizerDistributionCount();
WBM_EXPORT(Draw) void WbmQuantizerDraw(int32_t distribution, int32_t seed);
WBM_EXPORT(Count) int32_t WbmQuantizerCount();
WBM_EXPORT(Values) const float* WbmQuantizerValues();
WBM_EXPORT(Least) float WbmQuantizerLeast();
WBM_EXPORT(Greatest) float WbmQuantizerGreatest();

// ---- The grid: 2 … 8 bits, symmetric (0) or asymmetric (1) ----

WBM_EXPORT(Grid) void WbmQuantizerGrid(int32_t bits, int32_t asymmetric);
WBM_EXPORT(LowestCode) int32_t WbmQuantizerLowestCode();
WBM_EXPORT(HighestCode) int32_t WbmQuantizerHighestCode();

// What ChooseAffine takes for this sample and grid.
WBM_EXPORT(FittingScale) float WbmQuantizerFittingScale();
WBM_EXPORT(FittingZeroPoint) int32_t WbmQuantizerFittingZeroPoint();

// ---- Scales by steps: 0 … StepCount() - 1 ----

WBM_EXPORT(StepCount) int32_t WbmQuantizerStepCount();
WBM_EXPORT(FittingStep) int32_t WbmQuantizerFittingStep();
WBM_EXPORT(ScaleAt) float WbmQuantizerScaleAt(int32_t step);
// The SQNR in dB at every step with this zero point.
WBM_EXPORT(Curve) const double* WbmQuantizerCurve(int32_t zero_point);
// The step where the curve is highest (the first of equals).
WBM_EXPORT(BestStep) int32_t WbmQuantizerBestStep(int32_t zero_point);

// ---- One quantization of the whole sample ----

WBM_EXPORT(Run) void WbmQuantizerRun(float scale, int32_t zero_point);
WBM_EXPORT(Codes) const int16_t* WbmQuantizerCodes();
WBM_EXPORT(Restored) const float* WbmQuantizerRestored();
WBM_EXPORT(Sqnr) double WbmQuantizerSqnr();
WBM_EXPORT(MeanSquaredError) double WbmQuantizerMeanSquaredError();
// Values beyond the outermost codes' cells, and codes that some value takes.
WBM_EXPORT(Clipped) int32_t WbmQuantizerClipped();
WBM_EXPORT(CodesUsed) int32_t WbmQuantizerCodesUsed();
// The value of a code of the grid.
WBM_EXPORT(LevelOf) float WbmQuantizerLevelOf(int32_t code);
// How many values take each code, from LowestCode() on.
WBM_EXPORT(CodeCounts) const int32_t* WbmQuantizerCodeCounts();
// Errors (restored - value) over the scale, in ErrorBins() equal bins over
// [-1, 1); what lies outside is counted in the outermost bins.
WBM_EXPORT(ErrorBins) int32_t WbmQuantizerErrorBins();
WBM_EXPORT(ErrorCounts) const int32_t* WbmQuantizerErrorCounts();

}  // extern "C"
