"""WebAssembly from the cc_library targets that everything else links.

    wasm_module(name = "bits_wasm", library = ":bits")    # bits_wasm.wasm

An aspect walks the `deps` of the library and compiles every source that it
meets a second time, with clang for wasm32-wasi; the module is linked from
those objects. What it exports is what its sources mark with WBM_EXPORT
(export.h). A module that would ask its page for anything fails the build: the
page has nothing to give.
"""

load("//common/bazel:strict.bzl", "werror")

WasmObjects = provider(
    doc = "A library and its dependencies, compiled for WebAssembly.",
    fields = {"objects": "depset of object files"},
)

_FLAGS = [
    "--target=wasm32-wasi",
    "-std=c++20",
    "-Oz",
    "-fno-exceptions",
    "-fno-rtti",
    "-fno-threadsafe-statics",
    "-ffunction-sections",
    "-fdata-sections",
    # The same roundings as the native build.
    "-ffp-contract=off",
    "-Wall",
    "-Wextra",
    "-I.",
]

# clang under the names that Debian gives it.
_FIND_CLANG = """
clang=$(command -v clang++-14 || command -v clang++) || {
  echo 'No clang: run scripts/setup.' >&2; exit 1; }
"""

def _compile(ctx, source, headers):
    object = ctx.actions.declare_file(
        "_wasm/%s/%s.o" % (ctx.rule.attr.name, source.basename),
    )
    ctx.actions.run_shell(
        inputs = depset([source], transitive = [headers]),
        outputs = [object],
        arguments = _FLAGS + werror(ctx) +
                    ["-c", source.path, "-o", object.path],
        command = _FIND_CLANG + '"$clang" "$@"',
        mnemonic = "WasmCompile",
        progress_message = "Compiling %s for WebAssembly" % source.short_path,
        use_default_shell_env = True,
    )
    return object

def _wasm_objects_impl(target, ctx):
    deps = getattr(ctx.rule.attr, "deps", [])
    inherited = [dep[WasmObjects].objects for dep in deps if WasmObjects in dep]
    own = []
    if CcInfo in target:
        headers = target[CcInfo].compilation_context.headers
        own = [
            _compile(ctx, source, headers)
            for source in getattr(ctx.rule.files, "srcs", [])
            if source.extension == "cc"
        ]
    return [WasmObjects(objects = depset(own, transitive = inherited))]

_wasm_objects = aspect(
    implementation = _wasm_objects_impl,
    attr_aspects = ["deps"],
)

def _wasm_module_impl(ctx):
    objects = ctx.attr.library[WasmObjects].objects
    module = ctx.actions.declare_file(ctx.attr.name + ".wasm")
    flags = [
        "--target=wasm32-wasi",
        "-mexec-model=reactor",
        "-Wl,--gc-sections",
        "-Wl,--strip-all",
        "-Wl,-z,stack-size=65536",
    ]
    arguments = ctx.actions.args()
    arguments.add_all(flags)
    arguments.add_all(objects)
    arguments.add("-o", module)
    ctx.actions.run_shell(
        inputs = objects,
        outputs = [module],
        arguments = [arguments],
        command = _FIND_CLANG + '"$clang" "$@"',
        mnemonic = "WasmLink",
        use_default_shell_env = True,
    )
    return [DefaultInfo(
        files = depset([module]),
        runfiles = ctx.runfiles(files = [module]),
    )]

wasm_module = rule(
    implementation = _wasm_module_impl,
    attrs = {
        "library": attr.label(
            aspects = [_wasm_objects],
            mandatory = True,
            providers = [CcInfo],
        ),
    },
)
