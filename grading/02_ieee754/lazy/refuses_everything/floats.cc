// Every function refuses, or gives nothing: it has to earn nothing.
#include "labs/02_ieee754/floats.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace ieee_lab {

Layout LayoutOf(Format format) { return {}; }

Fields Split(Code code) { return {}; }

Kind Classify(Code code) { return {}; }

Decoded Decode(Code code) { return {}; }

std::optional<std::uint32_t> Encode(Real x) { return std::nullopt; }

double Ulp(Code code) { return {}; }

std::uint32_t NextUp(Code code) { return {}; }

Facts FactsOf(Format format) { return {}; }

std::optional<Absorption> AbsorptionOf(Code weight, bool growing) {
  return std::nullopt;
}

float LargestAbsorbed(float weight, bool growing) { return {}; }

Partners NonAssociative(float a) { return {}; }

float Maximum(std::span<const float> x) { return {}; }

Probe ProbeSubnormals(UnderflowMode mode) { return {}; }

}  // namespace ieee_lab
