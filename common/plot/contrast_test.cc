// The palette, measured: contrast on white, and how far apart any two styles
// are for each kind of colour vision.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "common/plot/palette.h"

namespace wbm::plot {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

// IEC 61966-2-1: from "#rrggbb" to linear light.
Vector Linear(std::string_view color) {
  Vector linear{};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string digits(color.substr(1 + 2 * i, 2));
    const double v =
        static_cast<double>(std::strtol(digits.c_str(), nullptr, 16)) / 255;
    linear[i] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  }
  return linear;
}

double Luminance(const Vector& rgb) {
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

// WCAG 2.2, "contrast ratio".
double Contrast(const Vector& a, const Vector& b) {
  const double ratio = (Luminance(a) + 0.05) / (Luminance(b) + 0.05);
  return std::max(ratio, 1 / ratio);
}

// Colour vision at full severity: G. Machado, M. Oliveira, L. Fernandes, "A
// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
// TVCG 15(6), 2009; their table for severity 1.0, applied to linear RGB.
struct Vision {
  std::string_view name;
  Matrix matrix;
};
constexpr std::array<Vision, 4> kVisions = {{
    {"normal", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868},
       {0.114503, 0.786281, 0.099216},
       {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968},
       {0.280085, 0.672501, 0.047413},
       {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779},
       {-0.078411, 0.930809, 0.147602},
       {0.004733, 0.691367, 0.303900}}}},
}};

Vector Seen(const Vision& vision, const Vector& rgb) {
  Vector seen{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      seen[i] += vision.matrix[i][j] * rgb[j];
    }
    seen[i] = std::clamp(seen[i], 0.0, 1.0);
  }
  return seen;
}

// CIE 1976 L*a*b*, white D65.
Vector Lab(const Vector& rgb) {
  const auto f = [](double t) {
    return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  };
  const double x = 0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2];
  const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
  const double z = 0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2];
  const double fx = f(x / 0.95047), fy = f(y), fz = f(z / 1.08883);
  return {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

// CIE76 difference as one kind of eye sees it; 2.3 is just noticeable.
double Difference(const Vision& vision, std::string_view a,
                  std::string_view b) {
  const Vector p = Lab(Seen(vision, Linear(a)));
  const Vector q = Lab(Seen(vision, Linear(b)));
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

// Six times what is just noticeable with two patches side by side: thin marks
// far apart need more.
constexpr double kLeastDifference = 6 * 2.3;

const Vector kWhite = {1, 1, 1};
const Vector kBlack = {0, 0, 0};

TEST(Measures, AgreeWithKnownValues) {
  EXPECT_NEAR(Contrast(kWhite, kBlack), 21, 1e-9);
  EXPECT_NEAR(Contrast(Linear("#767676"), kWhite), 4.54, 0.005);  // WCAG's grey
  EXPECT_NEAR(Lab(kWhite)[0], 100, 1e-3);
  EXPECT_NEAR(Lab(Linear("#ff0000"))[0], 53.24, 0.01);
}

TEST(Measures, FindWhatIsWrongWithOtherColours) {
  // Okabe and Ito's yellow and orange are too light for lines on white.
  EXPECT_LT(Contrast(Linear("#f0e442"), kWhite), 3);
  EXPECT_LT(Contrast(Linear("#e69f00"), kWhite), 3);
  // Orange and olive part well, but not for everyone.
  EXPECT_GT(Difference(kVisions[0], "#ee7733", "#a0a020"), 50);
  EXPECT_LT(Difference(kVisions[2], "#ee7733", "#a0a020"), kLeastDifference);
}

TEST(Measures, EveryVisionKeepsWhiteWhite) {
  for (const Vision& vision : kVisions) {
    EXPECT_NEAR(Lab(Seen(vision, kWhite))[0], 100, 0.1) << vision.name;
  }
}

TEST(Palette, EveryLineHasThreeToOneOnWhite) {
  for (const Style& style : kStyles) {
    EXPECT_GE(Contrast(Linear(style.color), kWhite), 3) << style.color;
  }
  EXPECT_GE(Contrast(Linear(kReference), kWhite), 3);
}

TEST(Palette, TextHasSevenToOneOnWhite) {  // WCAG's level AAA
  EXPECT_GE(Contrast(Linear(kInk), kWhite), 7);
}

TEST(Palette, NoTwoColoursAreAlikeForAnyVision) {
  for (const Vision& vision : kVisions) {
    for (std::size_t i = 0; i < kStyles.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_GE(Difference(vision, kStyles[i].color, kStyles[j].color),
                  kLeastDifference)
            << vision.name << ": " << kStyles[i].color << " and "
            << kStyles[j].color;
      }
    }
  }
}

TEST(Palette, WithoutColourMarkerDashAndFillStillDiffer) {
  std::set<int> markers;
  std::set<std::string_view> dashes, fills;
  for (const Style& style : kStyles) {
    markers.insert(style.marker);
    dashes.insert(style.dash);
    fills.insert(style.fill);
  }
  EXPECT_EQ(markers.size(), kStyles.size());
  EXPECT_EQ(dashes.size(), kStyles.size());
  EXPECT_EQ(fills.size(), kStyles.size());
}

TEST(HeatColours, LightnessRisesForEveryVision) {
  for (const Vision& vision : kVisions) {
    for (std::size_t i = 1; i < kHeatColors.size(); ++i) {
      EXPECT_GT(Lab(Seen(vision, Linear(kHeatColors[i])))[0],
                Lab(Seen(vision, Linear(kHeatColors[i - 1])))[0] + 2.3)
          << vision.name << " " << kHeatColors[i];
    }
  }
}

// gnuplot mixes neighbouring samples linearly in sRGB.
Vector HeatColor(double share) {
  const double at = share * (kHeatColors.size() - 1);
  const std::size_t i = std::min<std::size_t>(static_cast<std::size_t>(at),
                                              kHeatColors.size() - 2);
  const double t = at - static_cast<double>(i);
  std::string mixed = "#";
  for (std::size_t k = 1; k < 7; k += 2) {
    const auto level = [&](std::string_view color) {
      return static_cast<double>(
          std::strtol(std::string(color.substr(k, 2)).c_str(), nullptr, 16));
    };
    const auto value = static_cast<int>(std::lround(
        (1 - t) * level(kHeatColors[i]) + t * level(kHeatColors[i + 1])));
    constexpr char kDigits[] = "0123456789abcdef";
    mixed += kDigits[value / 16];
    mixed += kDigits[value % 16];
  }
  return Linear(mixed);
}

TEST(HeatColours, ValuesInCellsAreReadable) {  // 4.5:1, WCAG's level AA
  for (int k = 0; k <= 1000; ++k) {
    const double share = k / 1000.0;
    const Vector& text = share < kDarkBelow ? kWhite : kBlack;
    EXPECT_GE(Contrast(HeatColor(share), text), 4.5) << share;
  }
}

}  // namespace
}  // namespace wbm::plot
