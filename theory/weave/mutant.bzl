"""The book is a test suite; a mutant shows that it is one.

A mutant is a patch that changes what a file of common/ does. The programs of a
chapter are compiled against the patched file, and the chapter woven with what
they print then must be refused.
"""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

_SourcesInfo = provider(
    "What a program is made of.",
    fields = {
        "cc": "CcInfo of all it links",
        "files": "depset of the course's own sources and headers",
    },
)

def _own_files(ctx, label):
    if label.workspace_name:
        return []
    files = []
    for attribute in ["srcs", "hdrs", "textual_hdrs"]:
        for target in getattr(ctx.rule.attr, attribute, []):
            files += [f for f in target.files.to_list() if f.is_source]
    return files

def _sources_aspect_impl(target, ctx):
    deps = [
        dep
        for dep in getattr(ctx.rule.attr, "deps", [])
        if CcInfo in dep
    ]
    infos = [dep[CcInfo] for dep in deps]
    if CcInfo in target:
        infos.append(target[CcInfo])
    return [_SourcesInfo(
        cc = cc_common.merge_cc_infos(cc_infos = infos),
        files = depset(
            _own_files(ctx, target.label),
            transitive = [dep[_SourcesInfo].files for dep in deps],
        ),
    )]

_sources_aspect = aspect(
    implementation = _sources_aspect_impl,
    attr_aspects = ["deps"],
)

def _archives(linking):
    found = {}
    for linker_input in linking.linker_inputs.to_list():
        for library in linker_input.libraries:
            archive = library.static_library or library.pic_static_library
            if archive:
                found[archive.path] = archive
    return found.values()

def _link_options(linking):
    options = []
    for linker_input in linking.linker_inputs.to_list():
        options += [o for o in linker_input.user_link_flags if o not in options]
    return options

def _mutated_program_impl(ctx):
    sources = ctx.attr.demo[_SourcesInfo]
    compiling = sources.cc.compilation_context
    archives = _archives(sources.cc.linking_context)
    cpp = ctx.fragments.cpp
    program = ctx.actions.declare_file(ctx.label.name)
    plan = ctx.actions.declare_file(ctx.label.name + ".plan.json")
    ctx.actions.write(plan, json.encode(struct(
        archives = [f.path for f in archives],
        compiler = find_cpp_toolchain(ctx).compiler_executable,
        defines = compiling.defines.to_list(),
        files = [f.path for f in sources.files.to_list()],
        includes = compiling.includes.to_list() +
                   compiling.quote_includes.to_list(),
        linkOptions = cpp.linkopts + _link_options(sources.cc.linking_context),
        main = [f.path for f in ctx.files.srcs],
        options = cpp.copts + cpp.cxxopts,
        patch = ctx.file.patch.path,
        program = program.path,
        systemIncludes = compiling.system_includes.to_list(),
    )))
    ctx.actions.run(
        arguments = ["theory/weave/mutate.js", plan.path],
        env = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        executable = ctx.executable._node,
        inputs = depset(
            [plan, ctx.file.patch] + ctx.files._weaver + archives,
            transitive = [
                sources.files,
                compiling.headers,
                find_cpp_toolchain(ctx).all_files,
            ],
        ),
        mnemonic = "Mutate",
        outputs = [program],
        progress_message = "Compiling the mutant %s" % ctx.label,
    )
    return [DefaultInfo(
        executable = program,
        files = depset([program]),
    )]

mutated_program = rule(
    implementation = _mutated_program_impl,
    attrs = {
        "demo": attr.label(aspects = [_sources_aspect], mandatory = True),
        "patch": attr.label(allow_single_file = [".patch"], mandatory = True),
        "srcs": attr.label_list(allow_files = [".cc"], mandatory = True),
        "_cc_toolchain": attr.label(
            default = "@bazel_tools//tools/cpp:current_cc_toolchain",
        ),
        "_node": attr.label(
            allow_single_file = True,
            cfg = "exec",
            default = "//theory/weave:run_js_test.sh",
            executable = True,
        ),
        "_weaver": attr.label(default = "//theory/weave:weaver"),
    },
    executable = True,
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
