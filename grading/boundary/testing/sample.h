#pragma once

// A lab's contract with every type that a contract may use, for the tests of
// the boundary.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace boundary_sample {

enum class Rounding : std::uint8_t { kNearest, kUpward = 7 };
enum Plain : std::int16_t { kPlainOne = 1 };

struct Half {  // a strong type
  std::uint16_t bits = 0;
  bool operator==(const Half&) const = default;
};

struct Affine {
  float scale = 1;
  std::int32_t zero_point = 0;
  bool operator==(const Affine&) const = default;
};

struct Numbers {
  std::int8_t i8;
  std::uint8_t u8;
  std::int16_t i16;
  std::uint16_t u16;
  std::int32_t i32;
  std::uint32_t u32;
  std::int64_t i64;
  std::uint64_t u64;
  char letter;
  double f64;
  float f32;
  Plain plain;
  bool operator==(const Numbers&) const = default;
};

struct Everything {
  bool flag = false;
  Rounding rounding = Rounding::kNearest;
  std::string name;
  Affine affine;
  std::vector<float> values;
  std::vector<bool> flags;
  std::vector<Half> halves;
  std::map<std::string, std::vector<std::string>> words;
  std::optional<Affine> maybe;
  std::array<std::int16_t, 3> three = {};
  std::vector<std::optional<std::string>> names;
  std::pair<std::int32_t, double> pair;
  bool operator==(const Everything&) const = default;
};

int Seven();
float EchoFloat(float x);
double EchoDouble(double x);
Half NextHalf(Half x);
bool IsOdd(std::int32_t x);
absl::StatusOr<float> Reciprocal(float x);
Numbers EchoNumbers(const Numbers& numbers);
Everything EchoEverything(Everything everything);
std::vector<std::vector<std::string>> EchoNested(
    const std::vector<std::vector<std::string>>& nested);
absl::Status MakeStatus(int code, std::string message);
absl::StatusOr<std::vector<float>> Reciprocals(std::span<const float> x);
std::size_t TotalLength(std::span<const std::string> words,
                        std::string_view more);
void Negate(std::span<float> x);
float AddTo(std::span<double> sums, std::span<const float> x);
int Weigh(int a, int b, int c, int d, int e, int f, int g, int h);
std::vector<float> Quantize(std::span<const float> x, Affine affine);
// How often it was called, which a contract function must not know.
int CallsSoFar();

}  // namespace boundary_sample
