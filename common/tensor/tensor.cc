#include "common/tensor/tensor.h"

#include <algorithm>
#include <cstring>

#include "common/tensor/check.h"

namespace wbm::tensor {
namespace {

constexpr int64_t kMaxSize = int64_t{1} << 48;

Shape CStrides(const Shape& shape) {
  Shape strides(shape.size());
  int64_t step = 1;
  for (size_t d = shape.size(); d-- > 0;) {
    strides[d] = step;
    step *= shape[d];
  }
  return strides;
}

}  // namespace

int64_t Product(const Shape& shape) {
  int64_t product = 1;
  for (int64_t extent : shape) {
    Check(extent >= 0, "Tensor", [&] {
      return "the shape " + Describe(shape) + " has a negative extent";
    });
    if (extent == 0) return 0;
    Check(product <= kMaxSize / extent, "Tensor", [&] {
      return "the shape " + Describe(shape) + " has too many elements";
    });
    product *= extent;
  }
  return product;
}

std::string Describe(const Shape& shape) {
  std::string text = "[";
  for (size_t d = 0; d < shape.size(); ++d) {
    text += (d == 0 ? "" : ", ") + std::to_string(shape[d]);
  }
  return text + "]";
}

int64_t LeadingRows(const Shape& shape) {
  return Product(Shape(shape.begin(), shape.end() - (shape.empty() ? 0 : 1)));
}

void FailDtype(const char* op, Dtype dtype) {
  Fail(op, "does not compute in " + std::string(Name(dtype)) +
               "; Cast its operands to float32 or float64");
}

void CheckCount(const Shape& shape, int64_t count) {
  Check(Product(shape) == count, "Tensor::From", [&] {
    return std::to_string(count) + " values do not fill " + Describe(shape);
  });
}

Tensor Tensor::Empty(Shape shape, Dtype dtype) {
  auto impl = std::make_shared<Impl>();
  impl->size = Product(shape);
  impl->buffer =
      std::make_shared<Buffer>(impl->size * wbm::tensor::Bytes(dtype));
  impl->strides = CStrides(shape);
  impl->shape = std::move(shape);
  impl->dtype = dtype;
  return Tensor(std::move(impl));
}

Tensor Tensor::Zeros(Shape shape, Dtype dtype) {
  Tensor tensor = Empty(std::move(shape), dtype);
  Buffer& buffer = *tensor.impl_->buffer;
  if (buffer.bytes() > 0) {
    std::memset(buffer.data(), 0, static_cast<size_t>(buffer.bytes()));
  }
  return tensor;
}

Tensor Tensor::Full(Shape shape, Dtype dtype, double value) {
  Tensor tensor = Empty(std::move(shape), dtype);
  VisitFloat(dtype, "Tensor::Full", [&]<class T>(T) {
    std::fill_n(tensor.mutable_data<T>(), tensor.size(), static_cast<T>(value));
  });
  return tensor;
}

int64_t Tensor::dim(int i) const {
  const int index = i < 0 ? i + rank() : i;
  Check(index >= 0 && index < rank(), "Tensor::dim", [&] {
    return "no dimension " + std::to_string(i) + " in " + Describe();
  });
  return shape()[static_cast<size_t>(index)];
}

bool Tensor::contiguous() const {
  int64_t step = 1;
  for (size_t d = shape().size(); d-- > 0;) {
    if (shape()[d] != 1 && strides()[d] != step) return size() == 0;
    step *= shape()[d];
  }
  return true;
}

double Tensor::Item() const {
  Check(size() == 1, "Tensor::Item",
        [&] { return Describe() + " is not a single number"; });
  return VisitFloat(dtype(), "Tensor::Item", [&]<class T>(T) {
    return static_cast<double>(*data<T>());
  });
}

Tensor Tensor::RequireGrad() const {
  Check(IsFloat(dtype()), "Tensor::RequireGrad",
        [&] { return Describe() + " has no derivative"; });
  impl_->requires_grad = true;
  return *this;
}

Tensor Tensor::Detach() const { return View(shape(), strides()); }

Tensor Tensor::View(Shape shape, Shape strides) const {
  auto impl = std::make_shared<Impl>();
  impl->buffer = impl_->buffer;
  impl->size = Product(shape);
  impl->shape = std::move(shape);
  impl->strides = std::move(strides);
  impl->dtype = impl_->dtype;
  return Tensor(std::move(impl));
}

std::string Tensor::Describe() const {
  if (!defined()) return "no tensor";
  return std::string(Name(dtype())) + " " + wbm::tensor::Describe(shape());
}

bool Tensor::Unshared() const {
  return impl_.use_count() == 1 && impl_->buffer.use_count() == 1;
}

void* Tensor::Data(Dtype asked) const {
  Check(defined() && impl_->dtype == asked, "Tensor::data", [&] {
    return Describe() + " was asked for as " + std::string(Name(asked));
  });
  return impl_->buffer->data();
}

}  // namespace wbm::tensor
