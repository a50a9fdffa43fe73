#include "common/kernels/cpu/gemm.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/kernels/cpu/gemm_pack.h"

namespace wbm::kernels {
namespace {

using Index = std::ptrdiff_t;
using In = MatrixView<const float>;
using Out = MatrixView<float>;

// A block of A this tall (times kGemmDepth floats) stays in the L2 cache while
// the panels of B pass by; a block of B this wide stays in L2 or L3.
constexpr Index kBlockRows = 336;
constexpr Index kBlockCols = 2048;

// A is read in place when at most this many panels of B meet it and its span
// is at most half of a common L2 cache.
constexpr Index kFewPanels = 8;
constexpr Index kInPlaceFloats = 1 << 18;

// Waking a second thread costs microseconds: about this many multiply-adds.
constexpr Index kWorthThreads = 1 << 19;

Index RoundUp(Index n, Index step) { return (n + step - 1) / step * step; }

// Memory that a thread keeps from call to call.
float* Scratch(std::vector<float>& memory, Index floats) {
  if (memory.size() < static_cast<std::size_t>(floats)) {
    memory.resize(static_cast<std::size_t>(floats));
  }
  return memory.data();
}

// Runs the kernel where C lacks columns.
void RunEdge(const GemmKernel& kernel, Index depth, const Panel& a,
             const Panel& b, Out c, bool add) {
  std::array<float, kMaxTileRows * kMaxTileCols> tile;
  kernel.Tile(c.rows, a)(depth, a, b, tile.data(), kernel.cols, /*add=*/false);
  for (Index i = 0; i < c.rows; ++i) {
    for (Index j = 0; j < c.cols; ++j) {
      const float sum = tile[static_cast<std::size_t>(i * kernel.cols + j)];
      c(i, j) = add ? c(i, j) + sum : sum;
    }
  }
}

// One block of C from a block of A and a block of B.
void MultiplyBlock(const GemmKernel& kernel, const Panels& a, const Panels& b,
                   Out c, bool add) {
  for (Index j = 0; j < c.cols; j += kernel.cols) {
    const Index cols = std::min<Index>(kernel.cols, c.cols - j);
    const Panel b_panel = b.At(j);
    for (Index i = 0; i < c.rows; i += kernel.rows) {
      const Index rows = std::min<Index>(kernel.rows, c.rows - i);
      const Panel a_panel = a.At(i);
      if (cols == kernel.cols) {
        kernel.Tile(rows, a_panel)(a.depth(), a_panel, b_panel, &c(i, j),
                                   c.row_stride, add);
      } else {
        RunEdge(kernel, a.depth(), a_panel, b_panel, c.Block(i, j, rows, cols),
                add);
      }
    }
  }
}

// Rows of C a task takes: at most what fits the cache, in equal shares, the
// number of shares a multiple of the threads. Does not touch any sum's order.
Index RowsPerTask(const GemmKernel& kernel, Index rows, int threads) {
  const Index tasks_a_thread =
      (rows + threads * kBlockRows - 1) / (threads * kBlockRows);
  const Index tasks = tasks_a_thread * threads;
  return RoundUp((rows + tasks - 1) / tasks, kernel.rows);
}

struct Job {
  const GemmKernel& kernel;
  ThreadPool* pool;

  int threads() const { return pool == nullptr ? 1 : pool->threads(); }
  void ForEach(Index tasks, const std::function<void(int)>& task) const {
    if (pool != nullptr) {
      pool->Run(static_cast<int>(tasks), task);
    } else {
      for (int i = 0; i < tasks; ++i) task(i);
    }
  }
};

Panels PackB(const Job& job, In b) {
  thread_local std::vector<float> memory;
  const Index width = job.kernel.cols;
  const Panels panels(b.Transposed(), width,
                      Scratch(memory, RoundUp(b.cols, width) * b.rows));
  const Index share =
      RoundUp(std::max<Index>(b.cols / job.threads(), 1), width);
  job.ForEach((b.cols + share - 1) / share, [&](int task) {
    const Index first = task * share;
    panels.Pack(first, std::min(first + share, b.cols));
  });
  return panels;
}

// Whether the kernels should read A where it lies rather than from a packed
// copy, which costs more than it saves when few panels of B pass by.
bool ReadInPlace(const GemmKernel& kernel, In a, Index cols) {
  const Index span = a.rows * a.row_stride + a.cols * a.col_stride;
  return cols <= kFewPanels * kernel.cols && span <= kInPlaceFloats;
}

// C (+)= A·B for an inner dimension of at most kGemmDepth.
void MultiplyDepth(const Job& job, In a, In b, Out c, bool add) {
  const Panels b_panels = PackB(job, b);
  const Index step = RowsPerTask(job.kernel, c.rows, job.threads());
  job.ForEach((c.rows + step - 1) / step, [&](int task) {
    thread_local std::vector<float> memory;
    const Index row = task * step;
    const Index rows = std::min(step, c.rows - row);
    const In block = a.Block(row, 0, rows, a.cols);
    const Index width = job.kernel.rows;
    float* packed = ReadInPlace(job.kernel, block, c.cols)
                        ? nullptr
                        : Scratch(memory, RoundUp(rows, width) * a.cols);
    const Panels a_panels(block, width, packed);
    a_panels.Pack(0, rows);
    MultiplyBlock(job.kernel, a_panels, b_panels, c.Block(row, 0, rows, c.cols),
                  add);
  });
}

void SetZero(Out c) {
  for (Index i = 0; i < c.rows; ++i) {
    for (Index j = 0; j < c.cols; ++j) c(i, j) = 0.0f;
  }
}

}  // namespace

void Gemm(In a, In b, Out c, const GemmOptions& options) {
  if (c.rows == 0 || c.cols == 0) return;
  if (a.cols == 0) {
    if (!options.accumulate) SetZero(c);
    return;
  }
  if (c.col_stride != 1) {  // the kernels write along rows
    return Gemm(b.Transposed(), a.Transposed(), c.Transposed(), options);
  }
  const GemmKernel& kernel =
      options.kernel != nullptr ? *options.kernel : *GemmKernels().back();
  const bool small = c.rows * c.cols * a.cols < kWorthThreads;
  const Job job = {kernel, small ? nullptr : options.pool};
  for (Index j = 0; j < c.cols; j += kBlockCols) {
    const Index cols = std::min(kBlockCols, c.cols - j);
    for (Index k = 0; k < a.cols; k += kGemmDepth) {
      const Index depth = std::min(kGemmDepth, a.cols - k);
      MultiplyDepth(job, a.Block(0, k, a.rows, depth),
                    b.Block(k, j, depth, cols), c.Block(0, j, c.rows, cols),
                    options.accumulate || k > 0);
    }
  }
}

}  // namespace wbm::kernels
