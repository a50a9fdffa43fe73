// Is a byte enough? The rarest verb forms, and the same byte spent as a
// small float.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "common/formats/catalogue.h"
#include "common/formats/encode.h"
#include "common/numerics/error_stats.h"
#include "common/plot/figure.h"
#include "common/plot/series.h"
#include "common/quant/affine.h"
#include "theory/04_int8/round_trip.h"
#include "theory/04_int8/tensors.h"
#include "theory/weave/draw.h"
#include "theory/weave/record.h"

namespace {

namespace wf = wbm::formats;
namespace wn = wbm::numerics;
namespace wq = wbm::quant;
using int8_chapter::There;
using wbm::theory::Holds;
using wbm::theory::Value;

// [region largest]
float LargestMagnitude(std::span<const float> x) {
  float largest = 0;
  for (const float v : x) largest = std::max(largest, std::abs(v));
  return largest;
}
// [/region]

// [region fp8]
// The other way to spend a byte: E4M3 with a scale that puts the
// largest magnitude on 448.
std::vector<float> ThroughE4m3(std::span<const float> x) {
  const double scale = double{LargestMagnitude(x)} / 448;
  std::vector<float> back;
  for (const float v : x) {
    const std::uint64_t code =
        wf::Encode(wf::kFloat8E4M3Fn, wf::Exactly(double{v} / scale),
                   wf::SaturateFinite());
    back.push_back(static_cast<float>(
        wf::ToDouble(wf::kFloat8E4M3Fn, code) * scale));
  }
  return back;
}
// [/region]

void Row(const char* tensor, const char* byte, std::span<const float> x,
         std::span<const float> back) {
  int zeros = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    zeros += x[i] != 0 && back[i] == 0;
  }
  const wn::MaskedRelativeError e =
      wn::RelativeErrorWhere(x, back, 1e-8);
  const double sqnr = wn::SqnrDb(x, back);
  std::printf("%s\t%s\t%.1f\t%.2f %%\t%d\n", tensor, byte, sqnr,
              100 * e.median, zeros);
  const std::string key = std::string("byte.") + tensor + "." + byte;
  Value(key + ".sqnr", sqnr);
  Value(key + ".median", e.median);
  Value(key + ".zeros", zeros);
}

void IntegersAgainstFloats(const int8_chapter::Tensors& t) {
  std::printf(
      "tensor\tbyte\tSQNR, dB\tmedian relative error\tmade zero\n");
  for (const auto& [name, x] :
       {std::pair<const char*, const std::vector<float>&>{"probs",
                                                          t.probs},
        {"hidden", t.hidden}}) {
    Row(name, "symmetric", x, There(x, wq::kSymmetricInt8).back);
    Row(name, "asymmetric", x, There(x, wq::kAsymmetricInt8).back);
    Row(name, "e4m3", x, ThroughE4m3(x));
  }
  const auto typical = [](std::span<const float> x,
                          std::span<const float> back) {
    return wn::RelativeErrorWhere(x, back, 1e-8).median;
  };
  const auto int8 = [](std::span<const float> x) {
    return There(x, wq::kSymmetricInt8).back;
  };
  Holds(wn::SqnrDb(t.hidden, int8(t.hidden)) >
            wn::SqnrDb(t.hidden, ThroughE4m3(t.hidden)) + 10,
        "int8 wins by ten decibels for the activations");
  Holds(typical(t.probs, int8(t.probs)) >
            4 * typical(t.probs, ThroughE4m3(t.probs)),
        "the typical form is four times as accurate from E4M3");
}

void Tail(const std::vector<float>& probs) {
  const int8_chapter::RoundTrip trip = There(probs, wq::kSymmetricInt8);
  const float small = 0.001f;
  const std::int32_t code = wq::QuantizeValue(small, trip.ruler);
  const float back = wq::DequantizeValue(code, trip.ruler);
  Value("tail.largest", double{LargestMagnitude(probs)});
  Value("tail.scale", double{trip.ruler.scale});
  Value("tail.code", code);
  Value("tail.relative", std::abs(double{back} - 0.001) / 0.001);
  Value("tail.zeros", static_cast<double>(std::count(
                          trip.back.begin(), trip.back.end(), 0.0f)));
  // The guess of a largest probability of one half.
  Value("guess.step", 0.5 / HighestCode(wq::kSymmetricInt8));
}

// After divided by before, the most likely form first.
std::vector<double> Quotients(std::span<const float> before,
                              std::span<const float> after) {
  std::vector<std::size_t> order(before.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return before[a] > before[b];
  });
  std::vector<double> quotients;
  for (const std::size_t i : order) {
    quotients.push_back(double{after[i]} / double{before[i]});
  }
  return quotients;
}

void Ranks(const std::vector<float>& probs) {
  namespace plot = wbm::plot;
  std::vector<double> rank(probs.size());
  std::iota(rank.begin(), rank.end(), 1.0);
  plot::Figure figure;
  figure.title = "What is left of 600 probabilities";
  figure.takeaway =
      "int8 keeps the likely forms and loses the rare ones; E4M3 "
      "treats all "
      "alike.";
  figure.alt_text =
      "Probability after the round trip divided by the probability "
      "before, "
      "against rank. int8 hugs 1 for the first hundred forms, then "
      "swings in "
      "ever wider saw teeth, reaches almost 2 near rank 500 and is 0 "
      "for the "
      "last forms. E4M3 stays in a narrow band around 1 throughout.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"rank of the verb form", plot::kUnitless};
  panel.y = {"after divided by before", plot::kUnitless};
  panel.series = {
      plot::Steps(
          "int8, symmetric", rank,
          Quotients(probs, There(probs, wq::kSymmetricInt8).back)),
      plot::Steps("E4M3, scaled", rank,
                  Quotients(probs, ThroughE4m3(probs)))};
  panel.lines = {plot::HorizontalLine(1, "nothing lost")};
  wbm::theory::DrawFigure(figure, "ranks");
}

// Worst relative error in each binade, for numbers of which the largest
// is 1.
template <typename Trip>
wbm::plot::Series WorstError(const char* name, const Trip& trip) {
  constexpr int kSamples = 1024;
  std::vector<double> x;
  std::vector<double> y;
  for (int binade = -20; binade < 0; ++binade) {
    double worst = 0;
    for (int i = 0; i < kSamples; ++i) {
      const double at = std::exp2(binade) * (1 + (i + 0.5) / kSamples);
      worst = std::max(worst, std::abs(trip(at) / at - 1));
    }
    x.push_back(std::exp2(binade));
    y.push_back(worst);
  }
  x.push_back(1);
  y.push_back(y.back());
  return wbm::plot::Steps(name, x, y);
}

void TwoBytes() {
  namespace plot = wbm::plot;
  const wq::AffineParams ruler =
      wq::ChooseAffine(wq::Range{-1, 1}, wq::kSymmetricInt8);
  plot::Figure figure;
  figure.title = "Two ways to spend a byte";
  figure.takeaway =
      "int8 is finer near the largest number, E4M3 further down; they "
      "meet "
      "about four binades below it.";
  figure.alt_text =
      "Worst relative error in each binade, the magnitude as a part of "
      "the "
      "largest; both axes logarithmic. int8 is a flight of stairs that "
      "starts "
      "near 2^-7 at the right end and doubles with each binade to the "
      "left "
      "until it reaches 1. E4M3 is flat at about 2^-4, and rises only "
      "at the "
      "left "
      "where its numbers are subnormal. The two cross near 2^-4.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"magnitude, as a part of the largest", plot::kUnitless,
             plot::Scale::kLog2};
  panel.y = {"worst relative error in a binade", plot::kUnitless,
             plot::Scale::kLog2};
  panel.y.max = 2;
  panel.series = {WorstError("int8, symmetric",
                             [&](double at) {
                               const auto x = static_cast<float>(at);
                               return double{wq::DequantizeValue(
                                   wq::QuantizeValue(x, ruler), ruler)};
                             }),
                  WorstError("E4M3, scaled", [](double at) {
                    const std::uint64_t code = wf::Encode(
                        wf::kFloat8E4M3Fn, wf::Exactly(448 * at));
                    return wf::ToDouble(wf::kFloat8E4M3Fn, code) / 448;
                  })};
  panel.lines = {plot::VerticalLine(0x1p-4, "four binades down")};
  wbm::theory::DrawFigure(figure, "two_bytes");
}

}  // namespace

int main() {
  const int8_chapter::Tensors tensors = int8_chapter::MakeTensors();
  wbm::theory::Part("against");
  IntegersAgainstFloats(tensors);
  Tail(tensors.probs);
  Ranks(tensors.probs);
  TwoBytes();
}
