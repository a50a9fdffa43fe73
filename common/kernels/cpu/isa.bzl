"""Compiler flags of the instruction sets in isa.h, for one file each."""

_AVX2 = ["-O3", "-mavx2", "-mfma", "-mf16c"]
_AVX512 = _AVX2 + [
    "-mavx512f",
    "-mavx512bw",
    "-mavx512dq",
    "-mavx512vl",
    "-mprefer-vector-width=512",
    # GCC 12's own intrinsics start from a vector that is left undefined.
    "-Wno-uninitialized",
    "-Wno-maybe-uninitialized",
]

def _on_x86(flags):
    return select({
        "@platforms//cpu:x86_64": flags,
        "//conditions:default": [],
    })

NEON_COPTS = select({
    "@platforms//cpu:aarch64": ["-O3"],
    "//conditions:default": [],
})
AVX2_COPTS = _on_x86(_AVX2)
AVX512_COPTS = _on_x86(_AVX512)
AVX512_BF16_COPTS = _on_x86(_AVX512 + ["-mavx512bf16"])
