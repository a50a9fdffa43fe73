"""The chapters of the book in their order, one name a line."""

CHAPTERS = [
    "05_noise",
    "06_granularity",
]
