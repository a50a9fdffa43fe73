"""Building for Debian arm64 on another machine, with Debian's cross compiler.

    bazel build --config=arm64 //common/...

`@arm64//:toolchain` drives aarch64-linux-gnu-g++ against a folder that holds
arm64's own C library and the outside libraries. ARM64_ROOT names that folder;
scripts/test_arm64 makes it, says how to run what was built, and runs the tests.

Nothing here is looked at by a build without --config=arm64.
"""

_COMPILER = "/usr/bin/aarch64-linux-gnu-"

_BUILD = """
load(
    "@bazel_tools//tools/cpp:unix_cc_toolchain_config.bzl",
    "cc_toolchain_config",
)

package(default_visibility = ["//visibility:public"])

platform(
    name = "platform",
    constraint_values = ["@platforms//os:linux", "@platforms//cpu:aarch64"],
)

toolchain(
    name = "toolchain",
    target_compatible_with = ["@platforms//os:linux", "@platforms//cpu:aarch64"],
    toolchain = ":cc",
    toolchain_type = "@bazel_tools//tools/cpp:toolchain_type",
)

filegroup(name = "none")

cc_toolchain(
    name = "cc",
    all_files = ":none",
    compiler_files = ":none",
    dwp_files = ":none",
    linker_files = ":none",
    objcopy_files = ":none",
    strip_files = ":none",
    supports_param_files = True,
    toolchain_config = ":config",
    toolchain_identifier = "arm64",
)

# For rules that ask by --cpu, as Bazel 4's do.
cc_toolchain_suite(
    name = "suite",
    toolchains = {{"aarch64": ":cc"}},
)

# The flags are those that Bazel chooses for the machine's own compiler.
cc_toolchain_config(
    name = "config",
    abi_libc_version = "glibc",
    abi_version = "gcc",
    builtin_sysroot = {root},
    compile_flags = ["-fstack-protector", "-fno-omit-frame-pointer"],
    compiler = "gcc",
    cpu = "aarch64",
    cxx_builtin_include_directories = [
        "/usr/lib/gcc-cross/aarch64-linux-gnu",
        "/usr/aarch64-linux-gnu/include",
        {root} + "/usr/include",
    ],
    dbg_compile_flags = ["-g"],
    host_system_name = "local",
    link_flags = [
        "-Wl,-z,relro,-z,now",
        "-pass-exit-codes",
        # What is built here runs here, under qemu, whatever starts it: a test
        # clears its children's environment, and with it QEMU_LD_PREFIX.
        "-Wl,--dynamic-linker=" + {root} + "/lib/ld-linux-aarch64.so.1",
        "-Wl,-rpath," + {root} + "/usr/lib/aarch64-linux-gnu",
    ],
    link_libs = ["-lstdc++", "-lm"],
    opt_compile_flags = [
        "-g0",
        "-O2",
        "-D_FORTIFY_SOURCE=1",
        "-DNDEBUG",
        "-ffunction-sections",
        "-fdata-sections",
    ],
    opt_link_flags = ["-Wl,--gc-sections"],
    target_libc = "glibc",
    target_system_name = "aarch64-linux-gnu",
    tool_paths = {tools},
    toolchain_identifier = "arm64",
    unfiltered_compile_flags = [
        "-fno-canonical-system-headers",
        "-Wno-builtin-macro-redefined",
        "-D__DATE__=\\"redacted\\"",
        "-D__TIMESTAMP__=\\"redacted\\"",
        "-D__TIME__=\\"redacted\\"",
    ],
)
"""

def _system_arm64_impl(ctx):
    root = ctx.os.environ.get("ARM64_ROOT", "")
    if not root or not ctx.path(root + "/usr/include").exists:
        fail(("ARM64_ROOT ('%s') does not name a folder with arm64's " +
              "libraries. scripts/test_arm64 makes one.") % root)
    if not ctx.path(_COMPILER + "g++").exists:
        fail("The cross compiler is missing. Install it: " +
             "sudo apt-get install g++-aarch64-linux-gnu")
    tools = {
        tool: _COMPILER + tool
        for tool in ["ar", "cpp", "gcc", "gcov", "ld", "nm", "objcopy",
                     "objdump", "strip"]
    }
    for tool in ["dwp", "llvm-cov"]:
        tools[tool] = "/bin/false"
    ctx.file("BUILD", _BUILD.format(root = repr(root), tools = repr(tools)))

system_arm64 = repository_rule(
    implementation = _system_arm64_impl,
    environ = ["ARM64_ROOT"],
    local = True,
)
