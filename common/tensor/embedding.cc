#include "common/tensor/embedding.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/kernels/row_kernels.h"
#include "common/tensor/shape_ops.h"

namespace wbm::tensor {
namespace {

void CheckIds(const Tensor& table, const Tensor& ids) {
  Check(table.rank() == 2 && ids.dtype() == Dtype::kInt64, Name(Op::kEmbedding),
        [&] {
          return "the table is " + table.Describe() + ", the ids " +
                 ids.Describe() + "; expected [rows, c] and int64";
        });
  const int64_t* id = ids.data<int64_t>();
  for (int64_t i = 0; i < ids.size(); ++i) {
    Check(id[i] >= 0 && id[i] < table.dim(0), Name(Op::kEmbedding), [&] {
      return "id " + std::to_string(id[i]) + " is not a row of " +
             table.Describe();
    });
  }
}

}  // namespace

Tensor Embedding(const Tensor& table_in, const Tensor& ids_in) {
  const auto [table] = Prepared<1>(Op::kEmbedding, {table_in});
  const Tensor ids = Contiguous(ids_in);
  CheckIds(table, ids);
  const int64_t cols = table.dim(1);
  Shape shape = ids.shape();
  shape.push_back(cols);
  Tensor out = Tensor::Empty(std::move(shape), table.dtype());
  VisitFloat(table.dtype(), Name(Op::kEmbedding),
             [&, &table = table]<class T>(T) {
               T* to = out.mutable_data<T>();
               for (int64_t i = 0; i < ids.size(); ++i, to += cols) {
                 const int64_t row = ids.data<int64_t>()[i];
                 std::copy_n(table.data<T>() + row * cols, cols, to);
               }
             });
  if (!Records({&table})) return out;
  return Record(
      Name(Op::kEmbedding), out, {table},
      [ids, cols, shape = table.shape()](const Tensor& grad) {
        const Tensor sum = Tensor::Zeros(shape, grad.dtype());
        VisitFloat(grad.dtype(), Name(Op::kEmbedding), [&]<class T>(T) {
          const T* from = grad.data<T>();
          for (int64_t i = 0; i < ids.size(); ++i, from += cols) {
            T* row = sum.mutable_data<T>() + ids.data<int64_t>()[i] * cols;
            kernels::Kernels<T>().add(cols, row, from, row);
          }
        });
        return std::vector{sum};
      });
}

}  // namespace wbm::tensor
