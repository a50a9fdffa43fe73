#include "common/tensor/attention.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/kernels/matmul.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor {
namespace {

using kernels::Kernels;
using kernels::MatrixView;

constexpr Op kOp = Op::kCausalAttention;
constexpr int64_t kQueryBlock = 64;

struct Extents {
  int64_t sequences, time, width, heads;
  int64_t head_width() const { return width / heads; }
  template <class T>
  T scale() const {
    return static_cast<T>(1.0 / std::sqrt(static_cast<double>(head_width())));
  }
};

Extents CheckExtents(const Tensor& qkv, int64_t heads) {
  const bool fits = qkv.rank() == 3 && heads >= 1 && qkv.dim(2) > 0 &&
                    qkv.dim(2) % (3 * heads) == 0;
  Check(fits, Name(kOp), [&] {
    return "the input is " + qkv.Describe() + " for " + std::to_string(heads) +
           " heads; expected [n, t, 3 c] with c a multiple of the heads";
  });
  return {qkv.dim(0), qkv.dim(1), qkv.dim(2) / 3, heads};
}

// One head of one sequence: matrices [t, d] inside the packed tensors.
template <class T>
struct Head {
  MatrixView<T> q, k, v;
};
template <class T>
Head<T> HeadOf(T* qkv, const Extents& e, int64_t sequence, int64_t head) {
  T* first = qkv + sequence * e.time * 3 * e.width + head * e.head_width();
  const auto part = [&](int64_t i) {
    return MatrixView<T>{first + i * e.width, e.time, e.head_width(),
                         3 * e.width, 1};
  };
  return {part(0), part(1), part(2)};
}
template <class T>
MatrixView<T> OutputOf(T* out, const Extents& e, int64_t sequence,
                       int64_t head) {
  return {out + sequence * e.time * e.width + head * e.head_width(), e.time,
          e.head_width(), e.width, 1};
}

// The first `rows` rows from `row` on.
template <class T>
MatrixView<T> RowsOf(const MatrixView<T>& m, int64_t row, int64_t rows) {
  return m.Block(row, 0, rows, m.cols);
}

// `p` [t, t] gets the attention weights, 0 beyond the diagonal as far as the
// query's block; `out` the weighted sums of the values.
template <class T>
void ForwardHead(const Head<const T>& head, T scale, MatrixView<T> p,
                 MatrixView<T> out) {
  for (int64_t i = 0; i < p.rows; i += kQueryBlock) {
    const int64_t queries = std::min(kQueryBlock, p.rows - i);
    const int64_t keys = i + queries;
    const MatrixView<T> scores = p.Block(i, 0, queries, keys);
    kernels::MatMul(RowsOf(head.q, i, queries),
                    RowsOf(head.k, 0, keys).Transposed(), scores);
    for (int64_t r = 0; r < queries; ++r) {
      T* row = &scores(r, 0);
      Kernels<T>().softmax(i + r + 1, scale, row, row);
      std::fill(row + i + r + 1, row + keys, T{0});
    }
    kernels::MatMul(scores, RowsOf(head.v, 0, keys), RowsOf(out, i, queries));
  }
}

// Adds to the gradients of q, k and v; `scores` is scratch for a block.
template <class T>
void BackwardHead(const Head<const T>& head, T scale, MatrixView<const T> p,
                  MatrixView<const T> dout, std::vector<T>& scratch,
                  const Head<T>& grad) {
  for (int64_t i = 0; i < p.rows; i += kQueryBlock) {
    const int64_t queries = std::min(kQueryBlock, p.rows - i);
    const int64_t keys = i + queries;
    const MatrixView<const T> weights = p.Block(i, 0, queries, keys);
    const MatrixView<const T> dy = RowsOf(dout, i, queries);
    scratch.resize(static_cast<size_t>(queries * keys));
    const auto ds = kernels::RowMajor(scratch.data(), queries, keys);
    kernels::MatMul(dy, RowsOf(head.v, 0, keys).Transposed(), ds);
    for (int64_t r = 0; r < queries; ++r) {
      T* row = &ds(r, 0);
      Kernels<T>().softmax_backward(i + r + 1, scale, &weights(r, 0), row, row);
      std::fill(row + i + r + 1, row + keys, T{0});
    }
    const MatrixView<const T> scores = ds;
    kernels::MatMul(scores, RowsOf(head.k, 0, keys), RowsOf(grad.q, i, queries),
                    true);
    kernels::MatMul(scores.Transposed(), RowsOf(head.q, i, queries),
                    RowsOf(grad.k, 0, keys), true);
    kernels::MatMul(weights.Transposed(), dy, RowsOf(grad.v, 0, keys), true);
  }
}

// The weights of one head of one sequence.
template <class T>
MatrixView<T> WeightsOf(T* weights, const Extents& e, int64_t sequence,
                        int64_t head) {
  return kernels::RowMajor(
      weights + (sequence * e.heads + head) * e.time * e.time, e.time, e.time);
}

template <class F>
void ForEachHead(const Extents& e, const F& f) {
  for (int64_t n = 0; n < e.sequences; ++n) {
    for (int64_t h = 0; h < e.heads; ++h) f(n, h);
  }
}

template <class T>
Tensor Backward(const Tensor& qkv, const Tensor& weights, const Extents& e,
                const Tensor& grad) {
  const Tensor dqkv = Tensor::Zeros(qkv.shape(), qkv.dtype());
  std::vector<T> scratch;
  ForEachHead(e, [&](int64_t n, int64_t h) {
    BackwardHead<T>(HeadOf(qkv.data<T>(), e, n, h), e.scale<T>(),
                    WeightsOf(weights.data<T>(), e, n, h),
                    OutputOf(grad.data<T>(), e, n, h), scratch,
                    HeadOf(dqkv.mutable_data<T>(), e, n, h));
  });
  return dqkv;
}

}  // namespace

Tensor CausalAttention(const Tensor& qkv_in, int64_t heads) {
  const auto [qkv] = Prepared<1>(kOp, {qkv_in});
  const Extents e = CheckExtents(qkv, heads);
  Tensor out = Tensor::Empty({e.sequences, e.time, e.width}, qkv.dtype());
  const Tensor weights =
      Tensor::Empty({e.sequences, heads, e.time, e.time}, qkv.dtype());
  VisitFloat(qkv.dtype(), Name(kOp), [&, &qkv = qkv]<class T>(T) {
    ForEachHead(e, [&](int64_t n, int64_t h) {
      ForwardHead<T>(HeadOf(qkv.data<T>(), e, n, h), e.scale<T>(),
                     WeightsOf(weights.mutable_data<T>(), e, n, h),
                     OutputOf(out.mutable_data<T>(), e, n, h));
    });
  });
  if (!Records({&qkv})) return out;
  return Record(Name(kOp), out, {qkv},
                [qkv = qkv, weights, e](const Tensor& grad) {
                  return VisitFloat(qkv.dtype(), Name(kOp), [&]<class T>(T) {
                    return std::vector{Backward<T>(qkv, weights, e, grad)};
                  });
                });
}

}  // namespace wbm::tensor
