"""The macros of a chapter.

    load("//theory:defs.bzl", "chapter", "demo")

    demo(
        name = "ties_demo",
        figures = ["spacing"],
        deps = ["//common/formats:float"],
    )

    chapter(name = "03_formats", demos = [":ties_demo"])

`bazel build //theory/03_formats:woven` compiles and runs the programs, weaves
chapter.md and says what is wrong with it. `theory/README.md` is the authors'
guide, `theory/weave/README.md` says what comes out.
"""

load("//theory/weave:mutant.bzl", "mutated_program")
load("//theory/weave:refused.bzl", "refused_code")
load("//theory/weave:run_demo.bzl", "run_demo")
load("//theory/weave:weave.bzl", "weave")

# Who reads a woven page: the site, and the tests of the weaver.
_READERS = ["//theory:__subpackages__"]

def demo(
        name,
        figures = [],
        deps = [],
        srcs = None,
        data = [],
        machine_dependent = False,
        visibility = _READERS):
    """A program of a chapter, and its run in the build.

    Args:
      name: of the program, "ties_demo"; `bazel run` starts it by hand.
      figures: names of the figures that it draws with DrawFigure.
      deps: what it needs of common/ (record and draw are added).
      srcs: its sources, by default name + ".cc".
      data: files that it reads.
      machine_dependent: its digits are not the same everywhere, so it has no
        golden and prose may only weave its values in.
      visibility: of the program and its run.
    """
    srcs = srcs or [name + ".cc"]
    native.cc_binary(
        name = name,
        srcs = srcs,
        data = data,
        linkstatic = True,
        visibility = visibility,
        deps = deps + [
            "//theory/weave:draw",
            "//theory/weave:record",
        ],
    )
    run_demo(
        name = name + ".run",
        figures = figures,
        golden = _only(native.glob([name + ".golden.txt"], allow_empty = True)),
        machine_dependent = machine_dependent,
        program = name,
        srcs = srcs,
        visibility = visibility,
    )

def refused(name, message, srcs = None, deps = [], visibility = _READERS):
    """Code that must not compile; listed in `demos` like a program.

    Its regions can be shown, and ``` {.output demo="NAME"} shows the error.

    Args:
      name: "narrowing_refused"; the code is name + ".cc".
      message: what one of the compiler's errors says; a part that all versions
        of the compiler agree on, "narrowing conversion".
      srcs: the file, by default name + ".cc".
      deps: what it includes of common/.
      visibility: as for any target.
    """
    refused_code(
        name = name + ".run",
        src = (srcs or [name + ".cc"])[0],
        message = message,
        visibility = visibility,
        deps = deps,
    )

def chapter(name, demos, lab = None, sources = []):
    """A chapter of the book, chapter.md of the calling package.

    Makes `:woven` (NAME.html and NAME.json) and `:demos` (what the programs
    printed, computed and drew).

    Args:
      name: the unit, "03_formats".
      demos: the chapter's programs, labels of demo().
      lab: the lab that it belongs to, by default `name`; its lab.json has the
        graded questions.
      sources: files of common/ whose regions the chapter shows.
    """
    lab = lab or name
    page(
        name = name,
        demos = demos,
        lab_json = "//labs/%s:lab.json" % lab,
        sources = sources,
    )

def page(name, demos = [], sources = [], lab_json = None):
    """A page of the book that is not a chapter, such as the preface.

    Args:
      name: "preface"; its text is chapter.md.
      demos: as in chapter().
      sources: as in chapter().
      lab_json: as chapter() sets it.
    """
    runs = [_run(label) for label in demos]
    native.filegroup(
        name = "demos",
        srcs = runs,
        visibility = _READERS,
    )
    weave(
        name = "woven",
        demos = runs,
        lab_json = lab_json,
        page = name,
        sources = sources,
        src = "chapter.md",
        visibility = _READERS,
    )

def _run(label):
    """":ties_demo" -> ":ties_demo.run"."""
    if ":" not in label:
        fail("demos: write '%s' with its colon, as in \":ties_demo\"" % label)
    return label + ".run"

def _only(files):
    return files[0] if files else None

def golden_mutant(name, demo, patch, page = None):
    """A test that the chapter notices when the course's code is wrong.

    Compiles the program against sources that `patch` changes, runs it, and
    weaves the chapter with what it hands over: a golden, a Holds or a number
    of the prose must turn red. The test is NAME_mutant_test.

    Args:
      name: of the mutant, "ties_away".
      demo: the program, ":ties_demo"; its source is ties_demo.cc.
      patch: unified diff (-p1) of files in common/, "mutants/ties_away.patch".
      page: the chapter's name, by default that of the folder.
    """
    package = native.package_name()
    page = page or package.rpartition("/")[2]
    mutant = name + "_mutant"
    program = demo.rpartition(":")[2]
    mutated_program(
        name = mutant,
        testonly = True,
        demo = demo,
        patch = patch,
        srcs = [program + ".cc"],
    )
    native.filegroup(
        name = mutant + "_order",
        testonly = True,
        srcs = [":woven"],
        output_group = "order",
    )
    native.sh_test(
        name = mutant + "_test",
        size = "small",
        srcs = ["//theory/weave:run_js_test.sh"],
        args = [
            "theory/weave/mutant_test.js",
            "%s/%s.order.json" % (package, page),
            program,
            "$(rootpath :%s)" % mutant,
        ],
        data = [
            demo,
            ":" + mutant,
            ":%s_order" % mutant,
            "//theory/weave:mutant_test.js",
            "//theory/weave:run_demo.sh",
            "//theory/weave:testing.js",
            "//theory/weave:weaver",
        ],
    )
