"""Tells a function that is not there before the linker does.

    load("//labs:missing_functions.bzl", "missing_functions")

    missing_functions(
        name = "functions_are_there",
        contract = ["doubling.h"],
        functions = {"Double": "labs/testdata/01_doubling/doubling.cc"},
        student = ":student",
        tests = ":public_test_lib",
    )

A program that has it among its `additional_linker_inputs` is linked after it.
"""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

def _library_of(target):
    """The archive that a program links of one cc_library."""
    for linker_input in target[CcInfo].linking_context.linker_inputs.to_list():
        if linker_input.owner != target.label:
            continue
        return [
            library.static_library or library.pic_static_library
            for library in linker_input.libraries
        ]
    return []

def _missing_functions_impl(ctx):
    toolchain = find_cpp_toolchain(ctx)
    tests = _library_of(ctx.attr.tests)
    student = _library_of(ctx.attr.student)
    out = ctx.actions.declare_file(ctx.label.name + ".checked")
    ctx.actions.run(
        executable = ctx.file._script,
        arguments = [
            toolchain.nm_executable,
            out.path,
            " ".join([f.path for f in tests]),
            " ".join([f.path for f in student]),
            " ".join([f.path for f in ctx.files.contract]),
        ] + ["%s=%s" % pair for pair in ctx.attr.functions.items()],
        inputs = depset(
            tests + student + ctx.files.contract,
            transitive = [toolchain.all_files],
        ),
        outputs = [out],
        mnemonic = "StudentFunctions",
        progress_message = "Looking for the functions of %s" %
                           ctx.label.package,
        use_default_shell_env = True,
    )
    return [DefaultInfo(files = depset([out]))]

missing_functions = rule(
    implementation = _missing_functions_impl,
    attrs = {
        "contract": attr.label_list(allow_files = True),
        "functions": attr.string_dict(),
        "student": attr.label(providers = [CcInfo]),
        "tests": attr.label(providers = [CcInfo]),
        "_cc_toolchain": attr.label(
            default = "@bazel_tools//tools/cpp:current_cc_toolchain",
        ),
        "_script": attr.label(
            allow_single_file = True,
            default = "//labs:missing_functions.sh",
        ),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
