// Puts vector arithmetic into its default state (round to nearest even, no
// flushing of subnormals, NaN kept) for a scope, and back.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace wbm::kernels {

class DefaultRounding {
 public:
  DefaultRounding() : before_(Read()) {
    if ((before_ & kAltering) != 0) Write(before_ & ~kAltering);
  }
  ~DefaultRounding() {
    if ((before_ & kAltering) != 0) Write(before_);
  }
  DefaultRounding(const DefaultRounding&) = delete;
  DefaultRounding& operator=(const DefaultRounding&) = delete;

 private:
#if defined(__x86_64__)
  // Bits 13-14 of MXCSR: rounding; 15: flush to zero; 6: denormals are zero.
  using Word = unsigned;
  static constexpr Word kAltering = 0xe040;
  static Word Read() { return _mm_getcsr(); }
  static void Write(Word word) { _mm_setcsr(word); }
#elif defined(__aarch64__)
  // Bits 22-23 of FPCR: rounding; 24, 19, 0: flush to zero; 25: default NaN;
  // 26: alternative half precision; 1 and 2: alternative handling.
  using Word = std::uint64_t;
  static constexpr Word kAltering = 0x07c80007;
  static Word Read() { return __builtin_aarch64_get_fpcr64(); }
  static void Write(Word word) { __builtin_aarch64_set_fpcr64(word); }
#else
  using Word = unsigned;
  static constexpr Word kAltering = 0;
  static Word Read() { return 0; }
  static void Write(Word) {}
#endif

  Word before_;
};

}  // namespace wbm::kernels
