"""A Bazel repository that a package put on this system.

    installed_repository(name = "platforms", paths = ["/usr/share/…", …])

stands for the first of the folders that has a WORKSPACE file: Debian 12 and
Debian testing keep the same repositories in different places.
"""

def _installed_repository_impl(ctx):
    for path in ctx.attr.paths:
        folder = ctx.path(path)
        if folder.get_child("WORKSPACE").exists:
            for child in folder.readdir():
                ctx.symlink(child, child.basename)
            return
    fail(("None of %s is there. Install it: sudo apt-get install %s " +
          "(or run scripts/setup)") %
         (ctx.attr.paths, ctx.attr.debian_package))

installed_repository = repository_rule(
    implementation = _installed_repository_impl,
    attrs = {
        "debian_package": attr.string(mandatory = True),
        "paths": attr.string_list(mandatory = True),
    },
    local = True,
)
