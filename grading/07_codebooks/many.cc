#include "grading/07_codebooks/many.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "grading/boundary/hidden_draw.h"
#include "gtest/gtest.h"
#include "labs/07_codebooks/codebook.h"

namespace codebook_lab {
namespace {

using ::wbm::boundary::HiddenDraw;
using ::wbm::lab::Given;

using Bytes = std::vector<std::uint8_t>;
using Codes = std::vector<std::int32_t>;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::size_t Many(const char* tag) {
  HiddenDraw draw(tag);
  return static_cast<std::size_t>(draw.Between(66'000, 72'000));
}

// 0, 2, 4, …: the value 2 i + 0.5 has the code i.
Doubles EvenLevels(std::size_t n) {
  Doubles levels;
  for (std::size_t i = 0; i < n; ++i) {
    levels.push_back(2.0 * static_cast<double>(i));
  }
  return levels;
}

// A few values for many levels, and many values for a few levels: who looks at
// every level for every value is right, too, and has two seconds.
void ExpectNearest(const Codes& codes, const Doubles& levels) {
  Doubles x;
  for (std::int32_t code : codes) x.push_back(2.0 * code + 0.5);
  const absl::StatusOr<Codes> got = EncodeNearest(x, levels);
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_TRUE(*got == codes) << "not the nearest levels' codes";
}

// n floats, all of them good but the last.
Floats EndingIn(float last, std::size_t n) {
  Floats x(n, 1);
  x[n - 1] = last;
  return x;
}

}  // namespace

void ExpectManyLevels() {
  const std::size_t n = Many("ManyLevels");
  const Doubles levels = EvenLevels(n);
  const auto last = static_cast<std::int32_t>(n) - 1;
  Given("number of levels", n);
  ASSERT_NO_FATAL_FAILURE(
      ExpectNearest({0, 1, 255, 256, 65535, 65536, last - 1, last}, levels));
  Codes codes(n, 1);
  codes.back() = 2;
  Given("number of values", n);
  ASSERT_NO_FATAL_FAILURE(ExpectNearest(codes, {0, 2, 4}));
  codes[0] = last;
  const absl::StatusOr<Doubles> back = DecodeLevels(codes, levels);
  ASSERT_TRUE(back.ok()) << back.status();
  ASSERT_EQ(back->size(), n);
  ASSERT_EQ(back->front(), 2.0 * last);
  ASSERT_EQ(back->back(), 4);
}

void ExpectALateNanIsRefused() {
  const std::size_t n = Many("LateNan");
  Given("number of values", n);
  const Floats x = EndingIn(kNan, n);
  ASSERT_EQ(
      EncodeNearest(Doubles(x.begin(), x.end()), Doubles{0, 2}).status().code(),
      kInvalid);
  Doubles levels = EvenLevels(n);
  levels.back() = levels.front();
  Given("number of levels", n);
  ASSERT_EQ(EncodeNearest(Doubles{1}, levels).status().code(), kInvalid);
}

void ExpectALateCodeIsRefused() {
  Codes codes(Many("LateCode"), 1);
  codes.back() = 2;
  Given("number of codes", codes.size());
  ASSERT_EQ(DecodeLevels(codes, Doubles{0, 2}).status().code(), kInvalid);
}

// Small integers: sums and means are exact.
void ExpectManySamples() {
  const std::size_t n = Many("ManySamples");
  Doubles samples(n, 1.0);
  samples.back() += static_cast<double>(n);  // moves the mean by one
  Given("number of samples", n);
  const absl::StatusOr<Design> one = LloydMax(samples, Doubles{0}, 5);
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_EQ(one->levels, Doubles{2});
  ASSERT_DOUBLE_EQ(one->mse, static_cast<double>(n) - 1);
  Doubles moved = EvenLevels(n);
  const Doubles few = {moved.front() - 1, moved.back() + 1};
  Given("number of levels", n);
  const absl::StatusOr<Design> many = LloydMax(few, moved, 5);
  ASSERT_TRUE(many.ok()) << many.status();
  moved.front() -= 1;
  moved.back() += 1;
  ASSERT_TRUE(many->levels == moved) << "an outer level did not move";
  ASSERT_EQ(many->mse, 0);
}

void ExpectALateSampleIsRefused() {
  const std::size_t n = Many("LateSample");
  Given("number of samples", n);
  const Floats x = EndingIn(kNan, n);
  ASSERT_EQ(
      LloydMax(Doubles(x.begin(), x.end()), Doubles{0}, 5).status().code(),
      kInvalid);
}

// 1/4 and 1/2 in turn, and at the end 1: the scale of the block it is in.
void ExpectManyInBlocks() {
  const std::size_t n = Many("ManyInBlocks");
  const Floats levels = {0.25f, 0.5f, 1};
  Floats x;
  Bytes whole, halved;
  for (std::size_t i = 0; i < n; ++i) {
    whole.push_back(static_cast<std::uint8_t>(i + 1 < n ? i % 2 : 2));
    halved.push_back(static_cast<std::uint8_t>(i + 1 < n ? 1 + i % 2 : 2));
    x.push_back(levels[whole[i]]);
  }
  Given("number of elements", n);
  for (const auto& [size, scales, codes] :
       std::vector<std::tuple<std::size_t, Floats, Bytes>>{
           {n, {1}, whole}, {n - 1, {0.5f, 1}, halved}, {1, x, Bytes(n, 2)}}) {
    Given("block_size", size);
    const absl::StatusOr<Blocks> got =
        QuantizeBlocks(x, levels, static_cast<std::int32_t>(size));
    ASSERT_TRUE(got.ok()) << got.status();
    ASSERT_TRUE(got->scales == scales) << "not the blocks' scales";
    ASSERT_TRUE(got->codes == codes) << "not the elements' codes";
  }
}

void ExpectALateElementIsRefused() {
  const Floats x = EndingIn(kNan, Many("LateElement"));
  Given("number of elements", x.size());
  for (std::int32_t size : {1, 1 << 20}) {
    Given("block_size", size);
    ASSERT_EQ(QuantizeBlocks(x, Floats{0, 1}, size).status().code(), kInvalid);
  }
}

void ExpectManyBlocks() {
  const std::size_t n = Many("ManyBlocks");
  const Floats levels = {-1, 0, 1};
  Given("number of elements", n);
  Bytes codes(n, 2);
  codes[n - 1] = 0;
  for (std::size_t size : {std::size_t{1}, n - 1}) {
    Floats scales(size == 1 ? n : 2, 2);
    scales.back() = 4;
    const Blocks blocks = {scales, codes, static_cast<std::int32_t>(size)};
    Given("block_size", size);
    const absl::StatusOr<Floats> got = DequantizeBlocks(blocks, levels);
    ASSERT_TRUE(got.ok()) << got.status();
    Floats right(n, 2);
    right.back() = -4;
    ASSERT_TRUE(*got == right) << "not level times scale";
  }
  codes[n - 1] = 3;
  ASSERT_EQ(DequantizeBlocks({Floats(n, 2), codes, 1}, levels).status().code(),
            kInvalid);
}

// The least, the largest and the last of many have their codes.
void ExpectManyLogCodes() {
  const std::size_t n = Many("ManyLogCodes");
  Floats p(n, 2);
  p[n - 2] = 0.25f;
  p[n - 1] = 16;
  Given("number of elements", n);
  const absl::StatusOr<LogGrid> grid = ChooseLogGrid(p, 2);
  ASSERT_TRUE(grid.ok()) << grid.status();
  ASSERT_EQ(grid->log2_lowest, -2);
  ASSERT_EQ(grid->step, 3);
  const LogGrid right = {.log2_lowest = -2, .step = 3, .highest = 3};
  Codes codes(n, 2);
  codes[n - 2] = 1;
  codes[n - 1] = 3;
  const absl::StatusOr<Codes> got = EncodeLog(p, right);
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_TRUE(*got == codes) << "not the nearest codes";
  const absl::StatusOr<Floats> back = DecodeLog(codes, right);
  ASSERT_TRUE(back.ok()) << back.status();
  ASSERT_TRUE(*back == p) << "not the codes' levels";
}

void ExpectALateNegativeIsRefused() {
  const Floats p = EndingIn(-1, Many("LateNegative"));
  Given("number of elements", p.size());
  ASSERT_EQ(ChooseLogGrid(p, 2).status().code(), kInvalid);
  ASSERT_EQ(EncodeLog(p, LogGrid{0, 1, 3}).status().code(), kInvalid);
  Codes codes(p.size(), 2);
  codes.back() = 4;
  ASSERT_EQ(DecodeLog(codes, LogGrid{0, 1, 3}).status().code(), kInvalid);
}

}  // namespace codebook_lab
