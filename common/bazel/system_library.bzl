"""Libraries that the system's package manager installed, found by pkg-config.

    system_library(
        name = "libarchive",
        pkg_config = {"libarchive": "libarchive"},   # target: .pc name
        debian_package = "libarchive-dev",
    )

makes `@libarchive//:libarchive`. A missing library fails the build with the
name of the Debian package that brings it.
"""

def pkg_config_flags(ctx, pc_name, debian_package):
    """Returns (include directories, link options) of one .pc file."""
    tool = ctx.which("pkg-config")
    if not tool:
        fail("pkg-config is missing. Install it: " +
             "sudo apt-get install pkg-config (or run scripts/setup)")
    cflags = ctx.execute([tool, "--cflags-only-I", pc_name])
    libs = ctx.execute([tool, "--libs", pc_name])
    if cflags.return_code != 0 or libs.return_code != 0:
        fail(("The library '%s' is not installed. Install it: " +
              "sudo apt-get install %s (or run scripts/setup)") %
             (pc_name, debian_package))
    includes = [f[2:] for f in _words(cflags.stdout) if f.startswith("-I")]
    return includes, _words(libs.stdout)

def cc_library_text(name, linkopts, includes = [], hdrs = []):
    """Returns the text of a cc_library that stands for a system library."""
    return """
cc_library(
    name = {name},
    hdrs = {hdrs},
    includes = {includes},
    linkopts = {linkopts},
    visibility = ["//visibility:public"],
)
""".format(
        name = repr(name),
        hdrs = "glob(%r)" % hdrs if hdrs else "[]",
        includes = repr(includes),
        linkopts = repr(linkopts),
    )

def _words(text):
    return [w for w in text.replace("\n", " ").split(" ") if w]

def _system_library_impl(ctx):
    text = ""
    for target, pc_name in ctx.attr.pkg_config.items():
        includes, libs = pkg_config_flags(
            ctx,
            pc_name,
            ctx.attr.debian_package,
        )
        links = []
        for include in includes:
            link = "include_" + include.strip("/").replace("/", "_")
            ctx.symlink(include, link)
            links.append(link)
        text += cc_library_text(
            name = target,
            hdrs = [link + "/**" for link in links],
            includes = links,
            linkopts = libs + ctx.attr.linkopts,
        )
    ctx.file("BUILD", text)

system_library = repository_rule(
    implementation = _system_library_impl,
    attrs = {
        "pkg_config": attr.string_dict(
            mandatory = True,
            doc = "target name: pkg-config name",
        ),
        "debian_package": attr.string(mandatory = True),
        "linkopts": attr.string_list(),
    },
    environ = ["PKG_CONFIG_PATH"],
    local = True,
)
