// Every activation of both models as one safetensors file, so that another
// implementation can be compared with this one.
//
//   p0/fp32/embed_out      float32 [t, c]: prompt 0, weights as they are
//   p0/fp32/block_0_out    the residual stream after block 0; so for each block
//   p0/fp32/final_ln_out
//   p0/fp32/logits         float32 [t, v]
//   p0/fp16/embed_out …    the same with weights in fp16 (or in --format)
//   p1/fp32/embed_out …    the next prompt
#pragma once

#include "common/io/safetensors.h"
#include "labs/11_drift/measure/measured.h"

namespace drift_lab {

wbm::io::Safetensors Dump(const Measured& m);

}  // namespace drift_lab
