#include "common/tensor/linear.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/kernels/matmul.h"
#include "common/tensor/kernels/row_kernels.h"
#include "common/tensor/shape_ops.h"

namespace wbm::tensor {
namespace {

using kernels::Kernels;
using kernels::RowMajor;

// A contiguous tensor as a matrix of its last dimension.
template <class T>
kernels::MatrixView<T> Rows(const Tensor& x) {
  using Value = std::remove_const_t<T>;
  return RowMajor<T>(x.mutable_data<Value>(), LeadingRows(x.shape()),
                     x.dim(-1));
}

void CheckLinear(const Tensor& x, const Tensor& w, const Tensor& bias) {
  const bool fits = x.rank() >= 1 && w.rank() == 2 && x.dim(-1) == w.dim(1);
  Check(fits, Name(Op::kLinear), [&] {
    return "the input is " + x.Describe() + ", the weight " + w.Describe() +
           "; expected [..., in] and [out, in]";
  });
  const bool bias_fits = !bias.defined() || bias.shape() == Shape{w.dim(0)};
  Check(bias_fits, Name(Op::kLinear), [&] {
    return "the bias is " + bias.Describe() + " for a weight of " +
           w.Describe();
  });
}

Tensor LinearForward(const Tensor& x, const Tensor& w, const Tensor& bias) {
  Shape shape = x.shape();
  shape.back() = w.dim(0);
  Tensor out = Tensor::Empty(std::move(shape), x.dtype());
  VisitFloat(x.dtype(), Name(Op::kLinear), [&]<class T>(T) {
    const auto y = Rows<T>(out);
    kernels::MatMul(Rows<const T>(x), Rows<const T>(w).Transposed(), y);
    if (bias.defined()) {
      Kernels<T>().add_row(y.rows, y.cols, bias.data<T>(), y.data);
    }
  });
  return out;
}

// The gradients of x, w and bias; undefined where not wanted.
template <class T>
std::vector<Tensor> LinearBackward(const Tensor& x, const Tensor& w,
                                   const Tensor& bias, const Tensor& grad) {
  Tensor dx, dw, db;
  const auto dy = Rows<const T>(grad);
  if (x.requires_grad()) {
    dx = Tensor::Empty(x.shape(), x.dtype());
    kernels::MatMul(dy, Rows<const T>(w), Rows<T>(dx));
  }
  if (w.requires_grad()) {
    dw = Tensor::Empty(w.shape(), w.dtype());
    kernels::MatMul(dy.Transposed(), Rows<const T>(x), Rows<T>(dw));
  }
  if (bias.defined() && bias.requires_grad()) {
    db = Tensor::Empty(bias.shape(), bias.dtype());
    Kernels<T>().sum_rows(dy.rows, dy.cols, dy.data, db.mutable_data<T>());
  }
  return {dx, dw, db};
}

// The products that a MatMul is made of.
struct Batch {
  int64_t count = 1;
  bool shared_b = false;  // every product has the same b
};

Batch CheckMatMul(const Tensor& a, const Tensor& b) {
  const bool multiply =
      a.rank() >= 2 && b.rank() >= 2 && a.dim(-1) == b.dim(-2);
  const bool same_lead =
      multiply && a.rank() == b.rank() &&
      std::equal(a.shape().begin(), a.shape().end() - 2, b.shape().begin());
  Check(multiply && (same_lead || b.rank() == 2), Name(Op::kMatMul), [&] {
    return "a is " + a.Describe() + ", b is " + b.Describe() +
           "; expected [..., m, k] and [..., k, n] or [k, n]";
  });
  return {Product(Shape(a.shape().begin(), a.shape().end() - 2)), !same_lead};
}

// The i-th matrix of a tensor, whatever its strides.
template <class T>
kernels::MatrixView<T> Matrix(const Tensor& x, int64_t i) {
  const auto rank = static_cast<size_t>(x.rank());
  int64_t offset = 0;
  for (size_t d = rank - 2; d-- > 0; i /= x.shape()[d]) {
    offset += i % x.shape()[d] * x.strides()[d];
  }
  using Value = std::remove_const_t<T>;
  return {x.mutable_data<Value>() + offset, x.dim(-2), x.dim(-1),
          x.strides()[rank - 2], x.strides()[rank - 1]};
}

// Gradients: da = dy b^T, db = a^T dy (summed when b is shared).
template <class T>
std::vector<Tensor> MatMulBackward(const Tensor& a, const Tensor& b,
                                   const Batch& batch, const Tensor& grad) {
  Tensor da, db;
  if (a.requires_grad()) da = Tensor::Empty(a.shape(), a.dtype());
  if (b.requires_grad()) db = Tensor::Zeros(b.shape(), b.dtype());
  for (int64_t i = 0; i < batch.count; ++i) {
    const auto dy = Matrix<const T>(grad, i);
    const int64_t j = batch.shared_b ? 0 : i;
    if (da.defined()) {
      kernels::MatMul(dy, Matrix<const T>(b, j).Transposed(), Matrix<T>(da, i));
    }
    if (db.defined()) {
      kernels::MatMul(Matrix<const T>(a, i).Transposed(), dy, Matrix<T>(db, j),
                      /*accumulate=*/batch.shared_b);
    }
  }
  return {da, db};
}

}  // namespace

Tensor Linear(const Tensor& x_in, const Tensor& weight, const Tensor& bias_in) {
  const auto [x, w, bias] = Prepared<3>(Op::kLinear, {x_in, weight, bias_in});
  CheckLinear(x, w, bias);
  Tensor out = LinearForward(x, w, bias);
  if (!Records({&x, &w, &bias})) return out;
  return Record(Name(Op::kLinear), out, {x, w, bias},
                [x = x, w = w, bias = bias](const Tensor& grad) {
                  return VisitFloat(
                      x.dtype(), Name(Op::kLinear), [&]<class T>(T) {
                        return LinearBackward<T>(x, w, bias, grad);
                      });
                });
}

Tensor MatMul(const Tensor& a_in, const Tensor& b_in) {
  const auto [a, b] = Chosen<2>(Op::kMatMul, {a_in, b_in});
  const Batch batch = CheckMatMul(a, b);
  Shape shape = a.shape();
  shape.back() = b.dim(-1);
  Tensor out = Tensor::Empty(std::move(shape), a.dtype());
  VisitFloat(a.dtype(), Name(Op::kMatMul), [&, &a = a, &b = b]<class T>(T) {
    for (int64_t i = 0; i < batch.count; ++i) {
      kernels::MatMul(Matrix<const T>(a, i),
                      Matrix<const T>(b, batch.shared_b ? 0 : i),
                      Matrix<T>(out, i));
    }
  });
  if (!Records({&a, &b})) return out;
  return Record(Name(Op::kMatMul), out, {a, b},
                [a = a, b = b, batch](const Tensor& grad) {
                  return VisitFloat(
                      a.dtype(), Name(Op::kMatMul), [&]<class T>(T) {
                        return MatMulBackward<T>(a, b, batch, grad);
                      });
                });
}

}  // namespace wbm::tensor
