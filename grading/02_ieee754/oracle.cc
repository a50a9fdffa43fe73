#include "grading/02_ieee754/oracle.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "common/formats/formats.h"

namespace ieee_lab::oracle {
namespace {

const wbm::formats::Format& Of(Format format) {
  switch (format) {
    case Format::kFloat16:
      return wbm::formats::kFloat16;
    case Format::kBfloat16:
      return wbm::formats::kBFloat16;
    case Format::kFloat32:
      break;
  }
  return wbm::formats::kFloat32;
}

std::uint32_t WithoutSign(Code code) {
  return code.bits & (code.format == Format::kFloat32 ? 0x7FFFFFFFu : 0x7FFFu);
}

}  // namespace

double Value(Code code) {
  switch (code.format) {
    case Format::kFloat32:
      return std::bit_cast<float>(code.bits);
    case Format::kBfloat16:  // a float32 without its last 16 bits
      return std::bit_cast<float>(code.bits << 16);
    case Format::kFloat16:
      break;
  }
  return wbm::formats::ToDouble(wbm::formats::kFloat16, code.bits);
}

double LeastNormal(Format format) {
  return format == Format::kFloat16 ? 0x1p-14 : 0x1p-126;
}

Kind KindOf(Code code) {
  const double value = std::abs(Value(code));
  if (std::isnan(value)) return Kind::kNan;
  if (std::isinf(value)) return Kind::kInfinity;
  if (value == 0) return Kind::kZero;
  return value < LeastNormal(code.format) ? Kind::kSubnormal : Kind::kNormal;
}

ieee_lab::Decoded Decoded(Code code) {
  ieee_lab::Decoded decoded{.kind = KindOf(code), .value = Value(code)};
  if (decoded.kind != Kind::kNormal && decoded.kind != Kind::kSubnormal) {
    return decoded;
  }
  const double size =
      std::max(std::abs(decoded.value), LeastNormal(code.format));
  std::frexp(size, &decoded.exponent);
  --decoded.exponent;  // frexp's fraction is in [1/2, 1)
  decoded.significand = std::abs(decoded.value) / std::exp2(decoded.exponent);
  return decoded;
}

double Gap(Code code) {
  const std::uint32_t magnitude = WithoutSign(code);
  const double here = Value({magnitude, code.format});
  if (!std::isfinite(here)) return std::numeric_limits<double>::quiet_NaN();
  const double above = Value({magnitude + 1, code.format});
  if (std::isfinite(above)) return above - here;
  return here - Value({magnitude - 1, code.format});
}

std::vector<std::uint32_t> Ascending(Format format) {
  std::vector<std::uint32_t> codes;
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    if (!std::isnan(Value({bits, format}))) codes.push_back(bits);
  }
  std::sort(codes.begin(), codes.end(), [&](std::uint32_t a, std::uint32_t b) {
    const double x = Value({a, format}), y = Value({b, format});
    if (x != y) return x < y;
    return std::signbit(x) && !std::signbit(y);
  });
  return codes;
}

std::uint32_t Nearest(double value, Format format) {
  return static_cast<std::uint32_t>(
      wbm::formats::Encode(Of(format), wbm::formats::Exactly(value)));
}

}  // namespace ieee_lab::oracle
