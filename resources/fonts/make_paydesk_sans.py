"""Makes "Paydesk Sans" from Inter: the same outlines with tabular digits as the default ones.

Qt 6.4 cannot switch on OpenType features, so the digits' code points are mapped to the glyphs that Inter's `tnum`
feature would substitute. Usage: make_paydesk_sans.py INPUT.otf OUTPUT.otf STYLE
"""
import sys

from fontTools.ttLib import TTFont

FAMILY = "Paydesk Sans"


def tabular_glyphs(font):
    """Glyph name → tabular glyph name, from the single substitutions of `tnum`."""
    gsub = font["GSUB"].table
    lookups = {index for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
               for index in record.Feature.LookupListIndex}
    found = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            found.update(getattr(table, "mapping", {}))
    return found


def map_digits(font):
    """Points the digits at their tabular glyphs; fails when the font has none, as columns would not line up."""
    tabular = tabular_glyphs(font)
    for table in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            if code in table.cmap and table.cmap[code] in tabular:
                table.cmap[code] = tabular[table.cmap[code]]
    digits = {font.getBestCmap()[code] for code in range(ord("0"), ord("9") + 1)}
    widest = max(font["hmtx"][glyph][0] for glyph in digits)
    for glyph in digits:  # Inter's tabular 4 is a thousandth narrower than the others
        advance, bearing = font["hmtx"][glyph]
        if widest - advance > 4:
            sys.exit(f"{glyph} is not tabular")
        font["hmtx"][glyph] = (widest, bearing)


def rename(font, style):
    """Gives the face its own family, as the licence asks of modified versions."""
    names = {1: FAMILY if style == "Regular" else f"{FAMILY} {style}", 2: "Regular", 4: f"{FAMILY} {style}",
             6: f"PaydeskSans-{style}", 16: FAMILY, 17: style}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName = FAMILY, names[4]


def main():
    source, target, style = sys.argv[1:4]
    font = TTFont(source)
    map_digits(font)
    rename(font, style)
    font.save(target)


main()
