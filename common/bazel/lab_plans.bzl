"""Every lab.json as Starlark, so that one list decides deps and the release.

    load("@lab_plans//:plans.bzl", "PLANS")
    PLANS["04_int8"]["uses"]["libraries"]
"""

# A plan is decoded where it is loaded, not here, so that a lab.json that is no
# JSON fails with its own name: Bazel prints the failing line, comment included.
_PLAN = '''"""Written from labs/{lab}/lab.json."""

_TEXT = {text}

PLAN = json.decode(_TEXT)  # labs/{lab}/lab.json IS NOT VALID JSON (the offset counts its bytes)
'''

def _lab_plans_impl(ctx):
    loads = ""
    entries = ""
    for i, lab in enumerate(ctx.attr.labs):
        # Reading through a label makes Bazel notice when the file changes.
        text = ctx.read(ctx.path(Label("//labs/%s:lab.json" % lab)))
        ctx.file(
            "labs/%s/lab.json.bzl" % lab,
            _PLAN.format(lab = lab, text = repr(text)),
        )
        loads += 'load(":labs/%s/lab.json.bzl", _plan_%d = "PLAN")\n' % (lab, i)
        entries += "    %r: _plan_%d,\n" % (lab, i)
    ctx.file("plans.bzl", loads + "\nPLANS = {\n" + entries + "}\n")
    ctx.file("BUILD", 'exports_files(["plans.bzl"])\n')

lab_plans = repository_rule(
    implementation = _lab_plans_impl,
    attrs = {"labs": attr.string_list(mandatory = True)},
)
