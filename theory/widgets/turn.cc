#include "theory/widgets/turn.h"

#include <array>
#include <span>

#include "common/quant/affine.h"
#include "common/quant/distortion.h"
#include "common/quant/hadamard.h"

namespace {

using wbm::quant::AffineParams;
using wbm::quant::ChooseAffine;
using wbm::quant::DequantizeValue;
using wbm::quant::HadamardRotate;
using wbm::quant::kSymmetricInt4;
using wbm::quant::QuantizeValue;

using Weights = std::array<float, 8>;

struct State {
  Weights weights = {};
  Weights turned = {};
  float step[2] = {1, 1};
  double error[2] = {};
};
State state;

Weights Turn(Weights x) {
  // Eight is a power of two, so this always turns.
  const bool done = HadamardRotate(std::span<float>(x));
  return done ? x : Weights{};
}

Weights RoundTrip(const Weights& x, const AffineParams& p) {
  Weights back = {};
  for (std::size_t i = 0; i < x.size(); ++i) {
    back[i] = DequantizeValue(QuantizeValue(x[i], p), p);
  }
  return back;
}

}  // namespace

extern "C" {

int32_t WbmTurnCount() { return static_cast<int32_t>(state.weights.size()); }
float* WbmTurnWeights() { return state.weights.data(); }
const float* WbmTurnTurned() { return state.turned.data(); }

void WbmTurnRun() {
  const auto error = [](const Weights& back) {
    return wbm::quant::MeanSquaredError(std::span<const float>(state.weights),
                                        std::span<const float>(back));
  };
  state.turned = Turn(state.weights);
  const AffineParams as_they_are = ChooseAffine(state.weights, kSymmetricInt4);
  const AffineParams turned = ChooseAffine(state.turned, kSymmetricInt4);
  state.step[0] = as_they_are.scale;
  state.step[1] = turned.scale;
  state.error[0] = error(RoundTrip(state.weights, as_they_are));
  // Turning twice is turning back.
  state.error[1] = error(Turn(RoundTrip(state.turned, turned)));
}

float WbmTurnStep(int32_t turned) { return state.step[turned != 0 ? 1 : 0]; }
double WbmTurnError(int32_t turned) { return state.error[turned != 0 ? 1 : 0]; }

}  // extern "C"
