"""The chapters of the book in their order, one name a line."""

CHAPTERS = [
]
