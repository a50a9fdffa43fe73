#include "common/numerics/numpy_sum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/io/runfiles.h"
#include "common/random/generator.h"

namespace wbm::numerics {
namespace {

const nlohmann::json& Recorded() {
  static const nlohmann::json kRecorded = [] {
    std::ifstream stream(
        io::Runfile("common/numerics/testdata/numpy_sums.json").value());
    return nlohmann::json::parse(stream);
  }();
  return kRecorded;
}

// Equal bits, except that any NaN equals any NaN.
std::string Hex(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%a", value);
  return std::isnan(value) ? "nan" : buffer;
}

std::string Hex(const nlohmann::json& text) {
  return Hex(std::strtod(text.get<std::string>().c_str(), nullptr));
}

// Every length around the blocks of 8 and 128 and the chunks of 8192.
TEST(NumpySum, Float32IsNumpysAtEveryLength) {
  for (const auto& row : Recorded()["n_sum32_mean32_sum64_mean64"]) {
    const int64_t n = row[0];
    std::vector<float> x = random::DefaultRng(5).StandardNormalFloat(n);
    for (float& value : x) value *= 1000.0f;
    EXPECT_EQ(Hex(NumpySum(std::span<const float>(x))), Hex(row[1])) << n;
    EXPECT_EQ(Hex(NumpyMean(std::span<const float>(x))), Hex(row[2])) << n;
  }
}

TEST(NumpySum, Float64IsNumpysAtEveryLength) {
  for (const auto& row : Recorded()["n_sum32_mean32_sum64_mean64"]) {
    const int64_t n = row[0];
    std::vector<double> x = random::DefaultRng(6).StandardNormal(n);
    for (double& value : x) value *= 1000.0;
    EXPECT_EQ(Hex(NumpySum(std::span<const double>(x))), Hex(row[3])) << n;
    EXPECT_EQ(Hex(NumpyMean(std::span<const double>(x))), Hex(row[4])) << n;
  }
}

TEST(NumpySum, SpecialValuesAreNumpys) {
  for (const auto& [name, entry] : Recorded()["special"].items()) {
    std::vector<float> x;
    std::vector<double> y;
    for (const auto& text : entry["values"]) {
      y.push_back(std::strtod(text.get<std::string>().c_str(), nullptr));
      x.push_back(static_cast<float>(y.back()));
    }
    EXPECT_EQ(Hex(NumpySum(std::span<const float>(x))), Hex(entry["sum32"]))
        << name;
    EXPECT_EQ(Hex(NumpySum(std::span<const double>(y))), Hex(entry["sum64"]))
        << name;
  }
}

// 2^24 + 1 is not a float32: a running float32 sum would stay at 2^24.
TEST(NumpySum, PairwiseOutlivesARunningSum) {
  const std::vector<float> ones((1 << 24) + 4096, 1.0f);
  EXPECT_EQ(NumpySum(std::span<const float>(ones)), 16781312.0f);
}

}  // namespace
}  // namespace wbm::numerics
