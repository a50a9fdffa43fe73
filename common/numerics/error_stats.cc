#include "common/numerics/error_stats.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "common/numerics/compensated_sum.h"

namespace wbm::numerics {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

template <typename T>
double AbsoluteError(T x, T y) {
  if (x == y) return 0;  // also inf and inf, whose difference is NaN
  return std::fabs(static_cast<double>(x) - static_cast<double>(y));
}

template <typename T>
double RelativeError(T x, T y) {
  const double error = AbsoluteError(x, y);
  if (error == 0 || std::isinf(error)) return error;
  return error / std::fabs(static_cast<double>(x));
}

// max() that does not lose a NaN.
double MaxOrNan(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return kNan;
  return std::max(a, b);
}

template <typename T>
double MeanAbsolute(std::span<const T> x, std::span<const T> y) {
  if (x.size() != y.size()) return kNan;
  if (x.empty()) return 0;
  CompensatedSum sum;
  for (size_t i = 0; i < x.size(); ++i) sum.Add(AbsoluteError(x[i], y[i]));
  return sum.Total() / static_cast<double>(x.size());
}

template <typename T>
double MaxAbsolute(std::span<const T> x, std::span<const T> y) {
  if (x.size() != y.size()) return kNan;
  double max = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    max = MaxOrNan(max, AbsoluteError(x[i], y[i]));
  }
  return max;
}

double Median(std::vector<double>& values) {
  if (values.empty()) return 0;
  const auto middle =
      values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  const double below = *std::max_element(values.begin(), middle);
  return below + (*middle - below) / 2;
}

template <typename T>
MaskedRelativeError Relative(std::span<const T> x, std::span<const T> y,
                             double threshold) {
  MaskedRelativeError result;
  if (x.size() != y.size()) return {kNan, kNan, kNan, 0, 0};
  std::vector<double> errors;
  CompensatedSum sum;
  for (size_t i = 0; i < x.size(); ++i) {
    if (std::fabs(static_cast<double>(x[i])) <= threshold) continue;
    errors.push_back(RelativeError(x[i], y[i]));
    sum.Add(errors.back());
    result.max = MaxOrNan(result.max, errors.back());
  }
  result.counted = static_cast<int64_t>(errors.size());
  result.masked = static_cast<int64_t>(x.size() - errors.size());
  if (errors.empty()) return result;
  result.mean = sum.Total() / static_cast<double>(errors.size());
  result.median = std::isnan(result.max) ? kNan : Median(errors);
  return result;
}

// sum of squares = sum * 4^exponent, with the largest value scaled to [1, 2)
// so that no square overflows or vanishes.
struct SquaredNorm {
  double sum = 0;
  int exponent = 0;
};

template <typename Value>  // double Value(size_t i)
SquaredNorm SquareAndSum(size_t count, Value&& value) {
  double max = 0;
  for (size_t i = 0; i < count; ++i) max = MaxOrNan(max, std::fabs(value(i)));
  if (max == 0 || !std::isfinite(max)) return {max, 0};
  const int exponent = std::ilogb(max);
  CompensatedSum sum;
  for (size_t i = 0; i < count; ++i) {
    const double scaled = std::scalbn(value(i), -exponent);
    sum.Add(scaled * scaled);
  }
  return {sum.Total(), exponent};
}

template <typename T>
SquaredNorm NormOf(std::span<const T> x) {
  return SquareAndSum(x.size(),
                      [&](size_t i) { return static_cast<double>(x[i]); });
}

template <typename T>
SquaredNorm NormOfError(std::span<const T> x, std::span<const T> y) {
  return SquareAndSum(x.size(),
                      [&](size_t i) { return AbsoluteError(x[i], y[i]); });
}

template <typename T>
double Cosine(std::span<const T> x, std::span<const T> y) {
  if (x.size() != y.size()) return kNan;
  const SquaredNorm a = NormOf(x), b = NormOf(y);
  if (!std::isfinite(a.sum) || !std::isfinite(b.sum)) return kNan;
  if (a.sum == 0 && b.sum == 0) return 1;
  if (a.sum == 0 || b.sum == 0) return 0;
  CompensatedSum dot;
  for (size_t i = 0; i < x.size(); ++i) {
    dot.Add(std::scalbn(static_cast<double>(x[i]), -a.exponent) *
            std::scalbn(static_cast<double>(y[i]), -b.exponent));
  }
  const double cosine = dot.Total() / std::sqrt(a.sum) / std::sqrt(b.sum);
  return std::clamp(cosine, -1.0, 1.0);
}

template <typename T>
double Sqnr(std::span<const T> x, std::span<const T> y) {
  if (x.size() != y.size()) return kNan;
  const SquaredNorm signal = NormOf(x), noise = NormOfError(x, y);
  if (std::isnan(signal.sum) || std::isnan(noise.sum)) return kNan;
  if (noise.sum == 0) return kInf;
  if (std::isinf(signal.sum) && std::isinf(noise.sum)) return kNan;
  return 10 * (std::log10(signal.sum) - std::log10(noise.sum)) +
         20 * std::log10(2.0) * (signal.exponent - noise.exponent);
}

template <typename T>
double Normwise(std::span<const T> x, std::span<const T> y) {
  if (x.size() != y.size()) return kNan;
  const SquaredNorm signal = NormOf(x), noise = NormOfError(x, y);
  if (std::isnan(signal.sum) || std::isnan(noise.sum)) return kNan;
  if (noise.sum == 0) return 0;
  if (signal.sum == 0) return kInf;
  return std::scalbn(std::sqrt(noise.sum) / std::sqrt(signal.sum),
                     noise.exponent - signal.exponent);
}

template <typename T>
int64_t Unique8(std::span<const T> codes) {
  std::bitset<256> seen;
  for (T code : codes) seen.set(static_cast<uint8_t>(code));
  return static_cast<int64_t>(seen.count());
}

}  // namespace

double MeanAbsoluteError(std::span<const float> reference,
                         std::span<const float> approximation) {
  return MeanAbsolute(reference, approximation);
}
double MeanAbsoluteError(std::span<const double> reference,
                         std::span<const double> approximation) {
  return MeanAbsolute(reference, approximation);
}

double MaxAbsoluteError(std::span<const float> reference,
                        std::span<const float> approximation) {
  return MaxAbsolute(reference, approximation);
}
double MaxAbsoluteError(std::span<const double> reference,
                        std::span<const double> approximation) {
  return MaxAbsolute(reference, approximation);
}

MaskedRelativeError RelativeErrorWhere(std::span<const float> reference,
                                       std::span<const float> approximation,
                                       double threshold) {
  return Relative(reference, approximation, threshold);
}
MaskedRelativeError RelativeErrorWhere(std::span<const double> reference,
                                       std::span<const double> approximation,
                                       double threshold) {
  return Relative(reference, approximation, threshold);
}

double CosineSimilarity(std::span<const float> x, std::span<const float> y) {
  return Cosine(x, y);
}
double CosineSimilarity(std::span<const double> x, std::span<const double> y) {
  return Cosine(x, y);
}

double SqnrDb(std::span<const float> reference,
              std::span<const float> approximation) {
  return Sqnr(reference, approximation);
}
double SqnrDb(std::span<const double> reference,
              std::span<const double> approximation) {
  return Sqnr(reference, approximation);
}

double NormwiseRelativeError(std::span<const float> reference,
                             std::span<const float> approximation) {
  return Normwise(reference, approximation);
}
double NormwiseRelativeError(std::span<const double> reference,
                             std::span<const double> approximation) {
  return Normwise(reference, approximation);
}

int64_t UniqueCodes(std::span<const int8_t> codes) { return Unique8(codes); }
int64_t UniqueCodes(std::span<const uint8_t> codes) { return Unique8(codes); }
int64_t UniqueCodes(std::span<const int32_t> codes) {
  std::vector<int32_t> sorted(codes.begin(), codes.end());
  std::sort(sorted.begin(), sorted.end());
  return std::unique(sorted.begin(), sorted.end()) - sorted.begin();
}

}  // namespace wbm::numerics
