"""The labs that stand, in course order. A new lab adds its name here."""

LABS = [
    "01_number_systems",
    "02_ieee754",
    "03_formats",
    "04_int8",
    "05_noise",
    "06_granularity",
    "07_codebooks",
    "11_drift",
]

# A small lab on which the lab runtime itself is tested.
FIXTURE_LABS = ["testdata/01_doubling"]
