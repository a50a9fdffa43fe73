#include "labs/06_granularity/scales.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/lab/not_yet.h"

namespace granularity_lab {

// [solution 6.2 only]
namespace {

absl::Status Invalid(const std::string& what) {
  return absl::InvalidArgumentError(what);
}

absl::Status CheckShape(std::size_t count, Shape shape) {
  if (shape.rows < 1 || shape.cols < 1) return Invalid("an empty shape");
  const std::int64_t wanted = std::int64_t{shape.rows} * shape.cols;
  if (static_cast<std::int64_t>(count) == wanted) return absl::OkStatus();
  return Invalid(
      absl::StrCat(count, " elements for ", shape.rows, " x ", shape.cols));
}

absl::Status CheckMatrix(std::size_t count, Shape shape, Sharing sharing) {
  if (sharing.share == Share::kGroup && sharing.group_size < 1) {
    return Invalid(absl::StrCat("groups of ", sharing.group_size));
  }
  return CheckShape(count, shape);
}

absl::Status CheckScaleCount(std::size_t count, Shape shape, Sharing sharing) {
  if (static_cast<std::int64_t>(count) == ScaleCount(shape, sharing)) {
    return absl::OkStatus();
  }
  return Invalid(absl::StrCat(count, " scales"));
}

absl::Status CheckMaxCode(std::int32_t max_code) {
  if (max_code >= 1 && max_code <= 127) return absl::OkStatus();
  return Invalid(absl::StrCat("max_code is ", max_code));
}

template <class T>
absl::Status CheckFinite(std::span<const T> x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i])) return Invalid(absl::StrCat("[", i, "]: ", x[i]));
  }
  return absl::OkStatus();
}

// Calls visit(element, scale) for the whole matrix.
template <class Visit>
void ForEachElement(Shape shape, Sharing sharing, Visit visit) {
  std::size_t element = 0;
  for (std::int32_t row = 0; row < shape.rows; ++row) {
    for (std::int32_t col = 0; col < shape.cols; ++col, ++element) {
      const std::int64_t scale = ScaleIndex(row, col, shape, sharing);
      visit(element, static_cast<std::size_t>(scale));
    }
  }
}

}  // namespace
// [/solution]

std::int64_t ScaleCount(Shape shape, Sharing sharing) {
  // [solution 6.1]
  return ScaleIndex(shape.rows - 1, shape.cols - 1, shape, sharing) + 1;
  // [/solution]
}

std::int64_t ScaleIndex(std::int32_t row, std::int32_t col, Shape shape,
                        Sharing sharing) {
  // [solution 6.1]
  if (sharing.share == Share::kTensor) return 0;
  if (sharing.share == Share::kChannel) return row;
  const std::int64_t size = sharing.group_size;
  const std::int64_t groups_per_row = (shape.cols + size - 1) / size;
  return row * groups_per_row + col / size;
  // [/solution]
}

absl::StatusOr<std::vector<float>> ChooseScales(std::span<const float> w,
                                                Shape shape, Sharing sharing,
                                                std::int32_t max_code) {
  // [solution 6.2]
  absl::Status status = CheckMatrix(w.size(), shape, sharing);
  status.Update(CheckMaxCode(max_code));
  status.Update(CheckFinite(w));
  if (!status.ok()) return status;
  const std::int64_t count = ScaleCount(shape, sharing);
  std::vector<float> scales(static_cast<std::size_t>(count), 0.0f);
  ForEachElement(shape, sharing, [&](std::size_t i, std::size_t part) {
    scales[part] = std::max(scales[part], std::abs(w[i]));
  });
  for (float& scale : scales) {
    scale /= static_cast<float>(max_code);
    if (scale < std::numeric_limits<float>::min()) scale = 1;
  }
  return scales;
  // [/solution]
}

absl::StatusOr<std::vector<std::int8_t>> Quantize(std::span<const float> w,
                                                  Shape shape, Sharing sharing,
                                                  std::span<const float> scales,
                                                  std::int32_t max_code) {
  // [solution 6.3]
  absl::Status status = CheckMatrix(w.size(), shape, sharing);
  status.Update(CheckMaxCode(max_code));
  if (!status.ok()) return status;
  status = CheckScaleCount(scales.size(), shape, sharing);
  status.Update(CheckFinite(scales));
  for (float scale : scales) {
    if (scale <= 0) status.Update(Invalid("a scale is not positive"));
  }
  for (float value : w) {
    if (std::isnan(value)) status.Update(Invalid("w holds a NaN"));
  }
  if (!status.ok()) return status;
  const auto most = static_cast<float>(max_code);
  std::vector<std::int8_t> codes(w.size());
  ForEachElement(shape, sharing, [&](std::size_t i, std::size_t part) {
    const float steps = std::nearbyint(w[i] / scales[part]);
    codes[i] = static_cast<std::int8_t>(std::clamp(steps, -most, most));
  });
  return codes;
  // [/solution]
}

absl::StatusOr<std::vector<float>> Dequantize(
    std::span<const std::int8_t> codes, Shape shape, Sharing sharing,
    std::span<const float> scales) {
  // [solution 6.3]
  absl::Status status = CheckMatrix(codes.size(), shape, sharing);
  if (!status.ok()) return status;
  status = CheckScaleCount(scales.size(), shape, sharing);
  if (!status.ok()) return status;
  std::vector<float> values(codes.size());
  ForEachElement(shape, sharing, [&](std::size_t i, std::size_t part) {
    values[i] = static_cast<float>(codes[i]) * scales[part];
  });
  return values;
  // [/solution]
}

absl::StatusOr<std::vector<double>> MsePerChannel(std::span<const float> w,
                                                  std::span<const float> y,
                                                  Shape shape) {
  // [solution 6.4]
  absl::Status status = CheckShape(w.size(), shape);
  status.Update(CheckShape(y.size(), shape));
  status.Update(CheckFinite(w));
  status.Update(CheckFinite(y));
  if (!status.ok()) return status;
  const auto cols = static_cast<std::size_t>(shape.cols);
  std::vector<double> mse(static_cast<std::size_t>(shape.rows), 0.0);
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double error = static_cast<double>(w[i]) - static_cast<double>(y[i]);
    mse[i / cols] += error * error;
  }
  for (double& sum : mse) sum /= static_cast<double>(cols);
  return mse;
  // [/solution]
}

Storage StorageOf(Shape shape, Sharing sharing, std::int32_t code_bits,
                  std::int32_t scale_bits) {
  // [solution 6.4]
  const std::int64_t row_bits = std::int64_t{shape.cols} * code_bits;
  Storage storage;
  storage.code_bytes = shape.rows * ((row_bits + 7) / 8);
  storage.scale_bytes = ScaleCount(shape, sharing) * (scale_bits / 8);
  const auto bytes =
      static_cast<double>(storage.code_bytes + storage.scale_bytes);
  storage.bits_per_weight = 8 * bytes / shape.rows / shape.cols;
  return storage;
  // [/solution]
}

absl::StatusOr<std::vector<std::uint8_t>> PackInt4(
    std::span<const std::int8_t> codes, NibbleOrder order) {
  // [solution 6.5]
  std::vector<std::uint8_t> bytes((codes.size() + 1) / 2, 0);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] < -8 || codes[i] > 7) {
      return Invalid(absl::StrCat("codes[", i, "] is ", int{codes[i]}));
    }
    const bool high = (i % 2 == 1) == (order == NibbleOrder::kLowFirst);
    const unsigned nibble = static_cast<unsigned>(codes[i]) & 0xFu;
    bytes[i / 2] |= static_cast<std::uint8_t>(high ? nibble << 4 : nibble);
  }
  return bytes;
  // [/solution]
}

absl::StatusOr<std::vector<std::int8_t>> UnpackInt4(
    std::span<const std::uint8_t> bytes, std::int64_t count,
    NibbleOrder order) {
  // [solution 6.5]
  const auto given = static_cast<std::int64_t>(bytes.size());
  if (count < 0 || given != count / 2 + count % 2) {
    return Invalid(absl::StrCat(given, " bytes for ", count, " codes"));
  }
  std::vector<std::int8_t> codes(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool high = (i % 2 == 1) == (order == NibbleOrder::kLowFirst);
    const int nibble = high ? bytes[i / 2] >> 4 : bytes[i / 2] & 0xF;
    codes[i] = static_cast<std::int8_t>(nibble >= 8 ? nibble - 16 : nibble);
  }
  return codes;
  // [/solution]
}

absl::StatusOr<std::vector<float>> GemvW4A16(const PackedMatrix& w,
                                             std::span<const float> x) {
  // [solution 6.6]
  const Shape shape = w.shape;
  const bool even = shape.cols % 2 == 0 && w.group_size % 2 == 0;
  if (!even || w.group_size < 2) return Invalid("odd columns or groups");
  absl::Status status = CheckShape(2 * w.packed.size(), shape);
  if (!status.ok()) return status;
  const Sharing sharing{Share::kGroup, w.group_size};
  status = CheckScaleCount(w.scales.size(), shape, sharing);
  if (x.size() != static_cast<std::size_t>(shape.cols)) {
    status.Update(Invalid(absl::StrCat(x.size(), " activations")));
  }
  if (!status.ok()) return status;
  const absl::StatusOr<std::vector<std::int8_t>> codes = UnpackInt4(
      w.packed, std::int64_t{shape.rows} * shape.cols, NibbleOrder::kLowFirst);
  if (!codes.ok()) return codes.status();
  std::vector<float> y(static_cast<std::size_t>(shape.rows), 0.0f);
  ForEachElement(shape, sharing, [&](std::size_t i, std::size_t part) {
    const float weight = w.scales[part] * static_cast<float>((*codes)[i]);
    y[i / x.size()] += weight * x[i % x.size()];
  });
  return y;
  // [/solution]
}

absl::StatusOr<std::vector<double>> HadamardRotate(std::span<const double> x) {
  // [solution 6.7]
  const std::size_t n = x.size();
  if (n == 0 || (n & (n - 1)) != 0) {
    return Invalid(absl::StrCat(n, " is not a power of two"));
  }
  const absl::Status status = CheckFinite(x);
  if (!status.ok()) return status;
  std::vector<double> y(x.begin(), x.end());
  for (std::size_t half = 1; half < n; half *= 2) {
    for (std::size_t i = 0; i < n; ++i) {
      if ((i & half) != 0) continue;
      const double a = y[i], b = y[i + half];
      y[i] = a + b;
      y[i + half] = a - b;
    }
  }
  for (double& value : y) value /= std::sqrt(static_cast<double>(n));
  return y;
  // [/solution]
}

absl::StatusOr<std::vector<double>> RotatedRoundTrip(std::span<const double> w,
                                                     std::int32_t max_code) {
  // [solution 6.7]
  const absl::StatusOr<std::vector<double>> rotated = HadamardRotate(w);
  if (!rotated.ok()) return rotated.status();
  std::vector<float> v;
  for (double value : *rotated) v.push_back(static_cast<float>(value));
  const Shape row{1, static_cast<std::int32_t>(v.size())};
  const auto scales = ChooseScales(v, row, {}, max_code);
  if (!scales.ok()) return scales.status();
  const auto codes = Quantize(v, row, {}, *scales, max_code);
  if (!codes.ok()) return codes.status();
  const auto back = Dequantize(*codes, row, {}, *scales);
  if (!back.ok()) return back.status();
  return HadamardRotate(std::vector<double>(back->begin(), back->end()));
  // [/solution]
}

absl::StatusOr<SplitError> SplitMse(std::span<const double> w,
                                    std::span<const double> y,
                                    std::span<const std::int32_t> outliers) {
  // [solution 6.7]
  if (w.empty() || w.size() != y.size()) return Invalid("lengths");
  absl::Status status = CheckFinite(w);
  status.Update(CheckFinite(y));
  if (!status.ok()) return status;
  std::vector<bool> named(w.size(), false);
  for (std::int32_t i : outliers) {
    const auto index = static_cast<std::size_t>(i);
    if (i < 0 || index >= w.size() || named[index]) {
      return Invalid(absl::StrCat("outlier ", i));
    }
    named[index] = true;
  }
  SplitError sum;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double error = w[i] - y[i];
    (named[i] ? sum.outliers : sum.rest) += error * error;
  }
  const auto n = static_cast<double>(w.size());
  const auto k = static_cast<double>(outliers.size());
  return SplitError{k > 0 ? sum.outliers / k : 0,
                    k < n ? sum.rest / (n - k) : 0,
                    (sum.outliers + sum.rest) / n};
  // [/solution]
}

}  // namespace granularity_lab
