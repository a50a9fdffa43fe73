"""Runs a chapter's program in the build and keeps what it hands over."""

DemoInfo = provider(
    "What a chapter's program printed, computed and drew.",
    fields = {
        "figures": "name of a figure -> its SVG file",
        "golden": "the accepted output, or None",
        "machine_dependent": "bool",
        "name": "the program's name",
        "refused": "whether this is code that does not compile",
        "srcs": "its sources",
        "text": "its standard output",
        "values": "the values it recorded",
    },
)

# The same surroundings for every run. A figure needs gnuplot in PATH.
_ENV = {
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "TZ": "UTC",
}

def _run_demo_impl(ctx):
    name = ctx.executable.program.basename
    text = ctx.actions.declare_file(name + ".txt")
    values = ctx.actions.declare_file(name + ".values")
    figures = {
        figure: ctx.actions.declare_file("%s.%s.svg" % (name, figure))
        for figure in ctx.attr.figures
    }
    ctx.actions.run(
        arguments = [
            ctx.executable.program.path,
            ctx.files.srcs[0].short_path,
            text.path,
            values.path,
        ] + [f for pair in figures.items() for f in (pair[0], pair[1].path)],
        env = _ENV,
        executable = ctx.executable._runner,
        mnemonic = "RunDemo",
        outputs = [text, values] + figures.values(),
        progress_message = "Running %s" % ctx.files.srcs[0].short_path,
        tools = [ctx.attr.program[DefaultInfo].files_to_run],
    )
    files = [text, values] + figures.values()
    if not ctx.attr.machine_dependent:
        # For update_goldens.sh: where the output is to go when accepted.
        accept = ctx.actions.declare_file(name + ".accept")
        golden = "%s/%s.golden.txt\n" % (ctx.label.package, name)
        ctx.actions.write(accept, golden)
        files.append(accept)
    return [
        DefaultInfo(files = depset(files)),
        DemoInfo(
            figures = figures,
            golden = ctx.file.golden,
            machine_dependent = ctx.attr.machine_dependent,
            name = name,
            refused = False,
            srcs = ctx.files.srcs,
            text = text,
            values = values,
        ),
    ]

run_demo = rule(
    implementation = _run_demo_impl,
    attrs = {
        "figures": attr.string_list(),
        "golden": attr.label(allow_single_file = True),
        "machine_dependent": attr.bool(),
        # Built once, as `bazel run` builds it: not a tool of the build.
        "program": attr.label(
            cfg = "target",
            executable = True,
            mandatory = True,
        ),
        "srcs": attr.label_list(allow_files = [".cc", ".h"]),
        "_runner": attr.label(
            allow_single_file = True,
            cfg = "exec",
            default = "//theory/weave:run_demo.sh",
            executable = True,
        ),
    },
)
