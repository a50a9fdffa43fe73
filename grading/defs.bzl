"""The macro that makes a unit's grading targets.

    load("//grading:defs.bzl", "unit_grading")

    unit_grading(
        lab = "04_int8",
        oracle_deps = ["//common/quant:affine"],
    )

makes
    :oracle, :oracle_test   what the hidden tests compare with (oracle.h)
    :grade                  bazel run //grading/04_int8:grade -- --submission=…
    :solution_test          the solution earns full points
    :starter_test           the starter earns none, all of it "not written"
    :unwritten_test         manual: each task in turn left out, or hanging: the
                            rest keeps its points
    :mutant_<name>_test     one for each mutants/<name>.patch
    :mutants_test           together they show every pitfall of the handout; and
                            fail every check alone, or covered.txt says why not
    :variant_<name>_test    a right solution of another kind earns full points:
                            one for each variants/<name>.patch
    :mutate                 bazel run //grading/04_int8:mutate: mistakes made
                            mechanically; equivalent.txt lists those that
                            change nothing
    :refuses_everything_test, :constants_with_claims_test
                            the submissions in lazy/ earn nothing
    :table_of_public_inputs_test
                            nor does a table of what the solution answers to
                            every call of the public checks, before the
                            functions that refuse everything
    :draws_test             manual: the solution is right under 50 keys, which
                            draw 50 sets of hidden inputs; any case does so with
                            --test_arg=--keys=50
and what they stand on: :proxy and :served (api.cc, compiled for either side of
the boundary), :public_check, :hidden_check, :experiment, :bundle, :unit.
"""

load("//grading:bundle.bzl", "reference_bodies", "worker_bundle")
load("//grading:reference.bzl", "reference_outputs")
load("//labs:defs.bzl", "plan_of")
load("//labs:labs.bzl", "FIXTURE_LABS")

def unit_grading(
        lab,
        hidden_deps = [],
        oracle_deps = [],
        oracle_data = [],
        oracle_test_deps = [],
        hand_in = None):
    """Makes the grading targets of the lab in the calling package.

    The package holds rubric.json; api.cc, the list of calls (see
    grading/boundary/lab_api.h); hidden_*.cc, the hidden tests, with the headers
    and sources that they share; oracle.h, oracle.cc and oracle_test.cc.

    Args:
      lab: the unit, "04_int8"; the package is grading/04_int8.
      hidden_deps: what the hidden tests need beside the contract, the oracle,
        GoogleTest, given.h and each.h.
      oracle_deps: what the oracle needs beside the contract.
      oracle_data: files that it reads.
      oracle_test_deps: what its test needs beside it and GoogleTest.
      hand_in: what the starter and the solution hand in beside their sources;
        by default all that lab.json says.
    """
    plan = plan_of("labs/" + lab)
    if hand_in == None:
        hand_in = plan["hand_in"]
    lab_package = "//labs/" + lab
    native.exports_files(
        ["rubric.json"],
        visibility = ["//grading:__pkg__"],
    )
    oracle = _oracle(
        lab_package,
        oracle_deps,
        oracle_data,
        oracle_test_deps,
    )
    _sides(lab_package)
    _programs(lab_package, plan, oracle + hidden_deps)
    _bundle(lab, plan)
    _unit(lab, lab_package, plan)
    native.cc_binary(
        name = "grade",
        testonly = True,
        args = ["--lab=" + lab],
        data = [":unit"],
        deps = ["//grading/grader:grade_main"],
    )
    _cases(lab, plan["student_files"] + hand_in)
    if lab not in FIXTURE_LABS:
        _mutants(lab)
    _mutate(lab, plan)

def _oracle(lab_package, deps, data, test_deps):
    """The oracle's label in a list, empty where there is none."""
    if not native.glob(["oracle.cc"]):
        return []
    native.cc_library(
        name = "oracle",
        testonly = True,
        srcs = ["oracle.cc"],
        hdrs = ["oracle.h"],
        data = data,
        deps = [lab_package + ":contract"] + deps,
    )
    native.cc_test(
        name = "oracle_test",
        size = "small",
        srcs = ["oracle_test.cc"],
        deps = [
            ":oracle",
            lab_package + ":contract",
            "@com_google_googletest//:gtest_main",
        ] + test_deps,
    )
    return [":oracle"]

def _hidden_tests():
    """The hidden tests and what they share."""
    return native.glob(["hidden_*.cc"]) + native.glob(
        ["*.cc", "*.h"],
        exclude = ["*_test.cc", "hidden_*", "api.cc", "oracle.*"],
    )

def _sides(lab_package):
    native.cc_library(
        name = "proxy",
        srcs = ["api.cc"],
        alwayslink = True,
        deps = [
            lab_package + ":contract",
            "//grading/boundary:proxy",
        ],
    )
    native.cc_library(
        name = "served",
        srcs = ["api.cc"],
        alwayslink = True,
        linkstatic = True,
        local_defines = ["WBM_BOUNDARY_WORKER"],
        deps = [
            lab_package + ":contract",
            "//grading/boundary:serve",
        ],
    )

def _programs(lab_package, plan, hidden_deps):
    native.cc_binary(
        name = "public_check",
        testonly = True,
        deps = [
            lab_package + ":public_test_lib",
            ":proxy",
            "//grading/boundary:check_main",
        ],
    )
    native.cc_binary(
        name = "hidden_check",
        testonly = True,
        srcs = _hidden_tests(),
        deps = [
            lab_package + ":contract",
            ":proxy",
            "//common/lab:each",
            "//common/lab:given",
            "//grading/boundary:check_main",
            "//grading/boundary:hidden_draw",
            "//grading/boundary:hidden_seed",
            "//grading/boundary:spoilt",
            "@com_google_googletest//:gtest",
        ] + hidden_deps,
    )
    if plan.get("outputs"):
        native.cc_binary(
            name = "experiment",
            deps = [
                lab_package + ":experiment_lib",
                ":proxy",
            ],
        )

def _base(plan):
    speaks_status = "absl/status/statusor.h" in plan["uses"]["headers"]
    return "//grading/grader/build:%s_base" % (
        "status" if speaks_status else "standard"
    )

def _starter(lab, plan):
    """The starter, made from the solution: whoever grades in a tree where
    somebody works finds other text in labs/."""
    for f in plan["student_files"]:
        native.genrule(
            name = "starter_of_" + f.replace(".", "_"),
            srcs = ["//labs/%s:lab.json" % lab, "//solutions/%s:%s" % (lab, f)],
            outs = ["starter/" + f],
            cmd = " ".join([
                "$(location //common/lab/author:write_starter)",
                "$(location //labs/%s:lab.json)" % lab,
                f,
                "$(location //solutions/%s:%s) > $@" % (lab, f),
            ]),
            tools = ["//common/lab/author:write_starter"],
        )
    native.cc_library(
        name = "starter",
        srcs = ["starter/" + f for f in plan["student_files"]],
        # A stub says where it stands: in the student's file.
        copts = [
            "-fmacro-prefix-map=$(GENDIR)/%s/starter=labs/%s" %
            (native.package_name(), lab),
            "-Wno-unused-parameter",
        ],
        deps = ["//labs/%s:contract" % lab] + plan["uses"]["libraries"],
        alwayslink = True,
    )
    return ["starter/" + f for f in plan["student_files"]]

def _bundle(lab, plan):
    headers = plan["uses"]["headers"]
    worker_bundle(
        name = "bundle",
        base = _base(plan),
        fallback = ":starter",
        headers = "//labs/%s:contract" % lab,
        roots = ["labs/%s/%s" % (lab, h) for h in plan["contract"]] + headers,
        starter = _starter(lab, plan),
        worker = [
            ":served",
            "//grading/boundary:worker_main",
            "//labs/%s:contract" % lab,
        ],
    )

def _bodies(lab, plan):
    """The solution's functions, for what a submission has not written."""
    native.cc_library(
        name = "reference_library",
        srcs = ["//solutions/%s:%s" % (lab, f) for f in plan["student_files"]],
        # A section a function, so that a link takes those that it asks for.
        copts = ["-ffunction-sections"],
        linkstatic = True,
        deps = ["//labs/%s:contract" % lab] + plan["uses"]["libraries"],
    )
    reference_bodies(
        name = "reference_bodies",
        library = ":reference_library",
    )
    return [":reference_bodies"]

def _reference(lab, plan):
    """What the solution measures: figures, as data, which a report draws beside
    the student's, and the results that claims are held against."""
    names = [f["file"] + ".figure.json" for f in plan.get("figures", [])]
    if plan.get("claims"):
        names.append("results.json")
    if not names:
        return []
    solution = "//solutions/%s:" % lab
    reference_outputs(
        name = "reference",
        experiment = solution + "experiment",
        outputs = names,
        predictions = solution + "predictions.json" if "predictions.json" in plan["hand_in"] else None,
    )
    return [":reference"]

def _unit(lab, lab_package, plan):
    programs = [":hidden_check", ":public_check"] + (
        [":experiment"] if plan.get("outputs") else []
    )
    native.filegroup(
        name = "unit",
        testonly = True,
        srcs = [
            "rubric.json",
            _base(plan),
            ":bundle",
            lab_package + ":lab.json",
        ] + programs + _reference(lab, plan) + _bodies(lab, plan),
        # The files that the programs read come along only as data.
        data = programs,
        visibility = ["//grading:__subpackages__"],
    )

def _mutate(lab, plan):
    native.cc_binary(
        name = "mutate",
        testonly = True,
        args = ["--lab=" + lab],
        data = [":unit"] + native.glob(["equivalent.txt"]) + [
            "//solutions/%s:%s" % (lab, f)
            for f in plan["student_files"]
        ],
        tags = ["manual"],
        deps = ["//grading/mutate:mutate_main"],
    )

def _cases(lab, files):
    solution = ["//solutions/%s:%s" % (lab, f) for f in files]
    starter = [
        "starter/" + f if f.endswith(".cc") else "//labs/%s:%s" % (lab, f)
        for f in files
    ]
    _case("solution_test", lab, "solution", solution)
    _case("starter_test", lab, "starter", starter)
    # Manual: a second build for every task takes minutes a unit.
    _case(
        "unwritten_test",
        lab,
        "unwritten",
        solution,
        size = "large",
        tags = ["manual"],
    )
    _lazy_cases(lab, solution)
    _case(
        "draws_test",
        lab,
        "solution",
        solution,
        keys = 50,
        size = "large",
        tags = ["manual"],
    )
    for patch in native.glob(["mutants/*.patch"]):
        name = patch.rpartition("/")[2][:-len(".patch")]
        _case(
            "mutant_%s_test" % name.replace("-", "_"),
            lab,
            "mutant",
            solution,
            patch,
        )

    for patch in native.glob(["variants/*.patch"]):
        name = patch.rpartition("/")[2][:-len(".patch")]
        _case(
            "variant_%s_test" % name.replace("-", "_"),
            lab,
            "right",
            solution,
            patch,
        )

def _mutants(lab):
    patches = native.glob(["mutants/*.patch"])
    # The toy unit has too few mutants for it.
    covered = [] if "/testdata/" in native.package_name() else ["covered.txt"]
    native.sh_test(
        name = "mutants_test",
        size = "small",
        srcs = ["//grading/proofs:mutants_case"],
        args = [
            "--lab=" + lab,
            "--mutants=" + ",".join(["$(rootpath %s)" % p for p in patches]),
        ] + ["--covered=$(rootpath %s)" % c for c in covered],
        data = patches + covered + [
            "rubric.json",
            "//labs/%s:README.md" % lab,
            "//labs/%s:lab.json" % lab,
        ],
    )

def _lazy_cases(lab, solution):
    """Submissions that compute nothing, and have to earn nothing. Where no task
    earns anything the grader tries several builds, so each takes a while."""
    sources = [f for f in solution if f.endswith(".cc") or f.endswith(".h")]
    claims = [f for f in solution if f.endswith(":REPORT.md")]
    constants = native.glob(["lazy/constants_with_claims/*"])
    refusals = native.glob(["lazy/refuses_everything/*"])
    if constants:
        _case(
            "constants_with_claims_test",
            lab,
            "constants",
            constants + claims,
            size = "medium",
        )
    if refusals:
        _case(
            "refuses_everything_test",
            lab,
            "nothing",
            refusals,
            size = "medium",
        )
        _case(
            "table_of_public_inputs_test",
            lab,
            "table",
            refusals + claims,
            solution = sources,
            size = "medium",
        )

def _case(
        name,
        lab,
        expect,
        files,
        patch = None,
        solution = [],
        keys = None,
        size = "small",
        tags = []):
    native.sh_test(
        name = name,
        size = size,
        srcs = ["//grading/grader/cases:unit_case"],
        args = [
            "--lab=" + lab,
            "--expect=" + expect,
            "--files=" + _paths(files),
        ] + (["--patch=$(rootpath %s)" % patch] if patch else []) +
               (["--solution=" + _paths(solution)] if solution else []) +
               (["--keys=%d" % keys] if keys else []),
        data = [":unit"] + files + ([patch] if patch else []) + solution,
        tags = tags,
    )

def _paths(files):
    return ",".join(["$(rootpath %s)" % f for f in files])
