// The innermost step of a matrix product: one tile of C from packed panels.
//
// A kernel computes a tile of at most `rows` x `cols` elements, which it keeps
// in registers, over up to kGemmDepth steps of the inner dimension.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace wbm::kernels {

// Length of the blocks into which the inner dimension is cut. Part of the
// numerical contract of Gemm: changing it changes results.
inline constexpr std::ptrdiff_t kGemmDepth = 384;

inline constexpr std::ptrdiff_t kMaxTileRows = 16;
inline constexpr std::ptrdiff_t kMaxTileCols = 32;

// Rows of A or columns of B: lane i of step k is data[k * step + i * lane].
struct Panel {
  const float* data;
  std::ptrdiff_t step;
  std::ptrdiff_t lane;
};

// c[i * stride + j] = sum over k of A's lane i times B's lane j, plus the old c
// where `add`. Every step is one fused multiply-add. (The panels by reference:
// copied as arguments they would be read wider than they were just written,
// which has to wait for all stores before, those of a whole tile.)
using GemmTile = void (*)(std::ptrdiff_t depth, const Panel& a, const Panel& b,
                          float* c, std::ptrdiff_t stride, bool add);

struct GemmKernel {
  const char* name;
  int rows;
  int cols;
  // For 1 .. rows rows and always `cols` columns, when the lanes of A lie side
  // by side and when they do not; those of B always do.
  const GemmTile* side_by_side;
  const GemmTile* apart;

  GemmTile Tile(std::ptrdiff_t tile_rows, const Panel& a) const {
    return (a.lane == 1 ? side_by_side : apart)[tile_rows - 1];
  }
};

// The tiles of a kernel, from a template of the rows: Make::Tile<rows>.
template <class Make, int... kLess>
constexpr std::array<GemmTile, sizeof...(kLess)> MakeGemmTiles(
    std::integer_sequence<int, kLess...>) {
  return {Make::template Tile<kLess + 1>...};
}
template <class Make, int kRows>
inline constexpr std::array<GemmTile, kRows> kGemmTiles =
    MakeGemmTiles<Make>(std::make_integer_sequence<int, kRows>());

// Every kernel that this machine can run, slowest first; the first is scalar.
std::span<const GemmKernel* const> GemmKernels();

extern const GemmKernel kGemmScalar;
extern const GemmKernel kGemmNeon;    // arm64
extern const GemmKernel kGemmAvx2;    // needs AVX2 and FMA
extern const GemmKernel kGemmAvx512;  // needs AVX-512F

}  // namespace wbm::kernels
