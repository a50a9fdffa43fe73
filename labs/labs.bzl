"""The units, in course order: the one list that all rooms go by.

A new unit adds its name here, with the rooms that it is not yet written in:
nothing of it is looked for there until the room is taken off.

    "08_summation": ["grading", "theory"],

labs/README.md says what a unit needs in each room.
"""

_UNITS = {
    "01_number_systems": [],
    "02_ieee754": [],
    "03_formats": [],
    "04_int8": [],
    "05_noise": [],
    "06_granularity": [],
    "07_codebooks": [],
    "11_drift": [],
}

_ROOMS = ["solutions", "grading", "theory"]

def _written_in(room):
    for unit, missing in _UNITS.items():
        for name in missing:
            if name not in _ROOMS:
                fail("%s: '%s' is no room; write one of %s" %
                     (unit, name, ", ".join(_ROOMS)))
    return [unit for unit, missing in _UNITS.items() if room not in missing]

# Every unit has its lab.
LABS = _UNITS.keys()

GRADED = _written_in("grading")
CHAPTERS = _written_in("theory")

# A small lab on which the lab runtime itself is tested.
FIXTURE_LABS = ["testdata/01_doubling"]
