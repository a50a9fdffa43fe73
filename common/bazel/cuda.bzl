"""The CUDA Toolkit, when there is one.

`@cuda//:defs.bzl` has CUDA_AVAILABLE (bool) and NVCC (path or ""), and
`@cuda//:headers` the toolkit's own headers, for host code. A build without the
toolkit skips the CUDA targets; nothing else changes.
"""

_HEADERS = """
cc_library(
    name = "headers",
    hdrs = glob(["include/*.h", "include/*.hpp", "include/crt/**"]),
    includes = ["include"],
    visibility = ["//visibility:public"],
)
"""

def _system_cuda_impl(ctx):
    nvcc = ctx.which("nvcc")
    if not nvcc:
        default = ctx.path("/usr/local/cuda/bin/nvcc")
        nvcc = default if default.exists else None
    ctx.file("BUILD", 'exports_files(["defs.bzl"])\n' + _HEADERS)
    if nvcc:
        root = ctx.path(nvcc).realpath.dirname.dirname
        ctx.symlink(root.get_child("include"), "include")
    ctx.file("defs.bzl", "CUDA_AVAILABLE = %s\nNVCC = %r\n" %
                         (bool(nvcc), str(nvcc) if nvcc else ""))

system_cuda = repository_rule(
    implementation = _system_cuda_impl,
    environ = ["PATH"],
    local = True,
)
