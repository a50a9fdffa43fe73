// What the native build of quantizer.cc answers: a line a question, for
// vectors_test.js to put to the module.
//
//   V distribution seed …       a digest of the sample, its ends
//   G … bits grid …             the grid and what fits it
//   B … zero …                  the best step, the whole curve
//   R … step zero …             one run: digests, counts, SQNR
//
// Decibels go through a logarithm, which two C libraries may round apart; they
// are printed exactly and compared to a few last places. All else is compared
// bit by bit.
#include <bit>
#include <cinttypes>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <span>

#include "theory/widgets/quantizer.h"

namespace wbm::widgets {
namespace {

// FNV-1a, 32 bits, over the bytes.
template <typename T>
uint32_t Digest(const T* first, int32_t count) {
  uint32_t hash = 2166136261u;
  const auto bytes =
      std::as_bytes(std::span(first, static_cast<size_t>(count)));
  for (const std::byte byte : bytes) {
    hash = (hash ^ std::to_integer<uint32_t>(byte)) * 16777619u;
  }
  return hash;
}

uint64_t Bits(double x) { return std::bit_cast<uint64_t>(x); }

void PrintSample(int distribution, int seed) {
  WbmQuantizerDraw(distribution, seed);
  std::printf("V %d %d %08x %a %a\n", distribution, seed,
              Digest(WbmQuantizerValues(), WbmQuantizerCount()),
              static_cast<double>(WbmQuantizerLeast()),
              static_cast<double>(WbmQuantizerGreatest()));
}

void PrintRun(int step, int zero) {
  WbmQuantizerRun(WbmQuantizerScaleAt(step), zero);
  const int32_t codes =
      WbmQuantizerHighestCode() - WbmQuantizerLowestCode() + 1;
  std::printf("R %d %d %016" PRIx64 " %08x %08x %d %d %08x %08x %016" PRIx64
              " %016" PRIx64 "\n",
              step, zero, Bits(static_cast<double>(WbmQuantizerScaleAt(step))),
              Digest(WbmQuantizerCodes(), WbmQuantizerCount()),
              Digest(WbmQuantizerRestored(), WbmQuantizerCount()),
              WbmQuantizerClipped(), WbmQuantizerCodesUsed(),
              Digest(WbmQuantizerCodeCounts(), codes),
              Digest(WbmQuantizerErrorCounts(), WbmQuantizerErrorBins()),
              Bits(WbmQuantizerMeanSquaredError()), Bits(WbmQuantizerSqnr()));
}

void PrintCurve(int zero) {
  std::printf("B %d %d", zero, WbmQuantizerBestStep(zero));
  const double* curve = WbmQuantizerCurve(zero);
  for (int step = 0; step < WbmQuantizerStepCount(); ++step) {
    std::printf(" %016" PRIx64, Bits(curve[step]));
  }
  std::printf("\n");
}

void PrintGrid(int bits, int asymmetric) {
  WbmQuantizerGrid(bits, asymmetric);
  const int fitting = WbmQuantizerFittingZeroPoint();
  std::printf("G %d %d %d %d %016" PRIx64 " %d\n", bits, asymmetric,
              WbmQuantizerLowestCode(), WbmQuantizerHighestCode(),
              Bits(static_cast<double>(WbmQuantizerFittingScale())), fitting);
  PrintCurve(fitting);
  for (const int zero : {fitting, WbmQuantizerLowestCode(), 1, 1000}) {
    for (const int step : {0, 60, 97, WbmQuantizerFittingStep(), 160, 999}) {
      PrintRun(step, zero);
    }
  }
}

}  // namespace
}  // namespace wbm::widgets

int main() {
  for (int d = 0; d < WbmQuantizerDistributionCount(); ++d) {
    for (int seed = 0; seed < 50; ++seed) wbm::widgets::PrintSample(d, seed);
    wbm::widgets::PrintSample(d, 42);
    for (int bits = 2; bits <= 8; ++bits) {
      for (const int asymmetric : {0, 1}) {
        wbm::widgets::PrintGrid(bits, asymmetric);
      }
    }
  }
}
