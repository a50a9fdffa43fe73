"""Every lab.json as Starlark, so that one list decides deps and the release.

    load("@lab_plans//:plans.bzl", "PLANS")
    PLANS["04_int8"]["uses"]["libraries"]
"""

def _lab_plans_impl(ctx):
    text = '"""Read from labs/*/lab.json."""\n\nPLANS = {\n'
    for lab in ctx.attr.labs:
        # Reading through a label makes Bazel notice when the file changes.
        plan = ctx.read(ctx.path(Label("//labs/%s:lab.json" % lab)))
        text += "    %r: %r,\n" % (lab, json.decode(plan))
    ctx.file("plans.bzl", text + "}\n")
    ctx.file("BUILD", 'exports_files(["plans.bzl"])\n')

lab_plans = repository_rule(
    implementation = _lab_plans_impl,
    attrs = {"labs": attr.string_list(mandatory = True)},
)
