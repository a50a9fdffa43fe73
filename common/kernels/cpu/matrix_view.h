// A matrix in somebody else's memory, with any strides.
//
//   MatrixView<const float> a = RowMajor(data, rows, cols);
//   MatrixView<const float> at = a.Transposed();  // no copy
#pragma once

#include <cstddef>
#include <type_traits>

namespace wbm::kernels {

template <class T>
struct MatrixView {
  T* data = nullptr;
  std::ptrdiff_t rows = 0;
  std::ptrdiff_t cols = 0;
  std::ptrdiff_t row_stride = 0;  // elements from one row to the next
  std::ptrdiff_t col_stride = 1;  // elements from one column to the next

  T& operator()(std::ptrdiff_t row, std::ptrdiff_t col) const {
    return data[row * row_stride + col * col_stride];
  }
  MatrixView Transposed() const {
    return {data, cols, rows, col_stride, row_stride};
  }
  MatrixView Block(std::ptrdiff_t row, std::ptrdiff_t col,
                   std::ptrdiff_t block_rows, std::ptrdiff_t block_cols) const {
    return {data + row * row_stride + col * col_stride, block_rows, block_cols,
            row_stride, col_stride};
  }
  operator MatrixView<const T>() const requires(!std::is_const_v<T>) {
    return {data, rows, cols, row_stride, col_stride};
  }
};

template <class T>
MatrixView<T> RowMajor(T* data, std::ptrdiff_t rows, std::ptrdiff_t cols) {
  return {data, rows, cols, cols, 1};
}

}  // namespace wbm::kernels
