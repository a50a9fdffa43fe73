#include "common/tensor/reduce.h"

#include <algorithm>
#include <array>

#include "common/tensor/autograd.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/elementwise.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor {
namespace {

using kernels::Kernels;

Tensor Filled(const Shape& shape, const Tensor& scalar) {
  return Tensor::Full(shape, scalar.dtype(), scalar.Item());
}

// A tensor as [outer, extent, inner] around the dimension to reduce.
struct Around {
  int64_t outer = 1;
  int64_t extent = 1;
  int64_t inner = 1;
};

Around Split(const Shape& shape, size_t dim) {
  Around around;
  around.extent = shape[dim];
  for (size_t d = 0; d < dim; ++d) around.outer *= shape[d];
  for (size_t d = dim + 1; d < shape.size(); ++d) around.inner *= shape[d];
  return around;
}

// Each of `sums`' rows, `extent` times.
Tensor Repeated(const Tensor& sums, const Shape& shape, const Around& around) {
  const Tensor out = Tensor::Empty(shape, sums.dtype());
  VisitFloat(sums.dtype(), Name(Op::kSum), [&]<class T>(T) {
    T* to = out.mutable_data<T>();
    for (int64_t o = 0; o < around.outer; ++o) {
      for (int64_t e = 0; e < around.extent; ++e, to += around.inner) {
        std::copy_n(sums.data<T>() + o * around.inner, around.inner, to);
      }
    }
  });
  return out;
}

}  // namespace

Tensor Sum(const Tensor& x_in) {
  const auto [x] = Prepared<1>(Op::kSum, {x_in});
  Tensor out = Tensor::Empty({}, x.dtype());
  VisitFloat(x.dtype(), Name(Op::kSum), [&, &x = x]<class T>(T) {
    *out.mutable_data<T>() = Kernels<T>().sum(x.size(), x.data<T>());
  });
  if (!Records({&x})) return out;
  return Record(Name(Op::kSum), out, {x},
                [shape = x.shape()](const Tensor& grad) {
                  return std::vector{Filled(shape, grad)};
                });
}

Tensor Mean(const Tensor& x_in) {
  const auto [x] = Prepared<1>(Op::kMean, {x_in});
  const auto count = static_cast<double>(x.size());
  Tensor out = Tensor::Empty({}, x.dtype());
  VisitFloat(x.dtype(), Name(Op::kMean), [&, &x = x]<class T>(T) {
    *out.mutable_data<T>() =
        Kernels<T>().sum(x.size(), x.data<T>()) / static_cast<T>(count);
  });
  if (!Records({&x})) return out;
  return Record(Name(Op::kMean), out, {x},
                [shape = x.shape(), count](const Tensor& grad) {
                  return std::vector{Filled(shape, Scale(grad, 1 / count))};
                });
}

Tensor Sum(const Tensor& x_in, int dim) {
  const auto [x] = Prepared<1>(Op::kSum, {x_in});
  x.dim(dim);  // checks
  const auto index = static_cast<size_t>(dim < 0 ? dim + x.rank() : dim);
  const Around around = Split(x.shape(), index);
  Shape shape = x.shape();
  shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(index));
  Tensor out = Tensor::Empty(shape, x.dtype());
  VisitFloat(x.dtype(), Name(Op::kSum), [&, &x = x]<class T>(T) {
    for (int64_t o = 0; o < around.outer; ++o) {
      Kernels<T>().sum_rows(around.extent, around.inner,
                            x.data<T>() + o * around.extent * around.inner,
                            out.mutable_data<T>() + o * around.inner);
    }
  });
  if (!Records({&x})) return out;
  return Record(Name(Op::kSum), out, {x},
                [shape = x.shape(), around](const Tensor& grad) {
                  return std::vector{Repeated(grad, shape, around)};
                });
}

}  // namespace wbm::tensor
