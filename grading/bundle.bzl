"""What compiling and linking a submission needs, gathered into plain folders.

The grader compiles a student's file without Bazel, in a sandbox that shows
nothing but these folders and the toolchain:

    compile_base   usr_include/  the headers of the C++ standard library, of
                                 glibc and of the named outside libraries;
                                 mounted over /usr/include, so that no other
                                 library can be found there
                   pch/          the most used ones, precompiled
    worker_bundle  include/      the lab's contract, and what lab.json allows
                                 of common/
                   system/       headers of further outside libraries
                   objects/      what is ours, linked whole: the worker's end
                                 of the boundary, the allowed parts of common/
                   archives/     outside libraries, for the static link
                   starter/      the starter's sources
                   fallback/     and its objects, which yield to any other
                   link.txt      link options, one a line
                   base.txt      its compile_base, as a runfile

Both ask the compiler which headers there are (`g++ -M`), so nothing is listed
by hand and nothing is there without a reason.
"""

# Also in build.cc: a precompiled header serves only the same options.
_COMPILER = "/usr/bin/g++"
COMPILE_OPTIONS = [
    "-std=c++20",
    "-O2",
    "-DNDEBUG",
    "-ffp-contract=off",
]

def _compile_base_impl(ctx):
    folder = ctx.actions.declare_directory(ctx.label.name)
    ctx.actions.run_shell(
        outputs = [folder],
        inputs = [ctx.file._script],
        command = "bash %s %s %s %s" % (
            ctx.file._script.path,
            folder.path,
            _quoted(ctx.attr.precompiled),
            " ".join([_COMPILER] + COMPILE_OPTIONS),
        ),
        mnemonic = "CompileBase",
        progress_message = "Precompiling headers for %s" % ctx.label,
        use_default_shell_env = True,
    )
    return [DefaultInfo(
        files = depset([folder]),
        runfiles = ctx.runfiles(files = [folder]),
    )]

compile_base = rule(
    implementation = _compile_base_impl,
    attrs = {
        "precompiled": attr.string_list(
            mandatory = True,
            doc = "headers, as in #include",
        ),
        "_script": attr.label(
            default = "//grading/grader/build:pack_base.sh",
            allow_single_file = True,
        ),
    },
)

def _quoted(words):
    return "'" + " ".join(words) + "'"

def _archives(linking_context):
    """Lists (file, alwayslink) once each, users before what they use."""
    found = []
    seen = {}
    for linker_input in linking_context.linker_inputs.to_list():
        for library in linker_input.libraries:
            archive = library.static_library or library.pic_static_library
            if not archive or archive.path in seen:
                continue
            seen[archive.path] = True
            found.append((archive, library.alwayslink))
    return found

# What is ours is linked whole and first, so that no object of a student's
# stands in for it.
def _is_ours(archive):
    return not archive.short_path.startswith("../")

def _link_options(linking_context):
    options = []
    for linker_input in linking_context.linker_inputs.to_list():
        for option in linker_input.user_link_flags:
            if option not in options:
                options.append(option)
    return options

def _static(files):
    """The static archive among a cc_library's outputs."""
    return [
        f
        for f in files
        if f.extension in ["a", "lo"] and not f.basename.endswith(".pic." + f.extension)
    ]

def _include_folders(compilation_context):
    folders = (compilation_context.system_includes.to_list() +
               compilation_context.includes.to_list())
    return [f for f in folders if f.startswith("external/")]

def _worker_bundle_impl(ctx):
    folder = ctx.actions.declare_directory(ctx.label.name)
    compiling = ctx.attr.headers[CcInfo].compilation_context
    linking = cc_common.merge_cc_infos(cc_infos = [
        dep[CcInfo]
        for dep in ctx.attr.worker
    ]).linking_context
    archives = _archives(linking)
    base = ctx.files.base[0]
    plan = ctx.actions.declare_file(ctx.label.name + ".plan")
    ctx.actions.write(plan, "".join(
        ["header %s\n" % h for h in ctx.attr.roots] +
        ["folder %s\n" % f for f in _include_folders(compiling)] +
        ["%s %s\n" % ("object" if whole or _is_ours(f) else "archive", f.path)
         for f, whole in archives] +
        ["fallback %s\n" % f.path for f in _static(ctx.files.fallback)] +
        ["link %s\n" % o for o in _link_options(linking)] +
        ["starter %s\n" % f.path for f in ctx.files.starter] +
        ["base %s\n" % base.short_path],
    ))
    ctx.actions.run_shell(
        outputs = [folder],
        inputs = depset(
            [ctx.file._script, plan, base] + ctx.files.starter +
            ctx.files.fallback +
            [f for f, _ in archives],
            transitive = [compiling.headers],
        ),
        command = "bash %s %s %s %s %s" % (
            ctx.file._script.path,
            folder.path,
            plan.path,
            base.path,
            " ".join([_COMPILER] + COMPILE_OPTIONS),
        ),
        mnemonic = "WorkerBundle",
        progress_message = "Packing %s" % ctx.label,
        use_default_shell_env = True,
    )
    return [DefaultInfo(
        files = depset([folder]),
        runfiles = ctx.runfiles(files = [folder]),
    )]

worker_bundle = rule(
    implementation = _worker_bundle_impl,
    attrs = {
        "base": attr.label(mandatory = True, doc = "a compile_base"),
        "headers": attr.label(
            mandatory = True,
            providers = [CcInfo],
            doc = "a library whose headers a student file may reach",
        ),
        "roots": attr.string_list(
            mandatory = True,
            doc = "the headers that a student file may name",
        ),
        "fallback": attr.label(
            mandatory = True,
            doc = "the starter's library: what a submission leaves out",
        ),
        "starter": attr.label_list(allow_files = True),
        "worker": attr.label_list(
            mandatory = True,
            providers = [CcInfo],
            doc = "what a worker is linked from, but for the student's files",
        ),
        "_script": attr.label(
            default = "//grading/grader/build:pack_bundle.sh",
            allow_single_file = True,
        ),
    },
)

def _reference_bodies_impl(ctx):
    folder = ctx.actions.declare_directory(ctx.label.name)
    archive = _static(ctx.files.library)[0]
    ctx.actions.run_shell(
        outputs = [folder],
        inputs = [ctx.file._script, archive],
        command = "bash %s %s %s" % (
            ctx.file._script.path,
            folder.path,
            archive.path,
        ),
        mnemonic = "ReferenceBodies",
        progress_message = "Packing %s" % ctx.label,
        use_default_shell_env = True,
    )
    return [DefaultInfo(
        files = depset([folder]),
        runfiles = ctx.runfiles(files = [folder]),
    )]

reference_bodies = rule(
    implementation = _reference_bodies_impl,
    doc = "The solution's functions, an object each, for a second build. In a " +
          "folder of their own: no compiler of a student's ever sees it.",
    attrs = {
        "library": attr.label(
            mandatory = True,
            providers = [CcInfo],
            doc = "the solution, compiled with -ffunction-sections",
        ),
        "_script": attr.label(
            default = "//grading/grader/build:pack_reference.sh",
            allow_single_file = True,
        ),
    },
)
