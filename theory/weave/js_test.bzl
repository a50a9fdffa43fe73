"""Tests written in JavaScript, for Node without libraries.

    js_test(name = "literal_test", srcs = [":weaver"])

runs literal_test.js, which calls test() of testing.js; each case counts.
"""

def js_test(name, srcs = [], data = [], size = "small", args = [], **kwargs):
    """Runs NAME.js of the calling package.

    Args:
      name: of the test, and with ".js" of its file.
      srcs: the modules that it requires.
      data: files that it reads.
      size: as for any test.
      args: handed to the test as process.argv.slice(2).
      **kwargs: passed to sh_test.
    """
    native.sh_test(
        name = name,
        size = size,
        srcs = ["//theory/weave:run_js_test.sh"],
        args = ["$(rootpath %s.js)" % name] + args,
        data = srcs + data + [
            name + ".js",
            "//theory/weave:testing.js",
        ],
        **kwargs
    )
