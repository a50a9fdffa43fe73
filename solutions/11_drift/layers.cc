#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/lab/not_yet.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

// [solution 11.3 only]
namespace {

using Floats = std::vector<float>;

absl::Status Bad(const std::string& message) {
  return absl::InvalidArgumentError(message);
}

bool IsWholeRows(std::size_t size, std::size_t row) {
  return row > 0 && size % row == 0;
}

// The sizes [rows, columns] of an array that is filled; {0, 0} of any other.
std::pair<std::size_t, std::size_t> MatrixSizes(const Array& array) {
  if (array.shape.size() != 2 || array.shape[0] < 1 || array.shape[1] < 1) {
    return {0, 0};
  }
  const auto rows = static_cast<std::size_t>(array.shape[0]);
  const auto columns = static_cast<std::size_t>(array.shape[1]);
  // A quotient, since the product of two hostile sizes may wrap around.
  const bool filled = array.values.size() % columns == 0 &&
                      array.values.size() / columns == rows;
  return filled ? std::pair(rows, columns)
                : std::pair<std::size_t, std::size_t>();
}

double Dot(std::span<const float> x, std::span<const float> y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += double{x[i]} * y[i];
  return sum;
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<float>> Linear(std::span<const float> x,
                                          const Array& weight,
                                          std::span<const float> bias) {
  // [solution 11.3]
  const auto [out, in] = MatrixSizes(weight);
  if (out == 0) return Bad("the weight is no filled matrix");
  if (!IsWholeRows(x.size(), in)) return Bad("x has not rows of the weight's");
  if (!bias.empty() && bias.size() != out) return Bad("a bias of wrong length");
  const std::span<const float> rows(weight.values);
  Floats y;
  y.reserve(x.size() / in * out);
  for (std::size_t i = 0; i < x.size(); i += in) {
    for (std::size_t o = 0; o < out; ++o) {
      const double sum = Dot(x.subspan(i, in), rows.subspan(o * in, in));
      y.push_back(static_cast<float>(bias.empty() ? sum : sum + bias[o]));
    }
  }
  return y;
  // [/solution]
}

// [solution 11.3 only]
namespace {

// One row of LayerNorm, in place.
void Normalise(std::span<float> row) {
  const auto count = static_cast<double>(row.size());
  double mean = 0;
  for (float value : row) mean += value;
  mean /= count;
  double variance = 0;
  for (float value : row) variance += (value - mean) * (value - mean);
  variance /= count;
  const double scale = 1 / std::sqrt(variance + 1e-5);
  for (float& value : row) value = static_cast<float>((value - mean) * scale);
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<float>> LayerNorm(std::span<const float> x,
                                             std::span<const float> gain,
                                             std::span<const float> bias) {
  // [solution 11.3]
  const std::size_t c = gain.size();
  if (!IsWholeRows(x.size(), c)) return Bad("x has not rows of the gain's");
  if (!bias.empty() && bias.size() != c) return Bad("a bias of wrong length");
  Floats y(x.begin(), x.end());
  for (std::size_t i = 0; i < y.size(); i += c) {
    const std::span<float> row = std::span(y).subspan(i, c);
    Normalise(row);
    for (std::size_t k = 0; k < c; ++k) {
      row[k] = row[k] * gain[k] + (bias.empty() ? 0.0f : bias[k]);
    }
  }
  return y;
  // [/solution]
}

float Gelu(float x) {
  // [solution 11.3]
  const double probability = std::erfc(-x / std::sqrt(2.0)) / 2;
  return static_cast<float>(x * probability);
  // [/solution]
}

// [solution 11.4 only]
namespace {

// In place: scores become probabilities.
void Softmax(std::vector<double>& scores) {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) {
    score = std::exp(score - largest);
    sum += score;
  }
  for (double& score : scores) score /= sum;
}

// One head's vectors within the rows of qkv.
class Head {
 public:
  Head(std::span<const float> qkv, std::size_t width, std::size_t size,
       std::size_t head)
      : qkv_(qkv), width_(width), size_(size), at_(head * size) {}

  std::span<const float> Query(std::size_t i) const { return Part(i, 0); }
  std::span<const float> Key(std::size_t i) const { return Part(i, 1); }
  std::span<const float> Value(std::size_t i) const { return Part(i, 2); }

 private:
  std::span<const float> Part(std::size_t i, std::size_t part) const {
    return qkv_.subspan((3 * i + part) * width_ + at_, size_);
  }

  std::span<const float> qkv_;
  std::size_t width_, size_, at_;
};

// What token i gathers: out has the head's size.
void Attend(const Head& head, std::size_t i, std::span<float> out) {
  const double scale = 1 / std::sqrt(static_cast<double>(out.size()));
  std::vector<double> p;
  for (std::size_t j = 0; j <= i; ++j) {
    p.push_back(Dot(head.Query(i), head.Key(j)) * scale);
  }
  Softmax(p);
  for (std::size_t k = 0; k < out.size(); ++k) {
    double sum = 0;
    for (std::size_t j = 0; j <= i; ++j) sum += p[j] * head.Value(j)[k];
    out[k] = static_cast<float>(sum);
  }
}

}  // namespace
// [/solution]

absl::StatusOr<std::vector<float>> CausalAttention(std::span<const float> qkv,
                                                   std::int64_t width,
                                                   std::int64_t heads) {
  // [solution 11.4]
  if (width < 1 || heads < 1 || width % heads != 0) {
    return Bad(absl::StrCat(heads, " heads do not divide ", width));
  }
  const auto c = static_cast<std::size_t>(width);
  const auto size = static_cast<std::size_t>(width / heads);
  // No product with width: a hostile one would wrap around.
  if (qkv.size() % 3 != 0 || !IsWholeRows(qkv.size() / 3, c)) {
    return Bad("qkv has not rows of 3 width");
  }
  Floats out(qkv.size() / 3);
  for (std::size_t i = 0; i < out.size() / c; ++i) {
    for (std::size_t at = 0; at < c; at += size) {
      Attend(Head(qkv, c, size, at / size), i,
             std::span(out).subspan(i * c + at, size));
    }
  }
  return out;
  // [/solution]
}

}  // namespace drift_lab
