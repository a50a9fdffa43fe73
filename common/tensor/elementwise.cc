#include "common/tensor/elementwise.h"

#include <algorithm>
#include <array>

#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor {
namespace {

using kernels::Kernels;

void CheckSuffix(Op op, const Tensor& a, const Tensor& b) {
  const Shape& long_shape = a.shape();
  const Shape& suffix = b.shape();
  const bool fits =
      suffix.size() <= long_shape.size() &&
      std::equal(suffix.rbegin(), suffix.rend(), long_shape.rbegin());
  Check(fits, Name(op), [&] {
    return b.Describe() + " is not the shape of " + a.Describe() +
           " or of its last dimensions";
  });
}

// How often the second operand is used.
int64_t Repeats(const Tensor& a, const Tensor& b) {
  return b.size() == 0 ? 0 : a.size() / b.size();
}

template <class T>
using Binary = void (*)(int64_t, const T*, const T*, T*);

// out = f(a, b) with b repeated.
template <class T>
void ForEachRepeat(Binary<T> f, const Tensor& a, const Tensor& b,
                   const Tensor& out) {
  const int64_t n = b.size();
  for (int64_t r = 0; r < Repeats(a, b); ++r) {
    f(n, a.data<T>() + r * n, b.data<T>(), out.mutable_data<T>() + r * n);
  }
}

// Sum of x over the dimensions in which `shape` was repeated.
Tensor SumRepeats(const Tensor& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  const Tensor sum = Tensor::Empty(shape, x.dtype());
  VisitFloat(x.dtype(), "sum", [&]<class T>(T) {
    const int64_t cols = sum.size();
    Kernels<T>().sum_rows(cols == 0 ? 0 : x.size() / cols, cols, x.data<T>(),
                          sum.mutable_data<T>());
  });
  return sum;
}

Tensor Product(const Tensor& a, const Tensor& b) {
  const Tensor out = Tensor::Empty(a.shape(), a.dtype());
  VisitFloat(a.dtype(), Name(Op::kMultiply), [&]<class T>(T) {
    ForEachRepeat<T>(Kernels<T>().multiply, a, b, out);
  });
  return out;
}

Tensor Scaled(const Tensor& x, double factor) {
  const Tensor out = Tensor::Empty(x.shape(), x.dtype());
  VisitFloat(x.dtype(), Name(Op::kScale), [&]<class T>(T) {
    Kernels<T>().scale(x.size(), static_cast<T>(factor), x.data<T>(),
                       out.mutable_data<T>());
  });
  return out;
}

}  // namespace

Tensor Add(const Tensor& a_in, const Tensor& b_in) {
  const auto [a, b] = Prepared<2>(Op::kAdd, {a_in, b_in});
  CheckSuffix(Op::kAdd, a, b);
  Tensor out = Tensor::Empty(a.shape(), a.dtype());
  VisitFloat(a.dtype(), Name(Op::kAdd), [&, &a = a, &b = b]<class T>(T) {
    ForEachRepeat<T>(Kernels<T>().add, a, b, out);
  });
  if (!Records({&a, &b})) return out;
  return Record(Name(Op::kAdd), out, {a, b},
                [a_needs = a.requires_grad(), b_needs = b.requires_grad(),
                 shape = b.shape()](const Tensor& grad) {
                  return std::vector{
                      a_needs ? grad : Tensor(),
                      b_needs ? SumRepeats(grad, shape) : Tensor()};
                });
}

Tensor Multiply(const Tensor& a_in, const Tensor& b_in) {
  const auto [a, b] = Prepared<2>(Op::kMultiply, {a_in, b_in});
  CheckSuffix(Op::kMultiply, a, b);
  Tensor out = Product(a, b);
  if (!Records({&a, &b})) return out;
  return Record(
      Name(Op::kMultiply), out, {a, b}, [a = a, b = b](const Tensor& grad) {
        return std::vector{a.requires_grad() ? Product(grad, b) : Tensor(),
                           b.requires_grad()
                               ? SumRepeats(Product(grad, a), b.shape())
                               : Tensor()};
      });
}

Tensor Scale(const Tensor& x_in, double factor) {
  const auto [x] = Prepared<1>(Op::kScale, {x_in});
  Tensor out = Scaled(x, factor);
  if (!Records({&x})) return out;
  return Record(Name(Op::kScale), out, {x}, [factor](const Tensor& grad) {
    return std::vector{Scaled(grad, factor)};
  });
}

Tensor Gelu(const Tensor& x_in) {
  const auto [x] = Prepared<1>(Op::kGelu, {x_in});
  const bool records = Records({&x});
  Tensor out = Tensor::Empty(x.shape(), x.dtype());
  const Tensor slope = records ? Tensor::Empty(x.shape(), x.dtype()) : Tensor();
  VisitFloat(x.dtype(), Name(Op::kGelu), [&, &x = x]<class T>(T) {
    Kernels<T>().gelu(x.size(), x.data<T>(), out.mutable_data<T>(),
                      records ? slope.mutable_data<T>() : nullptr);
  });
  if (!records) return out;
  return Record(Name(Op::kGelu), out, {x}, [slope](const Tensor& grad) {
    return std::vector{Product(grad, slope)};
  });
}

}  // namespace wbm::tensor
