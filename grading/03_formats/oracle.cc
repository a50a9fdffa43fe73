#include "grading/03_formats/oracle.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "common/formats/codes.h"
#include "common/formats/decode.h"
#include "common/formats/encode.h"
#include "common/formats/exact.h"
#include "common/formats/facts.h"
#include "common/formats/format.h"

namespace formats_lab::oracle {
namespace {

namespace wf = ::wbm::formats;

wf::Format Descriptor(Format format) {
  const bool ieee = format.specials == Specials::kIeee;
  return {.name = "",
          .exponent_bits = format.exponent_bits,
          .mantissa_bits = format.mantissa_bits,
          .bias = format.bias,
          .infinities = ieee,
          .nans = ieee ? wf::NanPolicy::kIeee : wf::NanPolicy::kAllOnes};
}

std::uint32_t FloatBits(double value) {
  return std::bit_cast<std::uint32_t>(static_cast<float>(value));
}

}  // namespace

std::span<const Named> NamedFormats() {
  static const std::vector<Named> formats = {
      {"float32", kFloat32},
      {"tf32", kTf32},
      {"bfloat16", kBFloat16},
      {"float16", kFloat16},
      {"float8_e5m2", kFloat8E5M2},
      {"float8_e4m3fn", kFloat8E4M3Fn},
      {"float8_e4m3 (IEEE)", kFloat8E4M3},
  };
  return formats;
}

std::span<const Named> NamelessFormats() {
  static const std::vector<Named> formats = {
      {"1-2-1 bias 1", {2, 1, 1}},
      {"1-2-1 bias 1 all-ones", {2, 1, 1, Specials::kAllOnes}},
      {"1-3-2 bias 3", {3, 2, 3}},
      {"1-2-3 bias 1 all-ones", {2, 3, 1, Specials::kAllOnes}},
      {"1-4-3 bias 11 all-ones", {4, 3, 11, Specials::kAllOnes}},
      {"1-5-2 bias 15 all-ones", {5, 2, 15, Specials::kAllOnes}},
      {"1-3-4 bias -20", {3, 4, -20}},
      {"1-4-11 bias 60", {4, 11, 60}},
      {"1-5-10 bias 15 all-ones", {5, 10, 15, Specials::kAllOnes}},
      {"1-6-9 bias 31", {6, 9, 31}},
      {"1-8-1 bias 127", {8, 1, 127}},
      {"1-7-16 bias 63", {7, 16, 63}},
      {"1-5-22 bias 15", {5, 22, 15}},
      {"1-7-3 bias 0 all-ones", {7, 3, 0, Specials::kAllOnes}},
  };
  return formats;
}

std::vector<Named> EveryFormat() {
  std::vector<Named> all(NamedFormats().begin(), NamedFormats().end());
  all.insert(all.end(), NamelessFormats().begin(), NamelessFormats().end());
  return all;
}

double Value(std::uint32_t code, Format format) {
  return wf::ToDouble(Descriptor(format), code);
}

std::uint32_t NanCode(bool negative, Format format) {
  const wf::Format d = Descriptor(format);
  const std::uint64_t magnitude =
      d.infinities ? d.InfinityCode() | (d.FractionMask() + 1) / 2
                   : d.MagnitudeMask();
  return static_cast<std::uint32_t>(magnitude | (negative ? d.SignMask() : 0));
}

std::uint32_t Code(float x, Format format, Overflow overflow) {
  if (std::isnan(x)) return NanCode(std::signbit(x), format);
  const wf::Conversion how = {.saturation = overflow == Overflow::kSaturate
                                                ? wf::Saturation::kSatFinite
                                                : wf::Saturation::kSatNone};
  return static_cast<std::uint32_t>(
      wf::Encode(Descriptor(format), wf::Exactly(x), how));
}

Facts FactsOf(Format format) {
  const wf::Format d = Descriptor(format);
  const wf::Facts known = wf::FactsOf(d);
  Facts facts;
  facts.bits = known.bits;
  facts.storage_bytes = known.bits <= 8    ? 1
                        : known.bits <= 16 ? 2
                        : known.bits <= 32 ? 4
                                           : 8;
  facts.precision_bits = known.precision_bits;
  facts.min_exponent = known.min_exponent;
  facts.max_exponent = known.max_exponent;
  facts.max_finite = known.max_finite;
  facts.min_normal = known.min_normal;
  facts.max_subnormal = known.max_subnormal.value_or(0);
  facts.min_subnormal = known.min_subnormal.value_or(0);
  facts.epsilon = known.epsilon;
  facts.unit_roundoff = known.unit_roundoff;
  const double step =
      std::ldexp(1.0, known.max_exponent - known.precision_bits + 1);
  facts.overflow_above = known.max_finite + step / 2;
  facts.zero_up_to = facts.min_subnormal / 2;
  facts.digits10 = wf::Digits10(d);
  facts.decimal_digits = known.decimal_digits;
  return facts;
}

std::vector<double> Finite(Format format) {
  std::vector<double> values;
  for (const std::uint64_t code : wf::FiniteInOrder(Descriptor(format))) {
    values.push_back(Value(static_cast<std::uint32_t>(code), format));
  }
  // -0 and +0 compare equal and stand side by side, -0 first.
  values.erase(std::unique(values.begin(), values.end()), values.end());
  for (double& v : values) v = v == 0 ? 0.0 : v;
  return values;
}

CodeCounts Count(Format format) {
  const wf::Format d = Descriptor(format);
  CodeCounts counts;
  for (std::uint64_t code = 0; code <= d.CodeMask(); ++code) {
    switch (wf::Classify(d, code)) {
      case wf::FloatClass::kZero:
        ++counts.zeros;
        break;
      case wf::FloatClass::kSubnormal:
        ++counts.subnormals;
        break;
      case wf::FloatClass::kNormal:
        ++counts.normals;
        break;
      case wf::FloatClass::kInfinity:
        ++counts.infinities;
        break;
      case wf::FloatClass::kNan:
        ++counts.nans;
        break;
    }
  }
  return counts;
}

Walk::Walk(Format format, Overflow overflow) {
  const wf::Format d = Descriptor(format);
  sign_ = static_cast<std::uint32_t>(d.SignMask());
  nan_ = NanCode(false, format);
  const auto last = static_cast<std::uint32_t>(d.MaxFiniteCode());
  first_ = {0};
  for (std::uint32_t code = 0; code <= last; ++code) {
    const double low = Value(code, format);
    // Beyond the greatest number its own gap is repeated.
    const double high = low + wf::Decode(d, code).ulp;
    // A middle goes to the even code: up when the lower one is odd.
    first_.push_back(FloatBits(low + (high - low) / 2) + (code % 2 == 0));
  }
  beyond_ = overflow == Overflow::kSaturate ? last
            : d.infinities ? static_cast<std::uint32_t>(d.InfinityCode())
                           : nan_;
}

std::uint32_t Walk::CodeOf(std::uint32_t bits) {
  const std::uint32_t magnitude = bits & 0x7fffffff;
  const std::uint32_t sign = bits >> 31 != 0 ? sign_ : 0;
  if (magnitude > 0x7f800000) return sign | nan_;
  if (magnitude < last_) at_ = 0;  // the second half: begin again
  last_ = magnitude;
  while (at_ + 1 < first_.size() && magnitude >= first_[at_ + 1]) ++at_;
  const bool over = at_ + 1 == first_.size();
  return sign | (over ? beyond_ : at_);
}

}  // namespace formats_lab::oracle
