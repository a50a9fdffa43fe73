// What else is there? All numbers of the smallest formats, a scale that
// is a format, a block of numbers that share one, and one question to
// all formats.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/formats/print.h"
#include "common/quant/mx.h"
#include "common/random/generator.h"
#include "theory/03_formats/typeset.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
namespace wq = wbm::quant;
using formats_chapter::Decimal;
using wbm::theory::Value;
using wf::Encode;
using wf::Exactly;
using wf::Format;
using wf::ToDouble;

void NonNegative(const Format& format) {
  std::printf("%s\t{", std::string(format.name).c_str());
  for (std::uint64_t code = 0; code <= format.MaxFiniteCode(); ++code) {
    std::printf("%s%g", code == 0 ? "" : ", ", ToDouble(format, code));
  }
  std::printf("}\n");
  Value("names." + std::string(format.name) + ".max",
        ToDouble(format, format.MaxFiniteCode()));
}

void Scales() {
  std::printf("code\tvalue\n");
  for (const std::uint64_t code : {0, 1, 126, 127, 128, 254, 255}) {
    const double v = ToDouble(wf::kFloat8E8M0Fnu, code);
    std::printf("%s\t%s\n",
                wf::HexCode(wf::kFloat8E8M0Fnu, code).c_str(),
                std::isnan(v)
                    ? "NaN"
                    : formats_chapter::Power(2, std::ilogb(v)).c_str());
  }
}

// [region block]
// 32 weights of a layer in 17 bytes: a power of two that all of them
// share, and four bits for each.
constexpr auto kFp4 = wq::MxElement::kFloat4E2M1Fn;
using Block = wq::MxBlock<kFp4>;

Block Pack(std::span<const float> weights) {
  return wq::MxEncode<kFp4>(weights, wq::ScaleRule::kFloor);
}
static_assert(sizeof(Block) == 17);
// [/region]

void OneBlock() {
  wbm::random::Generator rng = wbm::random::DefaultRng(3);
  std::vector<float> weights;
  for (int i = 0; i < 32; ++i) {
    weights.push_back(static_cast<float>(rng.Normal(0, 0.02)));
  }
  const Block block = Pack(weights);
  const int exponent = block.scale - 127;
  std::printf("scale code 0x%02x: %s\n", block.scale,
              formats_chapter::Power(2, exponent).c_str());
  std::printf("%9s %9s %9s\n", "weight", "element", "back");
  for (std::size_t i = 0; i < 6; ++i) {
    const float back = wq::MxValue(block, i);
    std::printf("%9.5f %9g %9.5f\n", double{weights[i]},
                std::ldexp(double{back}, -exponent), double{back});
  }
  const double bits = 8.0 * sizeof(Block) / 32;
  std::printf("bits per weight: %g\n", bits);
  Value("block.bits_per_weight", bits);
}

// The use that each format is made for decides what overflow does.
double AsUsed(const Format& format, double x) {
  const bool saturates = !format.infinities;
  return ToDouble(format, Encode(format, Exactly(x),
                                 saturates ? wf::SaturateFinite()
                                           : wf::Conversion{}));
}

void OneQuestionToAll() {
  std::printf("format\t0.1\t1000\t10⁶\t10⁻⁶\n");
  for (const Format* format :
       {&wf::kFloat32, &wf::kTf32, &wf::kBFloat16, &wf::kFloat16,
        &wf::kFloat8E5M2, &wf::kFloat8E4M3Fn, &wf::kFloat6E3M2Fn,
        &wf::kFloat6E2M3Fn, &wf::kFloat4E2M1Fn}) {
    std::printf("%s", std::string(format->name).c_str());
    for (const double x : {0.1, 1000.0, 1e6, 1e-6}) {
      std::printf("\t%s", Decimal(AsUsed(*format, x), 4).c_str());
    }
    std::printf("\n");
  }
}

}  // namespace

int main() {
  wbm::theory::Part("lists");
  std::printf("format\tnumbers from zero up\n");
  NonNegative(wf::kFloat4E2M1Fn);
  NonNegative(wf::kFloat6E2M3Fn);
  NonNegative(wf::kFloat6E3M2Fn);
  wbm::theory::Part("scales");
  Scales();
  wbm::theory::Part("block");
  OneBlock();
  wbm::theory::Part("all");
  OneQuestionToAll();
}
