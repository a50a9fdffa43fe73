// Rows of a table.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

// table [rows, c], ids int64 of any shape -> [..., c]. The gradient of the
// table is dense; rows used twice are summed in the order of the ids. An id
// outside the table ends the program: check ids where they are read.
Tensor Embedding(const Tensor& table, const Tensor& ids);

}  // namespace wbm::tensor
