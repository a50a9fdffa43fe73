#include "common/tensor/shape_ops.h"

#include <algorithm>
#include <utility>

#include "common/formats/float.h"
#include "common/kernels/cpu/convert.h"
#include "common/tensor/autograd.h"
#include "common/tensor/check.h"

namespace wbm::tensor {
namespace {

using formats::bfloat16;
using formats::float16;

void ResolveUnknown(const Tensor& x, Shape& shape) {
  const auto unknown = std::find(shape.begin(), shape.end(), -1);
  if (unknown == shape.end()) return;
  *unknown = 1;
  const int64_t known = Product(shape);
  *unknown = known == 0 ? 0 : x.size() / known;
}

// Copies with any strides into C order.
template <class T>
void CopyStrided(const Tensor& x, const Tensor& out) {
  const std::vector<T> values = x.ToVector<T>();
  std::copy(values.begin(), values.end(), out.mutable_data<T>());
}

template <class T>
double Widen(T x) {
  if constexpr (formats::FormatType<T>) {
    return formats::ToDouble(x);
  } else {
    return x;
  }
}

template <class To, class From>
void Convert(std::span<const From> in, std::span<To> out) {
  if constexpr (std::is_same_v<From, float> && formats::FormatType<To>) {
    wbm::kernels::FromFloat<To>(in, out);
  } else if constexpr (std::is_same_v<To, float> && formats::FormatType<From>) {
    wbm::kernels::ToFloat<From>(in, out);
  } else if constexpr (formats::FormatType<To>) {
    std::transform(in.begin(), in.end(), out.begin(),
                   [](From x) { return formats::Encode<To>(Widen(x)); });
  } else {
    std::transform(in.begin(), in.end(), out.begin(),
                   [](From x) { return static_cast<To>(Widen(x)); });
  }
}

template <class F>
void VisitStored(Dtype dtype, const F& f) {
  switch (dtype) {
    case Dtype::kFloat16:
      return f(float16{});
    case Dtype::kBFloat16:
      return f(bfloat16{});
    case Dtype::kFloat32:
      return f(float{});
    case Dtype::kFloat64:
      return f(double{});
    case Dtype::kInt64:
      Fail("Cast", "int64 does not convert to or from floats");
  }
}

Tensor Converted(const Tensor& x, Dtype dtype) {
  const Tensor out = Tensor::Empty(x.shape(), dtype);
  const auto count = static_cast<size_t>(x.size());
  VisitStored(x.dtype(), [&]<class From>(From) {
    VisitStored(dtype, [&]<class To>(To) {
      Convert<To, From>({x.data<From>(), count},
                        {out.mutable_data<To>(), count});
    });
  });
  return out;
}

Tensor Copied(const Tensor& x) {
  const Tensor out = Tensor::Empty(x.shape(), x.dtype());
  if (x.dtype() == Dtype::kInt64) {
    CopyStrided<int64_t>(x, out);
  } else {
    VisitStored(x.dtype(), [&]<class T>(T) { CopyStrided<T>(x, out); });
  }
  return out;
}

Tensor Exchanged(const Tensor& x, size_t first, size_t second) {
  Shape shape = x.shape();
  Shape strides = x.strides();
  std::swap(shape[first], shape[second]);
  std::swap(strides[first], strides[second]);
  return x.View(std::move(shape), std::move(strides));
}

}  // namespace

Tensor Reshape(const Tensor& x, Shape shape) {
  ResolveUnknown(x, shape);
  Check(Product(shape) == x.size(), "Reshape",
        [&] { return x.Describe() + " does not fill " + Describe(shape); });
  const Tensor whole = Contiguous(x);
  Shape strides(shape.size());
  int64_t step = 1;
  for (size_t d = shape.size(); d-- > 0; step *= shape[d]) strides[d] = step;
  Tensor out = whole.View(std::move(shape), std::move(strides));
  if (!Records({&whole})) return out;
  return Record("reshape", out, {whole},
                [from = whole.shape()](const Tensor& grad) {
                  return std::vector{Reshape(grad, from)};
                });
}

Tensor Transpose(const Tensor& x, int first, int second) {
  x.dim(first);  // checks
  x.dim(second);
  const auto index = [&](int d) {
    return static_cast<size_t>(d < 0 ? d + x.rank() : d);
  };
  const size_t a = index(first);
  const size_t b = index(second);
  Tensor out = Exchanged(x, a, b);
  if (!Records({&x})) return out;
  return Record("transpose", out, {x}, [a, b](const Tensor& grad) {
    return std::vector{Contiguous(Exchanged(grad, a, b))};
  });
}

Tensor Contiguous(const Tensor& x) {
  if (x.contiguous()) return x;
  Tensor out = Copied(x);
  if (!Records({&x})) return out;
  return Record("contiguous", out, {x},
                [](const Tensor& grad) { return std::vector{grad}; });
}

Tensor Cast(const Tensor& x, Dtype dtype) {
  if (x.dtype() == dtype) return x;
  const Tensor whole = Contiguous(x);
  Tensor out = Converted(whole, dtype);
  if (!Records({&whole})) return out;
  return Record("cast", out, {whole}, [from = x.dtype()](const Tensor& grad) {
    return std::vector{Converted(grad, from)};
  });
}

}  // namespace wbm::tensor
