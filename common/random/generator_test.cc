#include "common/random/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "common/io/sha256.h"
#include "common/numerics/numpy_sum.h"
#include "common/random/rng_vectors.h"

namespace wbm::random {
namespace {

const nlohmann::json& Recorded() { return RngVectors()["default_rng_42"]; }

// Equality of bits, so that -0 and +0 differ.
template <typename T>
std::vector<std::string> Bits(const std::vector<T>& values) {
  std::vector<std::string> texts;
  for (T value : values) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%a", static_cast<double>(value));
    texts.push_back(buffer);
  }
  return texts;
}

template <typename T>
std::string Sha256(const std::vector<T>& values) {
  return io::Sha256HexOf(std::span<const T>(values));
}

std::vector<double> Head(const std::vector<double>& values, size_t count) {
  return {values.begin(), values.begin() + static_cast<ptrdiff_t>(count)};
}

std::vector<double> Tail(const std::vector<double>& values, size_t count) {
  return {values.end() - static_cast<ptrdiff_t>(count), values.end()};
}

TEST(Generator, RandomIsNumpys) {
  EXPECT_EQ(Bits(DefaultRng(42).Random(64)),
            Bits(HexDoubles(Recorded()["random_64"])));
  EXPECT_EQ(Bits(DefaultRng(42).RandomFloat(64)),
            Bits(HexFloats(Recorded()["random_float32_64"])));
  EXPECT_EQ(Sha256(DefaultRng(42).Random(1000000)),
            Text(Recorded()["random_1e6_sha256"]));
}

TEST(Generator, UniformIsNumpys) {
  EXPECT_EQ(Bits(DefaultRng(42).Uniform(0, 1, 64)),
            Bits(HexDoubles(Recorded()["uniform_0_1_64"])));
  const std::vector<double> wide = DefaultRng(42).Uniform(-3, 5, 64);
  EXPECT_EQ(Bits(wide), Bits(HexDoubles(Recorded()["uniform_-3_5_64"])));
}

TEST(Generator, UniformRoundedToFloatIsNumpys) {
  const std::vector<double> wide = DefaultRng(42).Uniform(-3, 5, 64 * 5);
  const std::vector<float> narrow(wide.begin(), wide.end());
  EXPECT_EQ(Sha256(narrow),
            Text(Recorded()["uniform_-3_5_(64,5)_float32_sha256"]));
}

TEST(Generator, NormalIsNumpys) {
  EXPECT_EQ(Bits(DefaultRng(42).StandardNormal(64)),
            Bits(HexDoubles(Recorded()["standard_normal_64"])));
  EXPECT_EQ(Bits(DefaultRng(42).Normal(0, 1.5, 64)),
            Bits(HexDoubles(Recorded()["normal_0_1.5_64"])));
  EXPECT_EQ(Bits(DefaultRng(42).StandardNormalFloat(64)),
            Bits(HexFloats(Recorded()["standard_normal_float32_64"])));
}

// A million values reach every strip, every wedge and the tail.
TEST(Generator, AMillionNormalsAreNumpys) {
  const auto& recorded = Recorded()["standard_normal_1e6"];
  const std::vector<double> x = DefaultRng(42).StandardNormal(1000000);
  EXPECT_EQ(Sha256(x), Text(recorded["sha256"]));
  EXPECT_EQ(numerics::NumpySum(std::span<const double>(x)),
            HexDouble(recorded["sum_pairwise"]));
  EXPECT_EQ(*std::min_element(x.begin(), x.end()), HexDouble(recorded["min"]));
  EXPECT_EQ(*std::max_element(x.begin(), x.end()), HexDouble(recorded["max"]));
  EXPECT_EQ(x.back(), HexDouble(recorded["last"]));
}

TEST(Generator, TheTailOfAMillionNormalsIsNumpys) {
  const auto& recorded = Recorded()["standard_normal_1e6"];
  const std::vector<double> x = DefaultRng(42).StandardNormal(1000000);
  const auto in_tail = [](double v) {
    return std::abs(v) > 3.6541528853610088;
  };
  EXPECT_EQ(std::count_if(x.begin(), x.end(), in_tail),
            recorded["n_abs_gt_ziggurat_r"]);
  const auto first = std::find_if(x.begin(), x.end(), in_tail);
  EXPECT_EQ(first - x.begin(), recorded["first_tail_index"]);
  EXPECT_EQ(*first, HexDouble(recorded["first_tail_value"]));
}

TEST(Generator, AMillionFloatNormalsAreNumpys) {
  const auto& recorded = Recorded()["standard_normal_float32_1e6"];
  const std::vector<float> x = DefaultRng(42).StandardNormalFloat(1000000);
  EXPECT_EQ(Sha256(x), Text(recorded["sha256"]));
  EXPECT_EQ(static_cast<double>(x.back()), HexDouble(recorded["last"]));
}

TEST(Generator, ExponentialIsNumpys) {
  EXPECT_EQ(Bits(DefaultRng(42).StandardExponential(64)),
            Bits(HexDoubles(Recorded()["standard_exponential_64"])));
  EXPECT_EQ(Sha256(DefaultRng(42).StandardExponential(1000000)),
            Text(MoreNumpyVectors()["standard_exponential_1e6_sha256"]));
}

TEST(Generator, Integers64AreNumpys) {
  const struct {
    const char* name;
    int64_t high;
  } cases[] = {{"integers_0_100_64", 100},
               {"integers_0_10_64", 10},
               {"integers_0_2_64", 2},
               {"integers_0_2pow40_64", int64_t{1} << 40}};
  for (const auto& c : cases) {
    EXPECT_EQ(DefaultRng(42).Integers<int64_t>(0, c.high, 64),
              Recorded()[c.name].get<std::vector<int64_t>>())
        << c.name;
  }
  EXPECT_EQ(DefaultRng(42).IntegersClosed<uint64_t>(
                0, std::numeric_limits<uint64_t>::max(), 16),
            HexWords(Recorded()["integers_full_u64_16"]));
}

TEST(Generator, SmallIntegersAreCutFromWordsAsNumpyDoes) {
  EXPECT_EQ(DefaultRng(42).IntegersClosed<uint8_t>(0, 255, 64),
            Recorded()["integers_0_256_uint8_64"].get<std::vector<uint8_t>>());
  EXPECT_EQ(DefaultRng(42).IntegersClosed<int8_t>(-128, 127, 64),
            Recorded()["integers_-128_128_int8_64"].get<std::vector<int8_t>>());
}

template <typename T>
void CheckIntegers(const nlohmann::json& recorded) {
  const auto number = [](const std::string& text) {
    return text[0] == '-' ? static_cast<T>(std::stoll(text))
                          : static_cast<T>(std::stoull(text));
  };
  const T low = number(recorded["low"]), high = number(recorded["high"]);
  std::vector<T> expected;
  for (const auto& text : recorded["values"]) {
    expected.push_back(number(text.get<std::string>()));
  }
  const int64_t count = static_cast<int64_t>(expected.size());
  Generator rng = DefaultRng(recorded["seed"].get<uint64_t>());
  std::vector<T> drawn;
  if constexpr (std::is_same_v<T, bool>) {
    drawn = rng.IntegersClosed<T>(low, high, count);
  } else {
    drawn = recorded["closed"].get<bool>()
                ? rng.IntegersClosed<T>(low, high, count)
                : rng.Integers<T>(low, high, count);
  }
  EXPECT_EQ(drawn, expected) << recorded.dump();
  // What the call left of the stream is right too.
  EXPECT_EQ(rng.Random(), HexDouble(recorded["then_random"]))
      << recorded.dump();
}

TEST(Generator, IntegersOfEveryWidthAreNumpys) {
  for (const auto& recorded : MoreNumpyVectors()["integers"]) {
    const std::string dtype = recorded["dtype"];
    if (dtype == "int8") CheckIntegers<int8_t>(recorded);
    if (dtype == "int16") CheckIntegers<int16_t>(recorded);
    if (dtype == "int32") CheckIntegers<int32_t>(recorded);
    if (dtype == "int64") CheckIntegers<int64_t>(recorded);
    if (dtype == "uint8") CheckIntegers<uint8_t>(recorded);
    if (dtype == "uint16") CheckIntegers<uint16_t>(recorded);
    if (dtype == "uint32") CheckIntegers<uint32_t>(recorded);
    if (dtype == "uint64") CheckIntegers<uint64_t>(recorded);
    if (dtype == "bool") CheckIntegers<bool>(recorded);
  }
}

TEST(Generator, PermutationAndShuffleAreNumpys) {
  EXPECT_EQ(DefaultRng(42).Permutation(32),
            Recorded()["permutation_32"].get<std::vector<int64_t>>());
  std::vector<int64_t> values(32);
  for (size_t i = 0; i < 32; ++i) values[i] = static_cast<int64_t>(i);
  DefaultRng(42).Shuffle(std::span(values));
  EXPECT_EQ(values, Recorded()["shuffle_arange32"].get<std::vector<int64_t>>());
  EXPECT_EQ(Sha256(DefaultRng(3).Permutation(100000)),
            Text(MoreNumpyVectors()["permutation_1e5_seed_3_sha256"]));
}

TEST(Generator, ChoiceIsNumpys) {
  EXPECT_EQ(DefaultRng(42).Choice(1000, 16, false),
            Recorded()["choice_1000_16_noreplace"].get<std::vector<int64_t>>());
  EXPECT_EQ(DefaultRng(42).Choice(1000, 16, true),
            Recorded()["choice_1000_16_replace"].get<std::vector<int64_t>>());
}

// Small samples (Floyd), large ones (shuffled tail), whole populations.
TEST(Generator, ChoiceOfEverySizeIsNumpys) {
  for (const auto& recorded : MoreNumpyVectors()["choice"]) {
    Generator rng = DefaultRng(recorded["seed"].get<uint64_t>());
    const std::vector<int64_t> sample = rng.Choice(
        recorded["population"].get<int64_t>(), recorded["count"].get<int64_t>(),
        recorded["replace"].get<bool>());
    EXPECT_EQ(Sha256(sample), Text(recorded["sha256"])) << recorded.dump();
    EXPECT_EQ(rng.Random(), HexDouble(recorded["then_random"]));
  }
}

TEST(Generator, MixedCallsStayInStep) {
  const auto& recorded = Recorded()["mixed_sequence"];
  Generator rng = DefaultRng(42);
  EXPECT_EQ(rng.Integers<int64_t>(0, 100, 3),
            recorded["integers_0_100_3"].get<std::vector<int64_t>>());
  EXPECT_EQ(Bits(rng.Random(2)), Bits(HexDoubles(recorded["then_random_2"])));
  EXPECT_EQ(rng.Integers<int64_t>(0, 100, 3),
            recorded["then_integers_0_100_3"].get<std::vector<int64_t>>());
}

TEST(Generator, ArraysOfTheInt8LabAreNumpysInVariantA) {
  const auto& recorded = Recorded()["lab003_variant_A"];
  Generator rng = DefaultRng(42);
  const std::vector<double> hidden = rng.Normal(0, 1.5, 600);
  const std::vector<double> logits = rng.StandardNormal(1024);
  EXPECT_EQ(Sha256(hidden), Text(recorded["normal_0_1.5_600_sha256_f64"]));
  EXPECT_EQ(Sha256(logits), Text(recorded["standard_normal_1024_sha256_f64"]));
  EXPECT_EQ(Head(hidden, 4), HexDoubles(recorded["normal_first4"]));
  EXPECT_EQ(Tail(hidden, 4), HexDoubles(recorded["normal_last4"]));
  EXPECT_EQ(Head(logits, 4), HexDoubles(recorded["standard_normal_first4"]));
  EXPECT_EQ(Tail(logits, 4), HexDoubles(recorded["standard_normal_last4"]));
}

TEST(Generator, ArraysOfTheInt8LabAreNumpysInVariantB) {
  const auto& recorded = Recorded()["lab003_variant_B"];
  Generator rng = DefaultRng(42);
  const std::vector<double> batch = rng.Uniform(-3, 5, 64 * 5);
  const std::vector<double> hidden = rng.Normal(0, 1.5, 600);
  const std::vector<double> logits = rng.StandardNormal(1024);
  EXPECT_EQ(Sha256(batch), Text(recorded["uniform_(64,5)_sha256_f64"]));
  EXPECT_EQ(Sha256(hidden), Text(recorded["normal_0_1.5_600_sha256_f64"]));
  EXPECT_EQ(Sha256(logits), Text(recorded["standard_normal_1024_sha256_f64"]));
  EXPECT_EQ(Head(batch, 5), HexDoubles(recorded["uniform_first5"]));
  EXPECT_EQ(Head(hidden, 4), HexDoubles(recorded["normal_first4"]));
  EXPECT_EQ(Head(logits, 4), HexDoubles(recorded["standard_normal_first4"]));
}

TEST(Generator, NothingIsDrawnForNothing) {
  Generator rng = DefaultRng(42);
  EXPECT_TRUE(rng.StandardNormal(0).empty());
  EXPECT_TRUE(rng.Permutation(0).empty());
  EXPECT_TRUE(rng.Choice(0, 0, false).empty());
  std::vector<float> none;
  rng.Shuffle(std::span(none));
  EXPECT_EQ(rng.bits().Next64(), 0xc621fbcd16d92688u);
}

using GeneratorDeathTest = testing::Test;

TEST(GeneratorDeathTest, BrokenPreconditionsEndTheProgram) {
  Generator rng = DefaultRng(42);
  EXPECT_DEATH(rng.Integer(5, 5), "low < high");
  EXPECT_DEATH(rng.IntegersClosed<int8_t>(1, 0, 3), "low <= high");
  EXPECT_DEATH(rng.Choice(3, 4, false), "at most its population");
  EXPECT_DEATH(rng.Choice(0, 1), "population is not empty");
  EXPECT_DEATH(rng.StandardNormal(-1), "not negative");
}

}  // namespace
}  // namespace wbm::random
