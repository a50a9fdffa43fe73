// Puts SSE and AVX arithmetic into its default state (round to nearest even, no
// flushing of subnormals) for a scope, and back.
#pragma once

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace wbm::kernels {

class DefaultRounding {
 public:
#if defined(__x86_64__)
  // Bits 13-14 of MXCSR: rounding; 15: flush to zero; 6: denormals are zero.
  DefaultRounding() : before_(_mm_getcsr()) {
    if ((before_ & kAltering) != 0) _mm_setcsr(before_ & ~kAltering);
  }
  ~DefaultRounding() {
    if ((before_ & kAltering) != 0) _mm_setcsr(before_);
  }

 private:
  static constexpr unsigned kAltering = 0xe040;
  unsigned before_;
#else
  DefaultRounding() {}
#endif

 public:
  DefaultRounding(const DefaultRounding&) = delete;
  DefaultRounding& operator=(const DefaultRounding&) = delete;
};

}  // namespace wbm::kernels
