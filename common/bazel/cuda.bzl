"""The CUDA Toolkit, when there is one.

`@cuda//:defs.bzl` has CUDA_AVAILABLE (bool) and NVCC (path or ""). A build
without the toolkit skips the CUDA targets; nothing else changes.
"""

def _system_cuda_impl(ctx):
    nvcc = ctx.which("nvcc")
    if not nvcc:
        default = ctx.path("/usr/local/cuda/bin/nvcc")
        nvcc = default if default.exists else None
    ctx.file("BUILD", 'exports_files(["defs.bzl"])\n')
    ctx.file("defs.bzl", "CUDA_AVAILABLE = %s\nNVCC = %r\n" %
                         (bool(nvcc), str(nvcc) if nvcc else ""))

system_cuda = repository_rule(
    implementation = _system_cuda_impl,
    environ = ["PATH"],
    local = True,
)
