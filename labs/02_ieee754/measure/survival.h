// Whether the least subnormal number of each format survives a multiplication
// by one, under the four settings of FTZ and DAZ.
//
//   Survival()   // {"neither": …, "DAZ": {"float32": false, "float16": true,
//                //                        "bfloat16": false}, "FTZ": …,
//                "both": …}
//
// The multiplication is float32's, as where the processor has no arithmetic of
// 16 bits. 2^-24, the least of float16, is a normal number there; 2^-133, the
// least of bfloat16, is not.
#pragma once

#include "common/io/json.h"

namespace ieee_lab {

// The numbers are what the student's Decode makes of the code 1.
wbm::io::Json Survival();

}  // namespace ieee_lab
