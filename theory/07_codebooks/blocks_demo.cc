// One scale a block: four-bit formats on a bell, and on a bell with
// outliers.

#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/decode.h"
#include "common/quant/distortion.h"
#include "common/quant/granularity.h"
#include "common/quant/mx.h"
#include "common/quant/normal_distribution.h"
#include "common/quant/normal_float.h"
#include "common/quant/nvfp4.h"
#include "common/random/random_state.h"
#include "theory/weave/record.h"

namespace {

using wbm::quant::DequantizeMatrix;
using wbm::quant::DequantizeNf4;
using wbm::quant::DequantizeNvfp4;
using wbm::quant::Grouping;
using wbm::quant::kSymmetricInt4;
using wbm::quant::MxBlock;
using wbm::quant::MxElement;
using wbm::quant::MxQuantize;
using wbm::quant::QuantizeMatrix;
using wbm::quant::QuantizeNf4;
using wbm::quant::QuantizeNvfp4;
using wbm::quant::SqnrDb;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr size_t kCount = 65536;

using Tensor = std::vector<float>;

Tensor Bell() {
  wbm::random::RandomState rng(42);
  Tensor x;
  for (const double v : rng.Randn(kCount))
    x.push_back(static_cast<float>(v));
  return x;
}

// One weight of a thousand twenty times larger.
Tensor WithOutliers() {
  Tensor x = Bell();
  for (size_t i = 500; i < x.size(); i += 1000) x[i] *= 20;
  return x;
}

constexpr size_t kBlock = 64;

// What comes back, and the bits a weight that it was stored in.
struct Stored {
  Tensor back;
  double bits;
};

double BitsEach(const Tensor& x, double bits) {
  return bits / static_cast<double>(x.size());
}

Stored Int4(const Tensor& x, size_t block) {
  const auto q = QuantizeMatrix(
      x, {1, x.size()}, Grouping::PerGroup(block), kSymmetricInt4);
  return {DequantizeMatrix(q), q.BitsPerWeight(/*scale_bits=*/32)};
}

// Two codes a byte, and a float for each block.
Stored Nf4(const Tensor& x, size_t block) {
  const auto q = QuantizeNf4(x, block);
  const size_t bytes =
      (q.codes.size() + 1) / 2 + q.absmax.size() * sizeof(q.absmax[0]);
  return {DequantizeNf4(q),
          BitsEach(x, 8.0 * static_cast<double>(bytes))};
}

Stored Nvfp4(const Tensor& x) {
  const auto q = QuantizeNvfp4(x);
  const size_t bytes =
      q.blocks.size() * sizeof(q.blocks[0]) + sizeof(q.encode_scale);
  return {DequantizeNvfp4(q),
          BitsEach(x, 8.0 * static_cast<double>(bytes))};
}

// [region mx]
Tensor Mxfp4(const Tensor& x) {
  constexpr MxElement kElement = MxElement::kFloat4E2M1Fn;
  const std::vector<MxBlock<kElement>> blocks = MxQuantize<kElement>(x);
  Tensor back(x.size());
  MxDequantize<kElement>(blocks, back);
  return back;
}
// [/region]

Stored Mx(const Tensor& x) {
  using Block = MxBlock<MxElement::kFloat4E2M1Fn>;
  return {Mxfp4(x), 8.0 * sizeof(Block) / wbm::quant::kMxBlockSize};
}

void PrintElements() {
  Part("elements");
  std::printf("float4_e2m1fn:");
  for (unsigned code = 0; code < 8; ++code) {
    std::printf(" %g", wbm::formats::ToDouble(
                           wbm::formats::kFloat4E2M1Fn, code));
  }
  std::printf(", and their negatives\n");
}

struct Row {
  const char* name;
  const char* key;
  Stored bell, outliers;
};

void PrintTable() {
  const Tensor a = Bell();
  const Tensor b = WithOutliers();
  const std::vector<Row> rows = {
      {"int4, one scale", "int4_all", Int4(a, kCount), Int4(b, kCount)},
      {"NF4, one scale", "nf4_all", Nf4(a, kCount), Nf4(b, kCount)},
      {"int4, blocks of 64", "int4", Int4(a, kBlock), Int4(b, kBlock)},
      {"NF4, blocks of 64", "nf4", Nf4(a, kBlock), Nf4(b, kBlock)},
      {"MXFP4, blocks of 32", "mx", Mx(a), Mx(b)},
      {"NVFP4, blocks of 16", "nv", Nvfp4(a), Nvfp4(b)}};
  static_assert(wbm::quant::kMxBlockSize == 32 &&
                wbm::quant::kNvfp4BlockSize == 16 && kBlock == 64);
  Part("formats");
  std::printf("format\tbits a weight\tbell, dB\twith outliers, dB\n");
  std::map<std::string, double> db;
  for (const Row& row : rows) {
    const double bell = SqnrDb(a, row.bell.back);
    const double outliers = SqnrDb(b, row.outliers.back);
    std::printf("%s\t%.2f\t%.1f\t%.1f\n", row.name, row.bell.bits, bell,
                outliers);
    Value(std::string("blocks.") + row.key + "_bits", row.bell.bits);
    db[row.key] = bell;
    db[std::string(row.key) + "_outliers"] = outliers;
  }
  Holds(db["nf4"] - db["int4"] > 1 && db["nf4"] - db["int4"] < 3,
        "on a bell the choice of levels is worth a decibel or two");
  Holds(db["nf4_outliers"] - db["nf4_all_outliers"] > 10,
        "with outliers the choice of blocks is worth far more");
  Value("blocks.levels_gain", db["nf4"] - db["int4"]);
  Value("blocks.levels_gain_outliers",
        db["nf4_outliers"] - db["int4_outliers"]);
  Value("blocks.blocks_gain_outliers",
        db["nf4_outliers"] - db["nf4_all_outliers"]);
}

// How far blocks pull the levels of NF4 apart, beside equal
// probability.
void PrintStretch() {
  const Tensor x = Bell();
  const auto tensor = QuantizeNf4(x, kBlock);
  double mean = 0;
  for (const float largest : tensor.absmax) {
    mean += static_cast<double>(largest) /
            static_cast<double>(tensor.absmax.size());
  }
  // NF4's outermost level is this quantile, midway between those of
  // sixteen and of fifteen equal probabilities.
  const double outermost =
      wbm::quant::NormalQuantile(1 - (1.0 / 32 + 1.0 / 30) / 2);
  Part("stretch");
  std::printf("largest of 64: %.2f deviations on average\n", mean);
  std::printf("outermost quantile: %.2f; stretch %.2f\n", outermost,
              mean / outermost);
  Value("blocks.largest", mean);
  Value("blocks.outermost", outermost);
  Value("blocks.stretch", mean / outermost);
  Value("blocks.size", static_cast<double>(tensor.block_size));
  Value("blocks.mx_size", wbm::quant::kMxBlockSize);
}

// What became of the 99.9 % that are no outliers.
void PrintOrdinary() {
  const Tensor b = WithOutliers();
  const auto ordinary_db = [&](const Tensor& back) {
    Tensor x, y;
    for (size_t i = 0; i < b.size(); ++i) {
      if (i >= 500 && (i - 500) % 1000 == 0) continue;
      x.push_back(b[i]);
      y.push_back(back[i]);
    }
    return SqnrDb(x, y);
  };
  Part("ordinary");
  std::printf("format\tSQNR of the ordinary weights, dB\n");
  const double one = ordinary_db(Nf4(b, kCount).back);
  const double block = ordinary_db(Nf4(b, kBlock).back);
  const double mx = ordinary_db(Mxfp4(b));
  const double nv = ordinary_db(Nvfp4(b).back);
  std::printf("NF4, one scale\t%.1f\n", one);
  std::printf("NF4, blocks of 64\t%.1f\n", block);
  std::printf("MXFP4, blocks of 32\t%.1f\n", mx);
  std::printf("NVFP4, blocks of 16\t%.1f\n", nv);
  Value("blocks.ordinary_one", one);
  Value("blocks.ordinary_block", block);
  Holds(block > one + 5, "blocks shield the ordinary weights");
}

}  // namespace

int main() {
  PrintElements();
  PrintTable();
  PrintOrdinary();
  PrintStretch();
}
