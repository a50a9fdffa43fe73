// A tensor that is trained, and its name.
#pragma once

#include <string>

#include "common/tensor/tensor.h"

namespace wbm::nn {

struct Parameter {
  std::string name;  // "blocks.0.attn.qkv.weight"
  tensor::Tensor value;
};

}  // namespace wbm::nn
