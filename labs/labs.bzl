"""The labs that stand, in course order. A new lab adds its name here."""

LABS = []
