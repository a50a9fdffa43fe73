"""The chapters of the book in their order, one name a line."""

CHAPTERS = [
    "01_number_systems",
    "02_ieee754",
    "03_formats",
    "04_int8",
    "05_noise",
    "06_granularity",
    "07_codebooks",
    "11_drift",
]
