// Causal self-attention, all heads at once.
#pragma once

#include "common/tensor/tensor.h"

namespace wbm::tensor {

// softmax(Q K^T / sqrt(d), only keys at or before the query) V for each head
// (Vaswani et al., 2017).
//
// qkv [n, t, 3 c]: queries, keys and values side by side, each of `heads`
// blocks of d = c / heads; the result [n, t, c] has the heads side by side.
// Scores beyond the diagonal are never computed in blocks of 64 queries.
Tensor CausalAttention(const Tensor& qkv, int64_t heads);

}  // namespace wbm::tensor
