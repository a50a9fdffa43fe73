"""One test for each attack of a folder."""

load("//labs:defs.bzl", "plan_of")

def attack_tests(lab, attacks, prefix = ""):
    """Makes :<prefix><name>_test for each <name>.attack.

    Args:
      lab: the unit whose contract the attacks implement.
      attacks: the files.
      prefix: of the tests' names.
    """
    plan = plan_of("labs/" + lab)
    starter = ["//labs/%s:%s" % (lab, f) for f in plan["student_files"]]
    solution = [
        "//solutions/%s:%s" % (lab, f)
        for f in plan["student_files"] + plan["hand_in"]
    ]
    for attack in attacks:
        name = attack.rpartition("/")[2][:-len(".attack")]
        native.sh_test(
            name = prefix + name + "_test",
            size = "medium",
            srcs = [":attack_case"],
            args = [
                "--lab=" + lab,
                "--starter=" + _paths(starter),
                "--solution=" + _paths(solution),
                "--attack=$(rootpath %s)" % attack,
            ],
            data = [
                attack,
                "//grading/%s:unit" % lab,
            ] + starter + solution,
        )

def _paths(files):
    return ",".join(["$(rootpath %s)" % f for f in files])
