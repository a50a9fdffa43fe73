// A C function that a page may call.
//
//   extern "C" WBM_EXPORT(Encode) uint64_t WbmBitsEncode(int32_t format);
//
// is `exports.Encode(format)` in the page's script (64-bit integers are
// BigInts there), and an ordinary function in the native build.
#pragma once

#if defined(__wasm__)
#define WBM_EXPORT(name) __attribute__((export_name(#name)))
#else
#define WBM_EXPORT(name)
#endif
