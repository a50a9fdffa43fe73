"""Where --config=strict makes an error of a compiler's warning.

.bazelrc does so for what Bazel itself compiles; these are for the few
compilations that a rule or a test of ours starts.
"""

# For the attributes of a target.
WERROR = select({
    "//common/bazel:strict": ["-Werror"],
    "//conditions:default": [],
})

def werror(ctx):
    """The same for the implementation of a rule or an aspect."""
    return ["-Werror"] if ctx.var.get("warnings") == "errors" else []
