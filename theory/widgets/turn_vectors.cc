// What the native build of turn.cc answers: a line a draw of eight weights,
//
//   N weights … turned … steps errors
//
// all as the bits of doubles, for vectors_test.js to put to the module.
#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "common/random/random_state.h"
#include "theory/widgets/turn.h"

namespace {

void PrintBits(double x) {
  std::printf(" %016" PRIx64, std::bit_cast<uint64_t>(x));
}

void PrintRun(const std::vector<double>& weights) {
  float* w = WbmTurnWeights();
  std::printf("N");
  for (int i = 0; i < WbmTurnCount(); ++i) {
    w[i] = static_cast<float>(weights[static_cast<std::size_t>(i)]);
    PrintBits(static_cast<double>(w[i]));
  }
  WbmTurnRun();
  for (int i = 0; i < WbmTurnCount(); ++i) {
    PrintBits(static_cast<double>(WbmTurnTurned()[i]));
  }
  for (const int turned : {0, 1}) {
    PrintBits(static_cast<double>(WbmTurnStep(turned)));
    PrintBits(WbmTurnError(turned));
  }
  std::printf("\n");
}

}  // namespace

int main() {
  PrintRun(std::vector<double>(8, 0.0));
  PrintRun(std::vector<double>(8, 1.0));
  PrintRun({9, 0, 0, 0, 0, 0, 0, 0});
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    wbm::random::RandomState rng(seed);
    std::vector<double> w = rng.Randn(8);
    if (seed % 2 == 1) w[seed % 8] *= 30;
    PrintRun(w);
  }
}
