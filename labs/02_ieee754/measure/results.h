// results.json: what a float is made of, by the functions of the contract.
//
//   wbm::io::Json json = Results();
//
//   values         ten numbers in three formats: bits, hex, fields, kind,
//                  exponent, significand, the formula that reads them, value,
//                  and its error
//   facts          FactsOf, format by format, and the ulp at 1 and at 1024
//   one_plus       1 + epsilon and 1 + epsilon/2, format by format
//   absorption     thresholds of bfloat16 weights in [1, 2), relative to the
//                  weight; what float32 addition absorbs at 1 and at 1e8
//   associativity  two triples, each added in both orders
//   arithmetic     infinities and NaNs, computed
//   nan_spread     NaNs after each of three layers, for two ReLUs
//   probe          ProbeSubnormals under all four settings
//   survival       the least subnormal of each format, times one (survival.h)
//
// What JSON has no number for is text: "inf", "-inf", "nan".
#pragma once

#include "common/io/json.h"

namespace ieee_lab {

wbm::io::Json Results();

}  // namespace ieee_lab
