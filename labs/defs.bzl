"""The macro that makes a lab's targets from its lab.json.

    load("//labs:defs.bzl", "lab")

    lab(
        name = "04_int8",
        experiment_deps = ["//common/random:generator"],
    )

lab.json says what the student's files are and what they may use; the macro
says how they are built. `labs/schema.md` explains lab.json.
"""

load("@lab_plans//:plans.bzl", "PLANS")
load("//labs:labs.bzl", "FIXTURE_LABS", "LABS")
load("//labs:missing_functions.bzl", "missing_functions")

# The rooms that may build on a lab. Chapters stand on common alone.
_ROOMS = [
    "//grading:__subpackages__",
    "//labs:__subpackages__",
    "//scripts:__subpackages__",
    "//solutions:__subpackages__",
]

# A compiler's first two errors; what follows is mostly of their making. A
# function that may end without a value is an error: what it then gives, a
# crash as like as not, explains nothing.
_STUDENT_COPTS = ["-fmax-errors=2", "-Werror=return-type"]

def plan_of(package):
    """Returns lab.json of `package` ("labs/04_int8") as a dict."""
    key = package.partition("/")[2]
    if key not in PLANS:
        fail(("%s is not in the list of labs. Add \"%s\" to LABS in " +
              "labs/labs.bzl.") % (package, key))
    plan = PLANS[key]
    for field in ["lab", "contract", "student_files", "uses"]:
        if field not in plan:
            fail("labs/%s/lab.json: the field '%s' is missing." % (key, field))
    for field in ["libraries", "headers", "data"]:
        if field not in plan["uses"]:
            fail("labs/%s/lab.json: the field 'uses.%s' is missing." %
                 (key, field))
    return plan

def student_library(name, lab_package, copts = [], **kwargs):
    """One set of student files: the starter, the solution, a mutant.

    Args:
      name: the library's name; the files are those of the calling package.
      lab_package: "labs/04_int8", whose lab.json says what may be used.
      copts: more compiler options.
      **kwargs: passed to cc_library.
    """
    plan = plan_of(lab_package)
    native.cc_library(
        name = name,
        srcs = plan["student_files"],
        copts = _STUDENT_COPTS + copts,
        data = plan["uses"]["data"],
        deps = ["//%s:contract" % lab_package] + plan["uses"]["libraries"],
        # The tests call it; nothing else would pull it from the archive.
        alwayslink = True,
        **kwargs
    )

def student_loop_test(name, lab_package, student, **kwargs):
    """The public tests, run on one student library, with the lab listener."""
    plan = plan_of(lab_package)
    native.cc_test(
        name = name,
        timeout = "short",
        args = ["--plan=%s/lab.json" % lab_package],
        data = ["//%s:lab.json" % lab_package, "//%s:forms" % lab_package] +
               ["//%s:%s" % (lab_package, f) for f in plan["student_files"]],
        linkstatic = True,
        deps = [
            "//%s:public_test_lib" % lab_package,
            student,
            "//common/lab/student:lab_test_main",
        ],
        **kwargs
    )

def includes_test(name, lab_package, **kwargs):
    """Holds the calling package's student files to what lab.json allows.

    And the lab's contract to what was handed out.
    """
    files = plan_of(lab_package)["student_files"]
    native.cc_test(
        name = name,
        size = "small",
        args = ["--plan=%s/lab.json" % lab_package] +
               ["$(rootpath %s)" % f for f in files],
        data = files + ["//%s:handed_out" % lab_package],
        linkstatic = True,
        deps = ["//common/lab/student:includes_test_main"],
        **kwargs
    )

# What the parts of an experiment are written with.
_MEASURING = [
    "//common/io:json",
    "//common/io:markdown_table",
    "//common/io:markdown_text",
    "//common/plot:figure",
    "@com_google_absl//absl/status",
    "@com_google_absl//absl/status:statusor",
    "@com_google_absl//absl/strings",
    "@com_google_absl//absl/strings:str_format",
]

def measure(deps = [], test_deps = [], test_data = []):
    """What a lab's experiment consists of: `:measure`, of the calling package.

    All *.h and *.cc are one library; each *_test.cc is a test of it.

    Args:
      deps: what it needs of common/ beside the contract, JSON, figures and
        tables.
      test_deps: what its tests need beside it and GoogleTest.
      test_data: files that they read.
    """
    tests = native.glob(["*_test.cc"])
    native.cc_library(
        name = "measure",
        srcs = native.glob(["*.cc"], exclude = tests),
        hdrs = native.glob(["*.h"]),
        visibility = _ROOMS,
        deps = ["//%s:contract" % native.package_name().rpartition("/")[0]] +
               _MEASURING + deps,
    )
    for test in tests:
        native.cc_test(
            name = test[:-len(".cc")],
            size = "small",
            srcs = [test],
            data = test_data,
            deps = [
                ":measure",
                "@com_google_googletest//:gmock",
                "@com_google_googletest//:gtest_main",
            ] + test_deps,
        )

def lab(
        name,
        tests = None,
        test_deps = [],
        contract_deps = [],
        experiment_deps = [],
        experiment_data = []):
    """Makes the targets of the lab in the calling package.

    Where there is an experiment.cc, the folder measure/ has what it consists of.

    Args:
      name: the unit, "04_int8"; `bazel test //labs/04_int8` runs the student's
        tests, `bazel test //...` leaves them out.
      tests: sources of the public tests; by default all *_test.cc.
      test_deps: what they need beside the contract, GoogleTest, given.h and
        each.h.
      contract_deps: what the contract's headers need beside `uses.libraries`.
      experiment_deps: what experiment.cc needs beside measure/ and what the
        parts of that are written with.
      experiment_data: files that the experiment reads.
    """
    package = native.package_name()
    plan = plan_of(package)
    if plan["lab"] != name:
        fail("labs/%s/lab.json: 'lab' is \"%s\", but the BUILD file says \"%s\"." %
             (name, plan["lab"], name))
    native.exports_files(
        plan["contract"] + plan["student_files"] + plan.get("hand_in", []),
        visibility = _ROOMS,
    )

    # A chapter shows the questions of its lab and answers to its tasks.
    native.exports_files(
        ["lab.json"],
        visibility = _ROOMS + ["//theory:__subpackages__"],
    )

    # What a person reads and fills in; parts of it follow from the plan.
    native.exports_files(native.glob(["README.md"]), visibility = _ROOMS)
    native.filegroup(
        name = "papers",
        srcs = native.glob(["README.md", "answers.json", "REPORT.md"]),
        visibility = _ROOMS,
    )

    # The contract, and what it was when it was handed out.
    native.filegroup(
        name = "handed_out",
        srcs = ["lab.json"] + plan["contract"] + native.glob(["contract.sha256"]),
        visibility = _ROOMS,
    )

    # What is handed in beside the code: the tests say what it lacks.
    native.filegroup(
        name = "forms",
        srcs = native.glob(plan.get("hand_in", [])),
        visibility = _ROOMS,
    )
    native.cc_library(
        name = "contract",
        hdrs = plan["contract"],
        visibility = _ROOMS,
        deps = contract_deps + plan["uses"]["libraries"],
    )
    student_library(
        name = "student",
        lab_package = package,
        visibility = _ROOMS,
    )
    _student_tests(
        name,
        package,
        tests or native.glob(["*_test.cc"]),
        test_deps,
    )
    _experiment(package, experiment_deps, experiment_data)
    _proofs(package, plan)
    native.cc_binary(
        name = "hint",
        args = ["--plan=%s/lab.json" % package],
        data = ["lab.json"],
        visibility = _ROOMS,
        deps = ["//common/lab/student:hint_main"],
    )

def _student_tests(name, package, tests, test_deps):
    native.cc_library(
        name = "public_test_lib",
        testonly = True,
        srcs = tests,
        # Before anything else: how codes and bytes are shown.
        copts = ["-include", "common/lab/print_codes.h"],
        visibility = _ROOMS,
        deps = [
            ":contract",
            "//common/lab:each",
            "//common/lab:given",
            "//common/lab:print_codes",
            "@com_google_googletest//:gtest",
        ] + test_deps,
        alwayslink = True,
    )
    plan = plan_of(package)
    missing_functions(
        name = "functions_are_there",
        testonly = True,
        contract = plan["contract"],
        functions = {
            task["function"]: "%s/%s" % (package, task["file"])
            for task in plan["tasks"]
            if task.get("function", "")
        },
        student = ":student",
        tags = ["manual"],
        tests = ":public_test_lib",
    )
    student_loop_test(
        name = "student_test",
        # Linked after it, so that a function that is not there is told in
        # plain words.
        additional_linker_inputs = [":functions_are_there"],
        lab_package = package,
        student = ":student",
        tags = ["manual"],
        visibility = _ROOMS,
    )
    includes_test(
        name = "includes_test",
        lab_package = package,
        tags = ["manual"],
    )
    native.test_suite(
        name = name,
        tags = ["manual"],
        tests = [":student_test", ":includes_test"],
    )

def _experiment(package, deps, data):
    experiment = native.glob(["experiment.cc"])
    if not experiment:
        return
    native.cc_library(
        name = "experiment_lib",
        srcs = experiment,
        data = data + ["lab.json"],  # --help says what it promises
        visibility = _ROOMS,
        deps = [
            ":contract",
            "//common/lab/experiment:experiment",
            "//%s/measure" % package,
        ] + _MEASURING + deps,
        alwayslink = True,
    )
    native.cc_binary(
        name = "experiment",
        visibility = _ROOMS,
        deps = [":experiment_lib", ":student"],
    )

def _proofs(package, plan):
    """What `bazel test //...` says of the files as they lie there.

    With --config=strict, also that they compile without a warning.
    """
    native.cc_test(
        name = "starter_build_test",
        size = "small",
        args = [package],
        linkstatic = True,
        deps = [
            ":student",
            "//common/lab/author:starter_build_main",
        ],
    )
    native.cc_test(
        name = "plan_test",
        size = "small",
        args = [
            "--plan=%s/lab.json" % package,
            "--program=$(rootpath :student_test)",
            "--labs=" + ",".join(LABS + [f.rpartition("/")[2] for f in FIXTURE_LABS]),
        ],
        data = [":student_test", "lab.json"] + native.glob(["README.md"]) +
               plan["contract"] + plan["student_files"],
        linkstatic = True,
        visibility = _ROOMS,
        deps = ["//common/lab/author:plan_test_main"],
    )
