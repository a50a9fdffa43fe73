// results.json: what quantization noise is, by the functions of the contract.
//
//   wbm::io::Json json = Results(MakeInputs(42));
//
//   sqnr         grid -> input -> bits -> measured and predicted, in dB; the
//                Gaussian's grid ends at its largest magnitude
//   one_bit      sign(x) * E|x|: the mid-rise grid of one bit, limit 2 E|x|
//   slope        dB a bit of the measured uniform input, by range of bits
//   noise_model  Gaussian, symmetric: noise over step^2/12, and the correlation
//                of the error with the input
//   clip         bits -> best clip, its SQNR by the model and measured, and
//                the SQNR without clipping
//   entropy      bits a code of the Gaussian, without and with clipping
//   divergence   600 probabilities, symmetric: zeros created, D(p || q) and
//                D(q || p)
//
// What JSON has no number for is text: "inf", "-inf", "nan".
#pragma once

#include "common/io/json.h"
#include "labs/05_noise/measure/inputs.h"

namespace noise_lab {

wbm::io::Json Results(const Inputs& inputs);

}  // namespace noise_lab
