// An array of numbers with a shape, a dtype and, when asked, a derivative.
//
//   Tensor w = Tensor::From<float>({2, 3}, values).RequireGrad();
//   Tensor y = Linear(x, w);                     // ops.h
//   Gradients grads = Backward(Sum(y));          // autograd.h
//   const float* g = grads.Of(w).data<float>();
//
// A Tensor is a handle: copies share the elements. Operations return new
// tensors; Transpose returns a view with other strides. Most operations want
// their operands contiguous (C order) and copy one that is not.
//
// A misuse (a wrong shape or dtype) ends the program with a message; see
// check.h. A shape may contain 0; rank 0 is a scalar.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/tensor/buffer.h"
#include "common/tensor/dtype.h"

namespace wbm::tensor {

using Shape = std::vector<int64_t>;

struct Node;  // autograd.h

class Tensor {
 public:
  Tensor() = default;  // none: defined() is false

  static Tensor Empty(Shape shape, Dtype dtype);  // uninitialised
  static Tensor Zeros(Shape shape, Dtype dtype);
  static Tensor Full(Shape shape, Dtype dtype, double value);
  // The elements in C order.
  template <class T>
  static Tensor From(Shape shape, std::span<const T> values);
  template <class T>
  static Tensor From(Shape shape, const std::vector<T>& values) {
    return From(std::move(shape), std::span<const T>(values));
  }

  bool defined() const { return impl_ != nullptr; }
  const Shape& shape() const { return impl_->shape; }
  const Shape& strides() const { return impl_->strides; }  // in elements
  int rank() const { return static_cast<int>(shape().size()); }
  int64_t size() const { return impl_->size; }
  // Extent of a dimension; -1 is the last one.
  int64_t dim(int i) const;
  Dtype dtype() const { return impl_->dtype; }
  bool contiguous() const;

  // The first element; T is the dtype's type.
  template <class T>
  const T* data() const {
    return static_cast<const T*>(Data(kDtypeOf<T>));
  }
  // For whoever made the tensor (an operation, an optimizer) to fill it.
  template <class T>
  T* mutable_data() const {
    return static_cast<T*>(Data(kDtypeOf<T>));
  }
  // The elements in C order, copied.
  template <class T>
  std::vector<T> ToVector() const;
  // The element of a tensor of size 1, of either float dtype.
  double Item() const;

  // Makes this a leaf whose gradient Backward reports. Returns itself.
  Tensor RequireGrad() const;
  // True for such a leaf and for whatever was computed from one.
  bool requires_grad() const { return impl_->requires_grad; }
  // The same elements, cut off from the graph.
  Tensor Detach() const;

  // The same elements under other strides, without history: operations build
  // on this. `shape` and `strides` stay within the elements.
  Tensor View(Shape shape, Shape strides) const;

  // "float32 [2, 3]", for messages.
  std::string Describe() const;

  // Whether the elements have this one handle, so that they may be changed.
  bool Unshared() const;
  // Identity: the same for copies of a handle.
  const void* id() const { return impl_.get(); }

 private:
  friend class Graph;

  struct Impl {
    std::shared_ptr<Buffer> buffer;
    Shape shape;
    Shape strides;
    int64_t size = 0;
    Dtype dtype = Dtype::kFloat32;
    bool requires_grad = false;
    std::shared_ptr<Node> node;  // how it was computed; null for a leaf
  };
  explicit Tensor(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  void* Data(Dtype asked) const;

  std::shared_ptr<Impl> impl_;
};

// Number of elements; ends the program when negative or beyond 2^48.
int64_t Product(const Shape& shape);
std::string Describe(const Shape& shape);  // "[2, 3]"
// Product of all extents but the last: the rows of a tensor seen as a matrix.
int64_t LeadingRows(const Shape& shape);

// Calls f(T{}) with the float or double of a dtype in which we compute.
template <class F>
auto VisitFloat(Dtype dtype, const char* op, const F& f);

// Implementation of the templates.

[[noreturn]] void FailDtype(const char* op, Dtype dtype);
void CheckCount(const Shape& shape, int64_t count);

template <class T>
Tensor Tensor::From(Shape shape, std::span<const T> values) {
  CheckCount(shape, static_cast<int64_t>(values.size()));
  Tensor tensor = Empty(std::move(shape), kDtypeOf<T>);
  std::copy(values.begin(), values.end(), tensor.mutable_data<T>());
  return tensor;
}

template <class T>
std::vector<T> Tensor::ToVector() const {
  std::vector<T> values(static_cast<size_t>(size()));
  const T* base = data<T>();
  Shape index(shape().size(), 0);
  for (T& value : values) {
    int64_t offset = 0;
    for (size_t d = 0; d < index.size(); ++d) offset += index[d] * strides()[d];
    value = base[offset];
    for (size_t d = index.size(); d-- > 0;) {
      if (++index[d] < shape()[d]) break;
      index[d] = 0;
    }
  }
  return values;
}

template <class F>
auto VisitFloat(Dtype dtype, const char* op, const F& f) {
  if (dtype == Dtype::kFloat32) return f(float{});
  if (dtype == Dtype::kFloat64) return f(double{});
  FailDtype(op, dtype);
}

}  // namespace wbm::tensor
