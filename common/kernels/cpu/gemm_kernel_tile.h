// The tiles of the vector kernels, written once: each instruction set's file
// defines in its unnamed namespace
//   kRows, kAhead (steps to prefetch, 0 for none), kLanes, Floats,
//   Zero(), Splat(x), Load(p), Store(p, v), Add(v, w), MultiplyAdd(a, b, c)
// and is compiled for it. A tile is two vectors wide.
//
// Internal: everything has internal linkage, so that no CPU is given another
// one's code.
#pragma once

#include <cstddef>

#include "common/kernels/cpu/gemm_kernel.h"

namespace wbm::kernels {
namespace {

constexpr int kCols = 2 * kLanes;

// With kApart, A is read through a pointer to every third row, which leaves
// few enough of them for the registers; the rows between are at one and two
// strides from there.
template <int kTileRows, bool kApart>
void Run(std::ptrdiff_t depth, const Panel& a, const Panel& b, float* c,
         std::ptrdiff_t stride, bool add) {
  constexpr int kPointers = kApart ? (kTileRows + 2) / 3 : 1;
  const float* a_rows[kPointers];
  Floats left[kTileRows];
  Floats right[kTileRows];
#pragma GCC unroll 14
  for (int i = 0; i < kPointers; ++i) a_rows[i] = a.data + 3 * i * a.lane;
#pragma GCC unroll 14
  for (int i = 0; i < kTileRows; ++i) {
    left[i] = Zero();
    right[i] = Zero();
    if (kAhead == 0) continue;
    __builtin_prefetch(c + i * stride);
    __builtin_prefetch(c + i * stride + kLanes);
  }
  const float* b_row = b.data;
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    if (kAhead != 0) {
      if (!kApart) __builtin_prefetch(a_rows[0] + kAhead * a.step);
      __builtin_prefetch(b_row + kAhead * b.step);
      __builtin_prefetch(b_row + kAhead * b.step + kLanes);
    }
    const Floats b_left = Load(b_row);
    const Floats b_right = Load(b_row + kLanes);
#pragma GCC unroll 14
    for (int i = 0; i < kTileRows; ++i) {
      const float* a_i =
          kApart ? a_rows[i / 3] + i % 3 * a.lane : a_rows[0] + i;
      const Floats factor = Splat(*a_i);
      left[i] = MultiplyAdd(factor, b_left, left[i]);
      right[i] = MultiplyAdd(factor, b_right, right[i]);
    }
#pragma GCC unroll 14
    for (int i = 0; i < kPointers; ++i) a_rows[i] += a.step;
    b_row += b.step;
  }
#pragma GCC unroll 14
  for (int i = 0; i < kTileRows; ++i) {
    float* row = c + i * stride;
    if (add) {
      left[i] = Add(Load(row), left[i]);
      right[i] = Add(Load(row + kLanes), right[i]);
    }
    Store(row, left[i]);
    Store(row + kLanes, right[i]);
  }
}

struct SideBySide {
  template <int kTileRows>
  static constexpr GemmTile Tile = Run<kTileRows, false>;
};
struct Apart {
  template <int kTileRows>
  static constexpr GemmTile Tile = Run<kTileRows, true>;
};

}  // namespace
}  // namespace wbm::kernels
