// Where is the minus? Two's complement, and why one adder is enough.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "common/formats/print.h"
#include "common/formats/twos_complement.h"
#include "common/plot/figure.h"
#include "theory/weave/draw.h"
#include "theory/weave/drawing.h"
#include "theory/weave/record.h"

namespace {

using wbm::formats::Add;
using wbm::formats::BinaryDigits;
using wbm::formats::FitsTwosComplement;
using wbm::formats::FromTwosComplement;
using wbm::formats::LowBits;
using wbm::formats::MaxInteger;
using wbm::formats::MinInteger;
using wbm::formats::Negate;
using wbm::formats::ToTwosComplement;
using wbm::theory::Holds;
using wbm::theory::Part;
using wbm::theory::Value;

void Ranges() {
  Part("ranges");
  std::printf("bits\tpatterns\tunsigned\ttwo's complement\n");
  for (const int bits : {8, 4, 2, 1}) {
    std::printf("%d\t%llu\t0 … %llu\t%lld … %lld\n", bits,
                static_cast<unsigned long long>(LowBits(bits) + 1),
                static_cast<unsigned long long>(LowBits(bits)),
                static_cast<long long>(MinInteger(bits)),
                static_cast<long long>(MaxInteger(bits)));
  }
}

// What "flip every bit, add one" gives, whether the number fits or not.
void Codes() {
  Part("codes");
  std::printf("number\tbits\thex\thow\n");
  for (const int n : {42, -42, 127, -128, 0, 1, -1}) {
    const uint64_t code = ToTwosComplement(n, 8);
    const uint64_t size = static_cast<uint64_t>(n < 0 ? -n : n);
    std::string how = "as it is";
    if (n < 0) {
      how = BinaryDigits(size, 8) + ", flipped " + BinaryDigits(~size, 8) +
            ", plus one";
    }
    std::printf("%d\t%s\t%02llX\t%s\n", n, BinaryDigits(code, 8).c_str(),
                static_cast<unsigned long long>(code), how.c_str());
  }
}

void Strangers() {
  Part("strangers");
  std::printf("number\tlow eight bits\tread back\n");
  for (const int n : {128, -129, -256}) {
    const uint64_t code = ToTwosComplement(n, 8);
    std::printf("%d\t%s\t%lld\n", n, BinaryDigits(code, 8).c_str(),
                static_cast<long long>(FromTwosComplement(code, 8)));
    Holds(!FitsTwosComplement(n, 8), "the number has no code of eight bits");
    Holds(FromTwosComplement(code, 8) != n, "and comes back as another");
  }
}

// [region sign_magnitude]
int SignMagnitude(uint64_t byte) {
  const int size = static_cast<int>(byte & 0x7f);
  return (byte & 0x80) != 0 ? -size : size;
}
// [/region]

// [region adder]
struct Tally {
  int pairs = 0;
  int fits = 0;   // the true sum has a code in this reading
  int right = 0;  // ... and the adder found it
};

// The adder knows nothing of signs: it adds and keeps eight bits.
uint64_t Adder(uint64_t a, uint64_t b) { return (a + b) & 0xff; }

template <typename Reading>
Tally AddAllPairs(Reading read, int least, int most) {
  Tally tally;
  for (uint64_t a = 0; a < 256; ++a) {
    for (uint64_t b = 0; b < 256; ++b) {
      ++tally.pairs;
      const int sum = read(a) + read(b);
      if (sum < least || sum > most) continue;
      ++tally.fits;
      tally.right += read(Adder(a, b)) == sum ? 1 : 0;
    }
  }
  return tally;
}
// [/region]

int Plain(uint64_t byte) { return static_cast<int>(byte); }
int Twos(uint64_t byte) {
  return static_cast<int>(FromTwosComplement(byte, 8));
}

void OneAdder() {
  Part("adder");
  std::printf("reading\tpairs whose sum fits\tright sums of the adder\n");
  const auto row = [](const char* name, const char* key, const Tally& tally) {
    std::printf("%s\t%d\t%d\n", name, tally.fits, tally.right);
    Value(std::string("adder.") + key + ".fits", tally.fits);
    Value(std::string("adder.") + key + ".right", tally.right);
    Value(std::string("adder.") + key + ".share",
          static_cast<double>(tally.right) / tally.fits);
  };
  const Tally plain = AddAllPairs(Plain, 0, 255);
  const Tally twos = AddAllPairs(Twos, -128, 127);
  const Tally sign = AddAllPairs(SignMagnitude, -127, 127);
  row("unsigned", "plain", plain);
  row("two's complement", "twos", twos);
  row("sign-magnitude", "sign", sign);
  Value("adder.pairs", twos.pairs);
  Value("adder.overflow_share",
        1 - static_cast<double>(twos.fits) / twos.pairs);
  Holds(plain.fits == plain.right, "the adder adds unsigned");
  Holds(twos.fits == twos.right, "and two's complement");
  Holds(sign.right < sign.fits, "but not sign-magnitude");
}

void Negatives() {
  Part("negate");
  std::printf("bits\tnumber\tflipped, plus one\tnumber\n");
  int themselves = 0;
  for (uint64_t code = 0; code < 16; ++code) {
    const uint64_t negative = Negate(code, 4).code;
    const auto number = static_cast<int>(FromTwosComplement(code, 4));
    const auto back = static_cast<int>(FromTwosComplement(negative, 4));
    themselves += negative == code ? 1 : 0;
    if (code % 4 == 0 || code == 15 || code == 7) {
      std::printf("%s\t%d\t%s\t%d\n", BinaryDigits(code, 4).c_str(), number,
                  BinaryDigits(negative, 4).c_str(), back);
    }
    Holds((Add(code, negative, 4).code) == 0, "the two add up to zero");
  }
  Value("negate.most", static_cast<double>(MaxInteger(4)));
  Holds(themselves == 2, "two patterns are their own negative");
}

// The fewest bits for a range with both of its ends.
void Width() {
  constexpr int kMost = 1000;
  int bits = 1;
  while (!FitsTwosComplement(-kMost, bits) ||
         !FitsTwosComplement(kMost, bits)) {
    ++bits;
  }
  Value("width.from", -kMost);
  Value("width.to", kMost);
  Value("width.bits", bits);
  Value("width.least", static_cast<double>(MinInteger(bits)));
  Value("width.most", static_cast<double>(MaxInteger(bits)));
  Value("width.less.least", static_cast<double>(MinInteger(bits - 1)));
  Value("width.less.most", static_cast<double>(MaxInteger(bits - 1)));
}

wbm::plot::Figure Readings() {
  std::vector<double> code, plain, twos;
  for (uint64_t c = 0; c < 16; ++c) {
    code.push_back(static_cast<double>(c));
    plain.push_back(static_cast<double>(c));
    twos.push_back(static_cast<double>(FromTwosComplement(c, 4)));
  }
  wbm::plot::Figure figure;
  figure.title = "Sixteen patterns of four bits, read in two ways";
  figure.takeaway =
      "When the first bit is set, two's complement reads sixteen less.";
  figure.alt_text =
      "Points for the patterns 0000 to 1111. Both readings rise from 0 to 7 "
      "together; from 1000 on, the unsigned one goes on from 8 to 15 while "
      "two's complement drops to -8 and rises to -1.";
  wbm::plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"pattern", ""};
  for (uint64_t c = 0; c < 16; ++c) {
    panel.x.categories.push_back(BinaryDigits(c, 4));
  }
  panel.y = {"number that it stands for", wbm::plot::kUnitless};
  panel.series.push_back(wbm::plot::Points("unsigned", code, plain));
  panel.series.push_back(wbm::plot::Points("two's complement", code, twos));
  panel.annotations.push_back({2, 6, "both read alike", false});
  panel.annotations.push_back({11.6, 3, "16 apart", false});
  return figure;
}

// Sixteen marks; outside the pattern and its unsigned label, inside the label
// of two's complement, in the second colour where it is another.
void DrawWheel() {
  constexpr double kMiddle = 300, kRadius = 175;
  wbm::theory::Drawing wheel(
      {600, 600, "The wheel of four bits",
       "A circle with sixteen marks, 0000 at the top and on clockwise to 1111. "
       "Outside stand the unsigned labels 0 to 15. Inside stand those of two's "
       "complement: 0 to 7 on the right half, and on the left half -8 to -1. "
       "An arrow shows the step from 1111 to 0000: from 15 to 0, or from -1 to "
       "0."});
  wheel.Circle(kMiddle, kMiddle, kRadius, wbm::theory::kReferenceColor);
  for (uint64_t code = 0; code < 16; ++code) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(code) / 16;
    const auto x = [&](double r) { return kMiddle + r * std::sin(angle); };
    const auto y = [&](double r) { return kMiddle - r * std::cos(angle); };
    const int64_t signed_label = FromTwosComplement(code, 4);
    const bool other = signed_label < 0;
    const char* color =
        other ? wbm::theory::kSecondColor : wbm::theory::kFirstColor;
    wheel.Disc(x(kRadius), y(kRadius), 6, color);
    wheel.Text(x(kRadius + 36), y(kRadius + 36), BinaryDigits(code, 4));
    wheel.Text(x(kRadius + 78), y(kRadius + 78), std::to_string(code));
    wheel.Text(x(kRadius - 32), y(kRadius - 32),
               other ? "−" + std::to_string(-signed_label)
                     : std::to_string(signed_label),
               other ? "#b13900" : wbm::theory::kFirstColor);
  }
  const double step = 2 * std::numbers::pi / 16;
  constexpr double kInner = kRadius - 62;
  wheel.Arrow(kMiddle - kInner * std::sin(step),
              kMiddle - kInner * std::cos(step), kMiddle - 6,
              kMiddle - kInner - 2, wbm::theory::kInkColor);
  wheel.Text(kMiddle, kMiddle - 24, "inside: two's complement");
  wheel.Text(kMiddle, kMiddle + 6, "outside: the pattern,");
  wheel.Text(kMiddle, kMiddle + 28, "and its unsigned label");
  wheel.Write("wheel");
}

}  // namespace

int main() {
  Ranges();
  Codes();
  Strangers();
  OneAdder();
  Negatives();
  Width();
  wbm::theory::DrawFigure(Readings(), "readings");
  DrawWheel();
  Value("int8.least", static_cast<double>(MinInteger(8)));
  Value("int8.most", static_cast<double>(MaxInteger(8)));
  Value("codes.stranger", static_cast<double>(MaxInteger(8) + 1));
  return 0;
}
