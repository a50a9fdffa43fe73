"""One test for each attack in the package."""

def attack_tests(lab, starter):
    """Makes :<name>_test for each <name>.attack.

    Args:
      lab: the unit whose contract the attacks implement.
      starter: label of its starter source.
    """
    for attack in native.glob(["*.attack"]):
        native.sh_test(
            name = attack[:-len(".attack")] + "_test",
            size = "medium",
            srcs = [":attack_case"],
            args = [
                "--lab=" + lab,
                "--starter=$(rootpath %s)" % starter,
                "--attack=$(rootpath %s)" % attack,
            ],
            data = [
                attack,
                starter,
                "//grading/%s:unit" % lab,
            ],
        )
