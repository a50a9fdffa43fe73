// The x86 intrinsics, and the attributes of functions that use them.
//
//   WBM_AVX512 void AddAvx512(...);
//
// A function with the attribute is compiled for that instruction set, whatever
// the file's flags are; call it only where isa.h says that the CPU has it.
// Include only inside #if defined(__x86_64__).
#pragma once

// GCC 12 warns about its own header (bug 105593): _mm512_undefined_*() returns
// what it says, an undefined value that a full mask never reads.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#pragma GCC diagnostic pop

#define WBM_AVX2 [[gnu::target("avx2,fma,f16c")]]
#define WBM_AVX512 \
  [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma,f16c")]]
#define WBM_AVX512VBMI                                                    \
  [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx2,fma," \
                "f16c")]]
