#include "common/nn/modules.h"

#include "common/tensor/ops.h"

namespace wbm::nn {

Tensor Linear::operator()(const Tensor& x) const {
  return tensor::Linear(x, weight, bias);
}

Tensor LayerNorm::operator()(const Tensor& x) const {
  return tensor::LayerNorm(x, weight, bias);
}

Tensor Attention::operator()(const Tensor& x) const {
  return proj(tensor::CausalAttention(qkv(x), heads));
}

Tensor Mlp::operator()(const Tensor& x) const {
  return fc2(tensor::Gelu(fc1(x)));
}

Tensor Block::operator()(const Tensor& x) const {
  const Tensor y = tensor::Add(x, attn(ln1(x)));
  return tensor::Add(y, mlp(ln2(y)));
}

}  // namespace wbm::nn
