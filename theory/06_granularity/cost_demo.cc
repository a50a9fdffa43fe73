// What finer scales buy: a matrix with a large and a small channel.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "common/plot/figure.h"
#include "common/quant/distortion.h"
#include "common/quant/granularity.h"
#include "common/random/random_state.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace plot = wbm::plot;
using wbm::quant::DequantizeMatrix;
using wbm::quant::Grouping;
using wbm::quant::kSymmetricInt8;
using wbm::quant::MatrixShape;
using wbm::quant::MeanSquaredError;
using wbm::quant::QuantizeMatrix;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

constexpr MatrixShape kShape{8, 256};
constexpr std::size_t kGroup = 64;

// [region matrix]
// Eight channels; channel 0 ten times larger, channel 1 a hundred times
// smaller than the others.
std::vector<float> UnevenMatrix() {
  std::vector<float> w;
  wbm::random::RandomState rng(42);
  for (const double value : rng.Randn(kShape.rows * kShape.cols)) {
    w.push_back(static_cast<float>(value));
  }
  for (std::size_t i = 0; i < kShape.cols; ++i) {
    w[i] *= 10.0f;
    w[kShape.cols + i] *= 0.01f;
  }
  return w;
}
// [/region]

// [region channel_mse]
std::vector<double> ChannelMse(const std::vector<float>& w,
                               Grouping grouping) {
  const std::vector<float> back = DequantizeMatrix(
      QuantizeMatrix(w, kShape, grouping, kSymmetricInt8));
  std::vector<double> mse;
  for (std::size_t row = 0; row < kShape.rows; ++row) {
    const std::size_t from = row * kShape.cols;
    mse.push_back(
        MeanSquaredError(std::span(w).subspan(from, kShape.cols),
                         std::span(back).subspan(from, kShape.cols)));
  }
  return mse;
}
// [/region]

double Mean(const std::vector<double>& x) {
  double sum = 0;
  for (const double value : x) sum += value;
  return sum / static_cast<double>(x.size());
}

struct Table {
  std::vector<double> tensor, channel, group;
};

Table MakeTable() {
  const std::vector<float> w = UnevenMatrix();
  return {ChannelMse(w, Grouping::PerTensor()),
          ChannelMse(w, Grouping::PerChannel()),
          ChannelMse(w, Grouping::PerGroup(kGroup))};
}

void PrintTable(const Table& t) {
  Part("channels");
  std::printf("channel\tper tensor\tper channel\tper group of %zu\n",
              kGroup);
  for (std::size_t row = 0; row < kShape.rows; ++row) {
    std::printf("%zu\t%.3e\t%.3e\t%.3e\n", row, t.tensor[row],
                t.channel[row], t.group[row]);
  }
  std::printf("mean\t%.3e\t%.3e\t%.3e\n", Mean(t.tensor),
              Mean(t.channel), Mean(t.group));
}

void RecordTable(const Table& t) {
  Value("cost.cols", kShape.cols);
  Value("cost.group", kGroup);
  Value("cost.total_channel", Mean(t.tensor) / Mean(t.channel));
  Value("cost.channel0", t.tensor[0] / t.channel[0]);
  Value("cost.channel1", t.tensor[1] / t.channel[1]);
  Value("cost.channel2", t.tensor[2] / t.channel[2]);
  Value("cost.share0", t.channel[0] / 8 / Mean(t.channel));
  Value("cost.channel5_worse", t.group[5] / t.channel[5] - 1);
  int worse = 0;
  for (std::size_t row = 0; row < kShape.rows; ++row) {
    worse += t.group[row] > t.channel[row] ? 1 : 0;
  }
  Holds(worse == 1 && t.group[5] > t.channel[5],
        "groups hurt channel 5 only");

  const std::vector<float> w = UnevenMatrix();
  const std::vector<float> back = DequantizeMatrix(
      QuantizeMatrix(w, kShape, Grouping::PerTensor(), kSymmetricInt8));
  const auto row1 = std::span(back).subspan(kShape.cols, kShape.cols);
  Holds(std::all_of(row1.begin(), row1.end(),
                    [](float v) { return v == 0; }),
        "per tensor every weight of channel 1 becomes zero");
}

// How many of 200 channels a finer ruler makes worse.
void PrintLuck() {
  wbm::random::RandomState rng(7);
  int worse = 0;
  constexpr int kChannels = 200;
  for (int c = 0; c < kChannels; ++c) {
    std::vector<float> w;
    for (const double v : rng.Randn(256))
      w.push_back(static_cast<float>(v));
    const MatrixShape row{1, 256};
    const auto back = [&](Grouping g) {
      return DequantizeMatrix(
          QuantizeMatrix(w, row, g, kSymmetricInt8));
    };
    worse += MeanSquaredError(w, back(Grouping::PerGroup(kGroup))) >
                     MeanSquaredError(w, back(Grouping::PerChannel()))
                 ? 1
                 : 0;
  }
  Part("luck");
  std::printf("of %d channels, worse with groups of %zu: %d\n",
              kChannels, kGroup, worse);
  Value("cost.channels", kChannels);
  Value("cost.worse", worse);
}

void DrawChannels(const Table& t) {
  plot::Panel panel;
  panel.x = {"channel", plot::kUnitless};
  panel.x.min = -0.5;
  panel.x.max = 7.5;
  panel.y = {"mean squared error", plot::kUnitless,
             plot::Scale::kLog10};
  const std::vector<double> channel = {0, 1, 2, 3, 4, 5, 6, 7};
  panel.series = {plot::Points("per tensor", channel, t.tensor),
                  plot::Points("per channel", channel, t.channel),
                  plot::Points("per group of " + std::to_string(kGroup),
                               channel, t.group)};
  plot::Figure figure;
  figure.title = "The error of eight channels in int8";
  figure.takeaway =
      "One scale for all makes everyone pay for channel 0; one "
      "each lets channel 1 live.";
  figure.alt_text =
      "Mean squared error, logarithmic, of eight channels. With one "
      "scale for "
      "the tensor all ordinary channels have the error of channel 0, "
      "near "
      "0.008. With a scale a channel they drop two hundredfold, the "
      "small "
      "channel 1 by more than four powers of ten, and channel 0 not at "
      "all. "
      "Groups of 64 are a little lower, except at channel 5.";
  figure.panels = {panel};
  wbm::theory::DrawFigure(figure, "channels");
}

}  // namespace

int main() {
  const Table table = MakeTable();
  PrintTable(table);
  RecordTable(table);
  PrintLuck();
  DrawChannels(table);
}
