"""Turns a font's cubic outlines into TrueType's quadratic ones.

    quadratic_font.py FONT.otf OUT.ttf

A browser that prints embeds TrueType as a font. Cubic outlines (CFF) it
writes as drawings, a Type 3 font, which readers show less well. The new
outlines stay within half a unit of the old ones, of 2048 (or so) an em.
"""

import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

MOST_ERROR = 0.5  # in units of the em square


def quadratic_glyphs(font):
    """Every glyph's outline, drawn again with quadratic curves."""
    drawn = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(drawn)
        # TrueType winds its contours the other way round.
        drawn[name].draw(Cu2QuPen(pen, MOST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def convert(font):
    glyphs = quadratic_glyphs(font)
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs = glyphs
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    # Version 1.0 of maxp counts what hinting needs: here there is none.
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for count in ("TwilightPoints", "Storage", "FunctionDefs",
                  "InstructionDefs", "StackElements",
                  "SizeOfInstructions", "ComponentElements"):
        setattr(maxp, "max" + count, 0)
    font["post"].formatType = 3.0  # no names of glyphs
    font.sfntVersion = "\000\001\000\000"


def main(source, target):
    # The time in the font stays the maker's: same input, same bytes.
    font = TTFont(source, recalcTimestamp=False)
    convert(font)
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
