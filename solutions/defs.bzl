"""The macro that makes a solution's targets.

    load("//solutions:defs.bzl", "solution")

    solution(name = "04_int8")

The package holds the lab's student files, written out, with what the student
writes between `// [solution 4.2]` and `// [/solution]`.
"""

load(
    "//labs:defs.bzl",
    "includes_test",
    "plan_of",
    "student_library",
    "student_loop_test",
)

# Labs and chapters never see a solution.
_ROOMS = ["//grading:__subpackages__", "//scripts:__subpackages__"]

def solution(name):
    """Makes the targets of the solution in the calling package.

    Args:
      name: the unit, "04_int8".
    """
    package = native.package_name()
    lab_package = "labs/" + package.partition("/")[2]
    files = plan_of(lab_package)["student_files"]
    native.exports_files(
        files + plan_of(lab_package).get("hand_in", []),
        visibility = _ROOMS,
    )
    student_library(
        name = "student",
        lab_package = lab_package,
        visibility = _ROOMS,
    )
    student_loop_test(
        name = "public_test",
        lab_package = lab_package,
        student = ":student",
    )
    includes_test(
        name = "includes_test",
        lab_package = lab_package,
    )
    _starter_tests(package, lab_package, files)

def solution_experiment(deps = [], flags = [], size = "small"):
    """The lab's experiment on the solution, `:experiment`, and its test.

    Args:
      deps: what it links beside the experiment and the solution.
      flags: what the test runs it with; a value "@PATH" is a file of the
        calling package.
      size: the test's.
    """
    package = native.package_name()
    lab_package = "labs/" + package.partition("/")[2]
    native.cc_binary(
        name = "experiment",
        visibility = _ROOMS,
        deps = ["//%s:experiment_lib" % lab_package, ":student"] + deps,
    )
    files = [f.partition("=@")[2] for f in flags if "=@" in f]
    notes = native.glob(["NOTES.md"])
    documents = ["%s/README.md" % lab_package] + [
        "%s/%s" % (package, n)
        for n in notes
    ]
    native.cc_test(
        name = "experiment_test",
        size = size,
        args = [
            "--plan=%s/lab.json" % lab_package,
            "--solution=%s/experiment" % package,
            "--starter=%s/experiment" % lab_package,
            "--documents=" + ",".join(documents),
            "--flags=" + ",".join(
                [f.replace("=@", "=@%s/" % package) for f in flags],
            ),
        ],
        data = files + notes + [
            ":experiment",
            "//%s:experiment" % lab_package,
            "//%s:lab.json" % lab_package,
            "//%s:papers" % lab_package,
        ],
        linkstatic = True,
        deps = ["//common/lab/author:experiment_test_main"],
    )

def _starter_tests(package, lab_package, files):
    """What is generated in the lab is up to date, and nothing is written."""
    native.cc_test(
        name = "starter_test",
        size = "small",
        args = ["--unit=" + package.partition("/")[2]],
        data = files + ["//:.clang-format"] +
               ["//%s:%s" % (lab_package, f) for f in files] +
               ["//%s:handed_out" % lab_package, "//%s:papers" % lab_package],
        linkstatic = True,
        deps = ["//common/lab/author:starter_test_main"],
    )
    native.cc_test(
        name = "untouched_test",
        size = "small",
        args = [
            "--plan=%s/lab.json" % lab_package,
            "--program=$(rootpath //%s:student_test)" % lab_package,
        ],
        data = [
            "//%s:lab.json" % lab_package,
            "//%s:student_test" % lab_package,
        ],
        linkstatic = True,
        deps = ["//common/lab/author:untouched_test_main"],
    )
