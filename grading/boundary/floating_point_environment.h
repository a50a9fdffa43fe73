#pragma once

// The processor's floating-point modes: rounding direction, flush-to-zero,
// denormals-are-zero, masked exceptions, x87 precision.
//
//   std::string change = FloatingPointChange();   // "rounds upward"
//   if (!change.empty()) RestoreFloatingPoint();
//
// A function that leaves them changed spoils whatever is computed after it.
// x86-64: MXCSR and the x87 control word (Intel SDM vol. 1, 8.1.5 and 10.2.3);
// arm64: FPCR (Arm Architecture Reference Manual for A-profile, C5.2).

#include <string>

namespace wbm::boundary {

// How this thread's modes differ from those that a process starts with; empty
// when they do not. Sticky exception flags do not count.
std::string FloatingPointChange();

void RestoreFloatingPoint();

}  // namespace wbm::boundary
