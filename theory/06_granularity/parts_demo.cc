// Who shares a scale: a row of eight weights with one large one.

#include <cmath>
#include <cstdio>
#include <vector>

#include "common/quant/granularity.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::DequantizeMatrix;
using wbm::quant::Grouping;
using wbm::quant::kSymmetricInt4;
using wbm::quant::kSymmetricInt8;
using wbm::quant::MatrixShape;
using wbm::quant::PartCount;
using wbm::quant::PartOf;
using wbm::quant::QuantizedMatrix;
using wbm::quant::QuantizeMatrix;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

struct Way {
  const char* name;
  Grouping grouping;
};

const Way kWays[] = {{"per tensor", Grouping::PerTensor()},
                     {"per channel", Grouping::PerChannel()},
                     {"per group of 4", Grouping::PerGroup(4)}};

void PrintRow(const char* name, const std::vector<float>& row) {
  std::printf("%-15s", name);
  for (const float value : row) std::printf(" %6.2f", value);
  std::printf("\n");
}

// Two rows of eight on int4: what comes back, for each way to share.
void PrintSmall() {
  // [region small]
  const MatrixShape shape{2, 8};
  const std::vector<float> w = {
      0.10f, -0.20f, 0.30f, 0.40f, -7.00f, 0.50f, 0.60f, -0.70f,
      0.01f, -0.02f, 0.03f, 0.04f, -0.05f, 0.06f, 0.07f, -0.04f};
  // [/region]
  Part("small");
  PrintRow("weights, row 0", {w.begin(), w.begin() + 8});
  PrintRow("weights, row 1", {w.begin() + 8, w.end()});
  for (const Way& way : kWays) {
    // [region quantize]
    const QuantizedMatrix q =
        QuantizeMatrix(w, shape, way.grouping, kSymmetricInt4);
    const std::vector<float> back = DequantizeMatrix(q);
    // [/region]
    std::printf("\n%s, scales:", way.name);
    for (const auto& part : q.params) std::printf(" %.4f", part.scale);
    std::printf("\n");
    PrintRow("row 0", {back.begin(), back.begin() + 8});
    PrintRow("row 1", {back.begin() + 8, back.end()});
  }
  const auto tensor = DequantizeMatrix(
      QuantizeMatrix(w, shape, kWays[0].grouping, kSymmetricInt4));
  bool all_zero = true;
  for (size_t i = 8; i < 16; ++i)
    all_zero = all_zero && tensor[i] == 0.0f;
  Holds(all_zero, "per tensor the second row is lost");
}

// Which scale an element uses: rows of ten, groups of four.
void PrintPlaces() {
  const MatrixShape shape{2, 10};
  Part("places");
  for (std::size_t row = 0; row < shape.rows; ++row) {
    for (std::size_t col = 0; col < shape.cols; ++col) {
      std::printf("%zu ",
                  PartOf(row, col, shape, Grouping::PerGroup(4)));
    }
    std::printf("\n");
  }
  Holds(PartOf(1, 0, shape, Grouping::PerGroup(4)) == 3,
        "a new row opens a new group");
}

void PrintCounts() {
  const MatrixShape shape{8, 256};
  const std::vector<float> w(shape.size(), 1.0f);
  const Way ways[] = {{"per tensor", Grouping::PerTensor()},
                      {"per channel", Grouping::PerChannel()},
                      {"per group of 64", Grouping::PerGroup(64)},
                      {"per group of 32", Grouping::PerGroup(32)},
                      {"per group of 16", Grouping::PerGroup(16)}};
  Part("counts");
  std::printf(
      "shares a scale\tscales\tint8, float32 scales"
      "\tint4, float16 scales\n");
  for (const Way& way : ways) {
    const auto eight =
        QuantizeMatrix(w, shape, way.grouping, kSymmetricInt8);
    const auto four =
        QuantizeMatrix(w, shape, way.grouping, kSymmetricInt4);
    std::printf("%s\t%zu\t%.3f\t%.3f\n", way.name,
                PartCount(shape, way.grouping), eight.BitsPerWeight(32),
                four.BitsPerWeight(16));
  }
}

}  // namespace

int main() {
  PrintSmall();
  PrintPlaces();
  PrintCounts();
}
