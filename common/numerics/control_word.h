// The word in which a processor keeps its floating-point modes: MXCSR on
// x86-64, FPCR on arm64. Every thread has its own.
//
//   const ControlWord before = ReadControlWord();
//   WriteControlWord(before | kFlushToZero | kDenormalsAreZero);
//   ...                                    // no subnormal comes or goes here
//   WriteControlWord(before);
//
// Always inlined, so that no file compiled for a newer CPU lends its copy to
// the others. A compiler knows nothing of modes and moves arithmetic past both
// calls: operands and results that are `volatile` stay where they are.
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, vol. 1,
// 10.2.3; Arm Architecture Reference Manual for A-profile, C5.2, FPCR.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#include <xmmintrin.h>
#elif !defined(__aarch64__)
#error "control_word.h knows x86-64 and arm64 only"
#endif

namespace wbm::numerics {

using ControlWord = std::uint64_t;

#if defined(__x86_64__)

inline constexpr ControlWord kFlushToZero = 0x8000;       // FTZ
inline constexpr ControlWord kDenormalsAreZero = 0x0040;  // DAZ
inline constexpr ControlWord kRoundUpward = 0x4000;
inline constexpr ControlWord kRoundTowardZero = 0x6000;

// Every bit by which a result can differ from IEEE 754's default.
inline constexpr ControlWord kAltering =
    kFlushToZero | kDenormalsAreZero | kRoundTowardZero;

// Not modes: what has happened since they were last cleared.
inline constexpr ControlWord kStickyFlags = 0x003f;

[[gnu::always_inline]] inline ControlWord ReadControlWord() {
  return _mm_getcsr();
}

[[gnu::always_inline]] inline void WriteControlWord(ControlWord word) {
  _mm_setcsr(static_cast<unsigned>(word));
}

#else

// FPCR.FZ flushes subnormal operands and subnormal results: one bit for both.
inline constexpr ControlWord kFlushToZero = 1u << 24;
inline constexpr ControlWord kDenormalsAreZero = kFlushToZero;
inline constexpr ControlWord kRoundUpward = 1u << 22;
inline constexpr ControlWord kRoundTowardZero = 3u << 22;

// Every bit by which a result can differ from IEEE 754's default: rounding;
// flushing of all, of float16, of operands (24, 19, 0); a NaN's payload
// dropped (25); float16 without infinities (26); "alternative" handling (1, 2).
inline constexpr ControlWord kAltering =
    kRoundTowardZero | kFlushToZero | 0x06080007;

// They are in another register, FPSR.
inline constexpr ControlWord kStickyFlags = 0;

// By hand: GCC and Clang name the built-in functions differently.
[[gnu::always_inline]] inline ControlWord ReadControlWord() {
  ControlWord word = 0;
  asm volatile("mrs %0, fpcr" : "=r"(word));
  return word;
}

[[gnu::always_inline]] inline void WriteControlWord(ControlWord word) {
  asm volatile("msr fpcr, %0" : : "r"(word));
}

#endif

// On arm64 operands cannot be flushed without results, nor results without
// operands.
inline constexpr bool kOneBitFlushesBoth = kFlushToZero == kDenormalsAreZero;

}  // namespace wbm::numerics
