// The hidden tests of lab 06, tasks 6.5 to 6.7: nibbles, the product with
// packed weights, and the rotation.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/lab/given.h"
#include "common/quant/hadamard.h"
#include "common/quant/packed_int4.h"
#include "grading/06_granularity/oracle.h"
#include "grading/boundary/hidden_seed.h"
#include "gtest/gtest.h"
#include "labs/06_granularity/scales.h"

namespace granularity_lab {
namespace {

using ::wbm::boundary::HiddenSeed;
using ::wbm::lab::Given;

using Bytes = std::vector<std::uint8_t>;
using Codes = std::vector<std::int8_t>;

wbm::quant::NibbleOrder Common(NibbleOrder order) {
  return order == NibbleOrder::kLowFirst
             ? wbm::quant::NibbleOrder::kPairLowFirst
             : wbm::quant::NibbleOrder::kPairHighFirst;
}

Bytes Packed(const Codes& codes, NibbleOrder order) {
  Bytes bytes(wbm::quant::PackedInt4Size(codes.size()));
  wbm::quant::PackInt4(codes, Common(order), bytes);
  return bytes;
}

TEST(PackInt4Hidden, EveryPairInBothOrders) {
  Codes codes;
  for (int a = -8; a < 8; ++a) {
    for (int b = -8; b < 8; ++b) {
      codes.push_back(static_cast<std::int8_t>(a));
      codes.push_back(static_cast<std::int8_t>(b));
    }
  }
  for (NibbleOrder order : {NibbleOrder::kLowFirst, NibbleOrder::kHighFirst}) {
    for (std::size_t count : {codes.size(), codes.size() - 1, std::size_t{1}}) {
      const Codes some(codes.begin(),
                       codes.begin() + static_cast<std::ptrdiff_t>(count));
      Given("order", order);
      Given("codes", some);
      const auto bytes = PackInt4(some, order);
      ASSERT_TRUE(bytes.ok()) << bytes.status();
      ASSERT_EQ(*bytes, Packed(some, order));
    }
  }
}

TEST(UnpackInt4Hidden, EveryByteInBothOrders) {
  Bytes bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes.push_back(static_cast<std::uint8_t>(byte));
  }
  for (NibbleOrder order : {NibbleOrder::kLowFirst, NibbleOrder::kHighFirst}) {
    for (std::int64_t count : {512, 511}) {
      Codes expected(static_cast<std::size_t>(count));
      wbm::quant::UnpackInt4(bytes, Common(order), expected);
      Given("order", order);
      Given("count", count);
      const auto codes = UnpackInt4(bytes, count, order);
      ASSERT_TRUE(codes.ok()) << codes.status();
      ASSERT_EQ(*codes, expected);
    }
    Given("count", 0);
    const auto none = UnpackInt4({}, 0, order);
    ASSERT_TRUE(none.ok() && none->empty()) << "no bytes, no codes, no error";
  }
}

struct Product {
  PackedMatrix w;
  Codes codes;
  std::vector<float> x;
};

// Scales and activations have 11 bits, as float16 numbers have.
Product RandomProduct(Shape shape, std::int32_t group_size,
                      std::uint64_t seed) {
  std::mt19937 random(seed);
  const auto half = [&](int exponent) {
    const auto bits = static_cast<float>(1024 + random() % 1024);
    return std::ldexp(bits, exponent - 10);
  };
  Product p;
  const auto size = static_cast<std::size_t>(shape.rows * shape.cols);
  for (std::size_t i = 0; i < size; ++i) {
    p.codes.push_back(
        static_cast<std::int8_t>(static_cast<int>(random() % 15) - 7));
  }
  p.w.shape = shape;
  p.w.group_size = group_size;
  p.w.packed = Packed(p.codes, NibbleOrder::kLowFirst);
  p.w.scales.resize(oracle::PartCount(shape, {Share::kGroup, group_size}));
  for (float& s : p.w.scales) s = half(-6 - static_cast<int>(random() % 4));
  for (std::int32_t i = 0; i < shape.cols; ++i) {
    const float sign = random() % 2 == 0 ? 1.0f : -1.0f;
    p.x.push_back(sign * half(static_cast<int>(random() % 3) - 1));
  }
  return p;
}

// The contract's bound: every term is one rounding of the product and at most
// cols - 1 of the sum off, each 2^-24; the rest of (cols + 2) covers an order
// by groups and the second-order terms. In double the sum is exact enough.
void ExpectWithinBound(const Product& p) {
  const Shape shape = p.w.shape;
  const auto parts = oracle::PartOfEach(shape, {Share::kGroup, p.w.group_size});
  Given("rows", shape.rows);
  Given("cols", shape.cols);
  Given("group_size", p.w.group_size);
  Given("scales", p.w.scales);
  Given("codes, unpacked", p.codes);
  Given("x", p.x);
  const auto y = GemvW4A16(p.w, p.x);
  ASSERT_TRUE(y.ok()) << y.status();
  ASSERT_EQ(y->size(), static_cast<std::size_t>(shape.rows));
  for (std::size_t row = 0; row < y->size(); ++row) {
    double exact = 0, size = 0;
    for (std::size_t col = 0; col < p.x.size(); ++col) {
      const std::size_t i = row * p.x.size() + col;
      const double term = static_cast<double>(p.w.scales[parts[i]]) *
                          p.codes[i] * static_cast<double>(p.x[col]);
      exact += term;
      size += std::abs(term);
    }
    const double bound = (shape.cols + 2) * 0x1p-24 * size;
    ASSERT_TRUE(std::abs(static_cast<double>((*y)[row]) - exact) <= bound)
        << "row " << row << ": " << (*y)[row] << " for " << exact
        << ", which may be off by " << bound;
  }
}

TEST(GemvW4A16Hidden, WithinTheBoundOfFloat32Sums) {
  std::uint64_t seed = HiddenSeed("WithinTheBoundOfFloat32Sums");
  for (Shape shape :
       {Shape{1, 2}, Shape{16, 128}, Shape{3, 1000}, Shape{5, 66}}) {
    for (std::int32_t group_size : {2, 16, 32, 128}) {
      ExpectWithinBound(RandomProduct(shape, group_size, ++seed));
      if (HasFailure()) return;
    }
  }
}

TEST(GemvW4A16Hidden, ALargeTermDoesNotSwallowSmallOnes) {
  const std::uint64_t seed = HiddenSeed("ALargeTermDoesNotSwallowSmallOnes");
  Product p = RandomProduct({2, 1024}, 32, seed);
  std::fill(p.codes.begin(), p.codes.end(), std::int8_t{1});
  p.w.packed = Packed(p.codes, NibbleOrder::kLowFirst);
  std::fill(p.w.scales.begin(), p.w.scales.end(), 1.0f);
  std::fill(p.x.begin(), p.x.end(), 0.5f);
  p.x[seed % 32] = 4096;  // the next float16 number is 4100
  ExpectWithinBound(p);
}

// Lengths that fit what has no elements, as far as a count can be asked for.
TEST(GemvW4A16Hidden, NoRowsOrNoColumnsAreNoMatrix) {
  const Codes ones(4, 1);
  PackedMatrix w = {{1, 4}, 2, {1, 1}, Packed(ones, NibbleOrder::kLowFirst)};
  ExpectWithinBound({w, ones, std::vector<float>(4, 0.5f)});
  if (HasFatalFailure()) return;
  w.packed.clear();
  for (Shape shape : {Shape{0, 4}, Shape{1, 0}, Shape{0, 0}}) {
    w.shape = shape;
    const std::vector<float> x(static_cast<std::size_t>(shape.cols), 1.0f);
    for (std::size_t scales : {0u, 1u}) {
      w.scales.assign(scales, 1.0f);
      Given("rows", shape.rows);
      Given("cols", shape.cols);
      Given("scales", w.scales);
      Given("x", x);
      ASSERT_EQ(GemvW4A16(w, x).status().code(),
                absl::StatusCode::kInvalidArgument)
          << "this has to be refused";
    }
  }
}

std::vector<double> Vector(std::size_t n, std::uint64_t seed) {
  std::mt19937 random(seed);
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) {
    x.push_back(std::ldexp(static_cast<double>(random()), -32) - 0.5);
  }
  if (n > 3) x[3] = 40;
  return x;
}

double Norm(const std::vector<double>& x) {
  double sum = 0;
  for (double v : x) sum += v * v;
  return std::sqrt(sum);
}

double Distance(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return INFINITY;
  std::vector<double> difference;
  for (std::size_t i = 0; i < a.size(); ++i) difference.push_back(a[i] - b[i]);
  return Norm(difference);
}

// log2 n additions in sequence and a division by the root, itself rounded:
// (log2 n + 2) 2^-53 of the norm; the same again for the value compared with.
double RotationBound(const std::vector<double>& x) {
  return 2 * (std::log2(static_cast<double>(x.size())) + 2) * 0x1p-53 * Norm(x);
}

TEST(HadamardRotateHidden, AgainstTheMatrix) {
  for (std::size_t n = 1; n <= 1024; n *= 2) {
    const std::vector<double> x = Vector(n, HiddenSeed("AgainstTheMatrix") + n);
    Given("x", x);
    const auto y = HadamardRotate(x);
    ASSERT_TRUE(y.ok()) << y.status();
    const double distance = Distance(*y, oracle::Rotate(x));
    ASSERT_TRUE(distance <= RotationBound(x))
        << distance << " away from H x / sqrt(" << n << ")";
  }
}

TEST(HadamardRotateHidden, AQuarterOfAMillionElements) {
  const std::vector<double> x =
      Vector(std::size_t{1} << 18, HiddenSeed("AQuarterOfAMillion"));
  std::vector<double> expected = x;
  ASSERT_TRUE(wbm::quant::HadamardRotate(std::span(expected)));
  const auto y = HadamardRotate(x);
  ASSERT_TRUE(y.ok()) << y.status();
  const double distance = Distance(*y, expected);
  ASSERT_TRUE(distance <= RotationBound(x)) << distance;
}

// Three roundings of 2^-24 each (the rotated value, the scale, the quotient)
// move a quotient of at most 127 by 2^-15 or so: no code hangs on them.
bool FarFromTies(const std::vector<float>& v, float scale) {
  return std::none_of(v.begin(), v.end(), [&](float value) {
    const float steps = std::abs(value / scale);
    return std::abs(steps - std::floor(steps) - 0.5f) < 0x1p-13f;
  });
}

// The rotated vector may differ in its last bit of float32, scale and products
// with it: 4 * 2^-23 of the norm in all. Where a quotient is so near to a tie
// that a code could change, another vector is drawn.
TEST(RotatedRoundTripHidden, ManyVectors) {
  std::uint64_t seed = HiddenSeed("RotatedRoundTrip");
  for (std::size_t n : {1u, 2u, 16u, 64u, 256u}) {
    for (std::int32_t max_code : {1, 7, 127}) {
      std::vector<double> w;
      std::vector<float> v;
      float scale = 0;
      do {
        w = Vector(n, ++seed);
        const std::vector<double> rotated = oracle::Rotate(w);
        v.assign(rotated.begin(), rotated.end());
        const Shape row{1, static_cast<std::int32_t>(n)};
        scale = oracle::Scales(v, row, {}, max_code)[0];
      } while (!FarFromTies(v, scale));
      std::vector<double> back;
      for (float value : v) {
        const int code = oracle::Code(value, scale, max_code);
        back.push_back(static_cast<double>(static_cast<float>(code) * scale));
      }
      Given("w", w);
      Given("max_code", max_code);
      const auto y = RotatedRoundTrip(w, max_code);
      ASSERT_TRUE(y.ok()) << y.status();
      const double distance = Distance(*y, oracle::Rotate(back));
      ASSERT_TRUE(distance <= 0x1p-21 * Norm(w)) << distance;
    }
  }
}

TEST(SplitMseHidden, AnyOutliers) {
  std::mt19937 random(HiddenSeed("AnyOutliers"));
  for (std::size_t n : {1u, 5u, 64u, 1000u}) {
    const std::vector<double> w = Vector(n, HiddenSeed("w of AnyOutliers"));
    const std::vector<double> y = Vector(n, HiddenSeed("y of AnyOutliers"));
    for (std::size_t count : {std::size_t{0}, n / 3, n}) {
      std::vector<std::int32_t> index(n);
      for (std::size_t i = 0; i < n; ++i) index[i] = static_cast<int>(i);
      std::shuffle(index.begin(), index.end(), random);
      SplitError sum;
      for (std::size_t i = 0; i < n; ++i) {
        const auto at = static_cast<std::size_t>(index[i]);
        const double error = (w[at] - y[at]) * (w[at] - y[at]);
        (i < count ? sum.outliers : sum.rest) += error;
        sum.all += error / static_cast<double>(n);
      }
      if (count > 0) sum.outliers /= static_cast<double>(count);
      if (count < n) sum.rest /= static_cast<double>(n - count);
      index.resize(count);
      Given("w", w);
      Given("y", y);
      Given("outliers", index);
      const auto got = SplitMse(w, y, index);
      ASSERT_TRUE(got.ok()) << got.status();
      // n + 2 roundings on either side.
      const double off = 2 * (static_cast<double>(n) + 2) * 0x1p-53;
      ASSERT_NEAR(got->outliers, sum.outliers, off * sum.outliers);
      ASSERT_NEAR(got->rest, sum.rest, off * sum.rest);
      ASSERT_NEAR(got->all, sum.all, off * sum.all);
    }
  }
}

}  // namespace
}  // namespace granularity_lab
