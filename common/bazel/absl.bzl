"""Abseil from the system, under the labels that Abseil itself uses.

`@com_google_absl//absl/status:statusor` links what `absl_statusor.pc` names.
"""

load(":system_library.bzl", "cc_library_text", "pkg_config_flags")

# Bazel package: {target: pkg-config name}.
_TARGETS = {
    "absl/base": {"core_headers": "absl_core_headers"},
    "absl/cleanup": {"cleanup": "absl_cleanup"},
    "absl/container": {
        "btree": "absl_btree",
        "flat_hash_map": "absl_flat_hash_map",
        "flat_hash_set": "absl_flat_hash_set",
    },
    "absl/flags": {
        "flag": "absl_flags",
        "parse": "absl_flags_parse",
        "reflection": "absl_flags_reflection",
        "usage": "absl_flags_usage",
    },
    "absl/functional": {"function_ref": "absl_function_ref"},
    "absl/numeric": {"int128": "absl_int128"},
    "absl/status": {
        "status": "absl_status",
        "statusor": "absl_statusor",
    },
    "absl/strings": {
        "str_format": "absl_str_format",
        "strings": "absl_strings",
    },
    "absl/time": {"time": "absl_time"},
}

def _system_absl_impl(ctx):
    for package, targets in _TARGETS.items():
        text = ""
        for target, pc_name in targets.items():
            _, libs = pkg_config_flags(ctx, pc_name, "libabsl-dev")
            text += cc_library_text(name = target, linkopts = libs)
        ctx.file(package + "/BUILD", text)
    ctx.file("BUILD", "")

system_absl = repository_rule(
    implementation = _system_absl_impl,
    environ = ["PKG_CONFIG_PATH"],
    local = True,
)
