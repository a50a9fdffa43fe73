// The layers of a transformer: weights, and what is done with them.
//
//   Linear fc1 = {weight, bias};       // bias may be undefined: absent
//   Tensor y = fc1(x);
#pragma once

#include <cstdint>

#include "common/tensor/tensor.h"

namespace wbm::nn {

using tensor::Tensor;

struct Linear {
  Tensor weight;  // [out, in]
  Tensor bias;    // [out], or undefined
  Tensor operator()(const Tensor& x) const;
};

struct LayerNorm {
  Tensor weight;                             // [c]
  Tensor bias;                               // [c], or undefined
  Tensor operator()(const Tensor& x) const;  // eps 1e-5
};

struct Attention {
  Linear qkv;   // [3 c, c]: queries, keys, values
  Linear proj;  // [c, c]
  int64_t heads = 1;
  Tensor operator()(const Tensor& x) const;
};

struct Mlp {
  Linear fc1;  // [hidden, c]
  Linear fc2;  // [c, hidden]
  Tensor operator()(const Tensor& x) const;
};

// x + attn(ln1(x)), then x + mlp(ln2(x)): "pre-LN" (Xiong et al., 2020).
struct Block {
  LayerNorm ln1;
  Attention attn;
  LayerNorm ln2;
  Mlp mlp;
  Tensor operator()(const Tensor& x) const;
};

}  // namespace wbm::nn
