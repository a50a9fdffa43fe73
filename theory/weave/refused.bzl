"""Code that must not compile, and what the compiler says of it."""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")
load("//theory/weave:run_demo.bzl", "DemoInfo")

def _refused_impl(ctx):
    name = ctx.label.name.rpartition(".")[0]
    text = ctx.actions.declare_file(name + ".txt")
    values = ctx.actions.declare_file(name + ".values")
    ctx.actions.write(values, "")
    compiling = cc_common.merge_cc_infos(
        cc_infos = [dep[CcInfo] for dep in ctx.attr.deps],
    ).compilation_context
    toolchain = find_cpp_toolchain(ctx)
    folders = compiling.includes.to_list() + compiling.system_includes.to_list()
    ctx.actions.run(
        arguments = [
            ctx.file.src.path,
            text.path,
            ctx.attr.message,
            toolchain.compiler_executable,
            "-std=c++20",
            "-iquote",
            ".",
        ] + ["-isystem" + folder for folder in folders],
        env = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        executable = ctx.executable._script,
        inputs = depset(
            [ctx.file.src],
            transitive = [compiling.headers, toolchain.all_files],
        ),
        mnemonic = "Refused",
        outputs = [text],
        progress_message = "Expecting %s not to compile" %
                           ctx.file.src.short_path,
    )
    return [
        DefaultInfo(files = depset([text, values])),
        DemoInfo(
            figures = {},
            golden = None,
            machine_dependent = True,
            name = name,
            refused = True,
            srcs = [ctx.file.src],
            text = text,
            values = values,
        ),
    ]

refused_code = rule(
    implementation = _refused_impl,
    attrs = {
        "deps": attr.label_list(providers = [CcInfo]),
        "message": attr.string(mandatory = True),
        "src": attr.label(allow_single_file = [".cc"], mandatory = True),
        "_cc_toolchain": attr.label(
            default = "@bazel_tools//tools/cpp:current_cc_toolchain",
        ),
        "_script": attr.label(
            allow_single_file = True,
            cfg = "exec",
            default = "//theory/weave:refused.sh",
            executable = True,
        ),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
