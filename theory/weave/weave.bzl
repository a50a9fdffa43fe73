"""Weaves a page of the book: chapter.md -> NAME.html and NAME.json."""

load("//theory/weave:run_demo.bzl", "DemoInfo")

def _demo_order(demo):
    return struct(
        figures = {name: svg.path for name, svg in demo.figures.items()},
        golden = demo.golden.path if demo.golden else None,
        machineDependent = demo.machine_dependent,
        name = demo.name,
        refused = demo.refused,
        sources = [f.path for f in demo.srcs],
        text = demo.text.path,
        values = demo.values.path,
    )

def _demo_files(demo):
    return (demo.srcs + demo.figures.values() + [demo.text, demo.values] +
            ([demo.golden] if demo.golden else []))

def _weave_impl(ctx):
    html = ctx.actions.declare_file(ctx.attr.page + ".html")
    facts = ctx.actions.declare_file(ctx.attr.page + ".json")
    order = ctx.actions.declare_file(ctx.attr.page + ".order.json")
    demos = [target[DemoInfo] for target in ctx.attr.demos]
    lab = [ctx.file.lab_json] if ctx.file.lab_json else []
    ctx.actions.write(order, json.encode(struct(
        chapter = ctx.file.src.path,
        demos = [_demo_order(demo) for demo in demos],
        glossary = ctx.file._glossary.path,
        labJson = ctx.file.lab_json.path if lab else None,
        page = ctx.attr.page,
        references = ctx.file._references.path,
        sources = [f.path for f in ctx.files.sources],
    )))
    inputs = [ctx.file.src, order] + lab + ctx.files.sources
    inputs += [ctx.file._glossary, ctx.file._references] + ctx.files._weaver
    for demo in demos:
        inputs += _demo_files(demo)
    ctx.actions.run(
        arguments = [
            "--order=" + order.path,
            "--html=" + html.path,
            "--json=" + facts.path,
        ],
        env = {
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TZ": "UTC",
        },
        executable = ctx.executable._weave,
        inputs = inputs,
        mnemonic = "Weave",
        outputs = [html, facts],
        progress_message = "Weaving %s" % ctx.file.src.short_path,
    )
    return [
        DefaultInfo(files = depset([html, facts])),
        OutputGroupInfo(order = depset([order] + inputs)),
    ]

weave = rule(
    implementation = _weave_impl,
    attrs = {
        "demos": attr.label_list(providers = [DemoInfo]),
        "lab_json": attr.label(allow_single_file = [".json"]),
        "page": attr.string(mandatory = True),
        "sources": attr.label_list(allow_files = True),
        "src": attr.label(allow_single_file = [".md"], mandatory = True),
        "_glossary": attr.label(
            allow_single_file = True,
            default = "//theory/glossary:index",
        ),
        "_references": attr.label(
            allow_single_file = True,
            default = "//theory/references:index",
        ),
        "_weave": attr.label(
            allow_single_file = True,
            cfg = "exec",
            default = "//theory/weave:weave.sh",
            executable = True,
        ),
        "_weaver": attr.label(default = "//theory/weave:weaver"),
    },
)
