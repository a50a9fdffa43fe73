#include "common/kernels/cpu/gemm.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace wbm::kernels {
namespace {

using Matrix = std::vector<float>;

Matrix Random(std::ptrdiff_t size, unsigned seed) {
  std::mt19937 bits(seed);
  std::uniform_real_distribution<float> uniform(-1.0f, 1.0f);
  Matrix matrix(static_cast<std::size_t>(size));
  for (float& x : matrix) x = uniform(bits);
  return matrix;
}

std::vector<std::uint32_t> Bits(const Matrix& x) {
  std::vector<std::uint32_t> bits;
  for (float v : x) bits.push_back(std::bit_cast<std::uint32_t>(v));
  return bits;
}

// The order that gemm.h promises, written down once more and on its own.
float PromisedSum(MatrixView<const float> a, MatrixView<const float> b,
                  std::ptrdiff_t i, std::ptrdiff_t j, const float* old) {
  float total = old != nullptr ? *old : 0.0f;
  bool first = old == nullptr;
  for (std::ptrdiff_t k0 = 0; k0 < a.cols; k0 += kGemmDepth) {
    float block = 0.0f;
    for (auto k = k0; k < std::min(a.cols, k0 + kGemmDepth); ++k) {
      block = std::fma(a(i, k), b(k, j), block);
    }
    total = first ? block : total + block;
    first = false;
  }
  return total;
}

Matrix Promised(MatrixView<const float> a, MatrixView<const float> b,
                const Matrix* old) {
  Matrix c(static_cast<std::size_t>(a.rows * b.cols));
  for (std::ptrdiff_t i = 0; i < a.rows; ++i) {
    for (std::ptrdiff_t j = 0; j < b.cols; ++j) {
      const auto at = static_cast<std::size_t>(i * b.cols + j);
      c[at] = PromisedSum(a, b, i, j, old != nullptr ? &(*old)[at] : nullptr);
    }
  }
  return c;
}

struct Shape {
  std::ptrdiff_t m, n, k;
};

// Around every tile and block edge, and far past them.
const Shape kShapes[] = {
    {1, 1, 1},      {1, 33, 5},    {3, 7, 2},     {4, 8, 8},     {6, 16, 9},
    {14, 32, 16},   {13, 31, 7},   {15, 33, 383}, {29, 65, 384}, {28, 64, 385},
    {57, 100, 800}, {350, 40, 20}, {5, 2080, 3},
};

class EveryKernel : public testing::TestWithParam<const GemmKernel*> {};

TEST_P(EveryKernel, GivesThePromisedBitsForEveryShape) {
  for (const Shape& s : kShapes) {
    const Matrix a = Random(s.m * s.k, 1), b = Random(s.k * s.n, 2);
    const auto a_view = RowMajor(a.data(), s.m, s.k);
    const auto b_view = RowMajor(b.data(), s.k, s.n);
    Matrix c = Random(s.m * s.n, 3);
    const Matrix old = c;
    Gemm(a_view, b_view, RowMajor(c.data(), s.m, s.n), {.kernel = GetParam()});
    EXPECT_EQ(Bits(c), Bits(Promised(a_view, b_view, nullptr)))
        << s.m << " " << s.n << " " << s.k;
    c = old;
    Gemm(a_view, b_view, RowMajor(c.data(), s.m, s.n),
         {.accumulate = true, .kernel = GetParam()});
    EXPECT_EQ(Bits(c), Bits(Promised(a_view, b_view, &old)))
        << s.m << " " << s.n << " " << s.k << " accumulating";
  }
}

TEST_P(EveryKernel, TakesEveryLayoutOfEachMatrix) {
  const Shape s = {45, 70, 50};
  const Matrix a = Random(s.m * s.k, 4), b = Random(s.k * s.n, 5);
  const MatrixView<const float> as[] = {
      RowMajor(a.data(), s.m, s.k), RowMajor(a.data(), s.k, s.m).Transposed()};
  const MatrixView<const float> bs[] = {
      RowMajor(b.data(), s.k, s.n), RowMajor(b.data(), s.n, s.k).Transposed()};
  for (const auto& a_view : as) {
    for (const auto& b_view : bs) {
      const Matrix expected = Promised(a_view, b_view, nullptr);
      Matrix c(expected.size()), c_by_columns(expected.size());
      Gemm(a_view, b_view, RowMajor(c.data(), s.m, s.n),
           {.kernel = GetParam()});
      EXPECT_EQ(Bits(c), Bits(expected));
      const auto columns = RowMajor(c_by_columns.data(), s.n, s.m).Transposed();
      Gemm(a_view, b_view, columns, {.kernel = GetParam()});
      for (std::ptrdiff_t i = 0; i < s.m; ++i) {
        for (std::ptrdiff_t j = 0; j < s.n; ++j) {
          ASSERT_EQ(columns(i, j),
                    expected[static_cast<std::size_t>(i * s.n + j)]);
        }
      }
    }
  }
}

TEST_P(EveryKernel, WritesOnlyTheBlockThatItIsGiven) {
  Matrix c(20 * 20, 7.0f);
  const Matrix a(3 * 4, 1.0f), b(4 * 5, 1.0f);
  Gemm(RowMajor(a.data(), 3, 4), RowMajor(b.data(), 4, 5),
       RowMajor(c.data(), 20, 20).Block(2, 3, 3, 5), {.kernel = GetParam()});
  for (std::ptrdiff_t i = 0; i < 20; ++i) {
    for (std::ptrdiff_t j = 0; j < 20; ++j) {
      const bool inside = i >= 2 && i < 5 && j >= 3 && j < 8;
      EXPECT_EQ(c[static_cast<std::size_t>(i * 20 + j)], inside ? 4.0f : 7.0f);
    }
  }
}

TEST_P(EveryKernel, CarriesNanAndInfinityToTheirRowsAndColumnsOnly) {
  const std::ptrdiff_t n = 40;
  Matrix a(n * n, 1.0f), b(n * n, 1.0f), c(n * n);
  a[3 * n + 5] = std::numeric_limits<float>::quiet_NaN();
  b[7 * n + 9] = std::numeric_limits<float>::infinity();
  Gemm(RowMajor(a.data(), n, n), RowMajor(b.data(), n, n),
       RowMajor(c.data(), n, n), {.kernel = GetParam()});
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    for (std::ptrdiff_t j = 0; j < n; ++j) {
      const float x = c[static_cast<std::size_t>(i * n + j)];
      EXPECT_EQ(std::isnan(x), i == 3);
      EXPECT_EQ(std::isinf(x), i != 3 && j == 9);
    }
  }
}

TEST_P(EveryKernel, KeepsSubnormals) {
  const float tiny = std::numeric_limits<float>::denorm_min();
  const Matrix a = {tiny}, b = {1.0f};
  Matrix c(1);
  Gemm(RowMajor(a.data(), 1, 1), RowMajor(b.data(), 1, 1),
       RowMajor(c.data(), 1, 1), {.kernel = GetParam()});
  EXPECT_EQ(c[0], tiny);
}

INSTANTIATE_TEST_SUITE_P(ThisMachine, EveryKernel,
                         testing::ValuesIn(GemmKernels()),
                         [](const auto& info) {
                           return std::string(info.param->name);
                         });

TEST(Gemm, GivesTheSameBitsForEveryNumberOfThreads) {
  const Shape s = {700, 300, 400};
  const Matrix a = Random(s.m * s.k, 6), b = Random(s.k * s.n, 7);
  Matrix one(static_cast<std::size_t>(s.m * s.n)), many = one;
  const auto a_view = RowMajor(a.data(), s.m, s.k);
  const auto b_view = RowMajor(b.data(), s.k, s.n);
  Gemm(a_view, b_view, RowMajor(one.data(), s.m, s.n));
  for (int threads : {1, 2, 3, 5}) {
    ThreadPool pool(threads);
    Gemm(a_view, b_view, RowMajor(many.data(), s.m, s.n), {.pool = &pool});
    EXPECT_EQ(Bits(many), Bits(one)) << threads;
  }
}

// The bound of gemm.h, with |A||B| in double.
TEST(Gemm, StaysWithinItsErrorBound) {
  const Shape s = {20, 20, 1000};
  const Matrix a = Random(s.m * s.k, 8), b = Random(s.k * s.n, 9);
  Matrix c(static_cast<std::size_t>(s.m * s.n));
  const auto a_view = RowMajor(a.data(), s.m, s.k);
  const auto b_view = RowMajor(b.data(), s.k, s.n);
  Gemm(a_view, b_view, RowMajor(c.data(), s.m, s.n));
  const double n = static_cast<double>(kGemmDepth) + 3, u = 0x1p-24;
  const double bound = n * u / (1 - n * u);
  for (std::ptrdiff_t i = 0; i < s.m; ++i) {
    for (std::ptrdiff_t j = 0; j < s.n; ++j) {
      double exact = 0, absolute = 0;
      for (std::ptrdiff_t k = 0; k < s.k; ++k) {
        const double product = double{a_view(i, k)} * double{b_view(k, j)};
        exact += product;
        absolute += std::abs(product);
      }
      EXPECT_LE(std::abs(c[static_cast<std::size_t>(i * s.n + j)] - exact),
                bound * absolute);
    }
  }
}

TEST(Gemm, EmptySidesAreNoError) {
  Matrix c(6, 5.0f);
  Gemm(RowMajor<const float>(nullptr, 2, 0),
       RowMajor<const float>(nullptr, 0, 3), RowMajor(c.data(), 2, 3),
       {.accumulate = true});
  EXPECT_EQ(c, Matrix(6, 5.0f));
  Gemm(RowMajor<const float>(nullptr, 2, 0),
       RowMajor<const float>(nullptr, 0, 3), RowMajor(c.data(), 2, 3));
  EXPECT_EQ(c, Matrix(6, 0.0f));
  Gemm(RowMajor<const float>(nullptr, 0, 4),
       RowMajor<const float>(nullptr, 4, 0), RowMajor<float>(nullptr, 0, 0));
}

TEST(ThreadPool, RunsEveryTaskOnce) {
  for (int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    for (int tasks : {0, 1, 2, 3, 100}) {
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(tasks));
      for (int round = 0; round < 50; ++round) {
        pool.Run(tasks, [&](int i) { ++runs[static_cast<std::size_t>(i)]; });
      }
      for (const auto& count : runs) EXPECT_EQ(count, 50);
    }
  }
}

}  // namespace
}  // namespace wbm::kernels
