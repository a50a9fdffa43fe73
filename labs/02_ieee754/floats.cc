#include "labs/02_ieee754/floats.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "common/lab/not_yet.h"

namespace ieee_lab {

Layout LayoutOf(Format format) {
  // TODO 2.1: Lay out three formats
  NOT_YET("2.1");
}

Fields Split(Code code) {
  // TODO 2.2: Cut a code into its fields
  NOT_YET("2.2");
}

Kind Classify(Code code) {
  // TODO 2.3: Name the five kinds
  NOT_YET("2.3");
}

Decoded Decode(Code code) {
  // TODO 2.4: Decode
  NOT_YET("2.4");
}

std::optional<std::uint32_t> Encode(Real x) {
  // TODO 2.5: Encode what has a code
  NOT_YET("2.5");
}

double Ulp(Code code) {
  // TODO 2.6: ULP and the next number
  NOT_YET("2.6");
}

std::uint32_t NextUp(Code code) {
  // TODO 2.6: ULP and the next number
  NOT_YET("2.6");
}

Facts FactsOf(Format format) {
  // TODO 2.7: Facts from the layout
  NOT_YET("2.7");
}

std::optional<Absorption> AbsorptionOf(Code weight, bool growing) {
  // TODO 2.8: When an update vanishes
  NOT_YET("2.8");
}

float LargestAbsorbed(float weight, bool growing) {
  // TODO 2.8: When an update vanishes
  NOT_YET("2.8");
}

Partners NonAssociative(float a) {
  // TODO 2.9: Break the associative law
  NOT_YET("2.9");
}

float Maximum(std::span<const float> x) {
  // TODO 2.10: A maximum that keeps NaN
  NOT_YET("2.10");
}

Probe ProbeSubnormals(UnderflowMode mode) {
  // TODO 2.11: Probe the subnormals
  NOT_YET("2.11");
}

}  // namespace ieee_lab
